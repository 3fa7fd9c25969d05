//! Nulls.

use crate::naive::{Row, naive};

naive! {
    isnull;
    isnotnull;
    not;
}

/// A string is never null.
fn isnull(row: &Row<'_>) -> bool {
    row.is_null(0)
}

fn isnotnull(row: &Row<'_>) -> bool {
    !row.is_null(0)
}

fn not(row: &Row<'_>) -> Option<bool> {
    row.bool(0).map(|value| !value)
}
