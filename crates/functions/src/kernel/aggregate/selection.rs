//! The rows of a batch that count.

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::common::{Result, internal_datafusion_err};
use datafusion::logical_expr::EmitTo;

/// Calls `f` with the number and the group of each row that `filter` lets through and that is not null.
#[inline]
pub fn each_row(
    groups: &[usize],
    nulls: Option<&NullBuffer>,
    filter: Option<&BooleanArray>,
    mut f: impl FnMut(usize, usize),
) {
    match selected(nulls, filter) {
        None => groups.iter().enumerate().for_each(|(row, group)| f(row, *group)),
        Some(rows) => rows.set_indices().for_each(|row| f(row, groups[row])),
    }
}

/// The rows that `filter` lets through and that are not null; none where all are.
pub fn selected(nulls: Option<&NullBuffer>, filter: Option<&BooleanArray>) -> Option<BooleanBuffer> {
    let passed = filter.map(|f| match f.nulls() {
        Some(known) => f.values() & known.inner(),
        None => f.values().clone(),
    });
    match (passed, nulls.filter(|n| n.null_count() > 0)) {
        (Some(passed), Some(nulls)) => Some(&passed & nulls.inner()),
        (Some(passed), None) => Some(passed),
        (None, Some(nulls)) => Some(nulls.inner().clone()),
        (None, None) => None,
    }
}

/// A column as the array type that the function was bound to.
pub fn downcast<T: Array + 'static>(column: &ArrayRef) -> Result<&T> {
    let found = column.data_type();
    column
        .as_any()
        .downcast_ref()
        .ok_or_else(|| internal_datafusion_err!("an aggregate got a column of {found} that it was not bound to"))
}

/// How many of `groups` groups go out.
pub fn emitted(emit_to: EmitTo, groups: usize) -> usize {
    match emit_to {
        EmitTo::All => groups,
        EmitTo::First(n) => n,
    }
}
