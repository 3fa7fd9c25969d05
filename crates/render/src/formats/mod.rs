//! One file a format.

pub(crate) mod arrow;
pub(crate) mod delimited;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod jsonl;
pub(crate) mod markdown;
pub(crate) mod parquet;
mod shown;
pub(crate) mod table;
pub(crate) mod vertical;

use std::collections::HashSet;

use lurcher_symbols::{Column, ScalarType};

/// Whether a person reads the cells of such a column from the right.
fn is_right_aligned(column: &Column) -> bool {
    matches!(column.ty, ScalarType::Int | ScalarType::Long | ScalarType::Real | ScalarType::Decimal)
}

/// The columns' names; of equal ones the later ones get `_1`, `_2` …, for formats where a name must be unique.
fn unique_names(columns: &[Column]) -> Vec<String> {
    let mut taken = HashSet::with_capacity(columns.len());
    let unique = |column: &Column| {
        let mut name = column.name.to_string();
        let mut n = 0;
        while !taken.insert(name.clone()) {
            n += 1;
            name = format!("{}_{n}", column.name);
        }
        name
    };
    columns.iter().map(unique).collect()
}
