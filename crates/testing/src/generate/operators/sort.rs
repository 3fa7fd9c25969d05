//! `sort`.

use lurcher_symbols::{Column, ScalarType};

use crate::generate::{Generator, Operator};
use crate::query::{SortKey, Step};

pub(super) static OPERATOR: Operator = Operator { weight: 7, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    // By all columns equal rows alone have no order, which nobody can see: what heeds the order can be judged.
    let most = if generator.chance(50) { columns.len() } else { 2 };
    let keys = generator.some_columns(columns, most, is_ordered);
    Some(Step::Sort(keys.iter().map(|c| sort_key(generator, c)).collect())).filter(|_| !keys.is_empty())
}

/// Whether its values have an order.
pub(in crate::generate) fn is_ordered(column: &Column) -> bool {
    column.ty.is_orderable() && column.ty != ScalarType::Dynamic
}

/// The column in some direction.
pub(in crate::generate) fn sort_key(generator: &mut Generator<'_>, column: &Column) -> SortKey {
    let nulls_first = generator.chance(20).then(|| generator.rng.bool());
    SortKey { column: column.name.to_string(), descending: generator.rng.bool(), nulls_first }
}
