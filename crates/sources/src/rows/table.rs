//! The tables that formats fill.

use std::sync::OnceLock;

use lurcher_symbols::{Column, ScalarType};
use rustc_hash::FxHashMap;

/// A documented table, with those of its columns that a format fills.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    text: &'static str,
    schema: OnceLock<Schema>,
}

#[derive(Debug)]
struct Schema {
    columns: Vec<Column>,
    types: FxHashMap<&'static str, ScalarType>,
}

impl Table {
    /// A table whose columns are listed by name, each with its type behind a colon unless that is string.
    pub(crate) const fn new(name: &'static str, columns: &'static str) -> Self {
        Self { name, text: columns, schema: OnceLock::new() }
    }

    /// The table's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.schema().columns
    }

    /// The type of the column of that name.
    pub(crate) fn ty(&self, column: &str) -> Option<ScalarType> {
        self.schema().types.get(column).copied()
    }

    /// The column's name as it lives, of a column whose name was made.
    pub(crate) fn column(&self, name: &str) -> Option<(&'static str, ScalarType)> {
        self.schema().types.get_key_value(name).map(|(name, ty)| (*name, *ty))
    }

    fn schema(&self) -> &Schema {
        self.schema.get_or_init(|| {
            let typed = self.text.split_ascii_whitespace().map(|word| match word.split_once(':') {
                Some((name, ty)) => (name, ScalarType::parse(ty).unwrap_or(ScalarType::String)),
                None => (word, ScalarType::String),
            });
            let columns = typed.clone().map(|(name, ty)| Column::new(name, ty)).collect();
            Schema { columns, types: typed.collect() }
        })
    }
}
