//! `and`, `or`, and a scalar as a dynamic.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::Dynamic;

use crate::naive::{Row, naive};

naive! {
    and if are_bools;
    or if are_bools;
    "dynamic" = to_dynamic;
    "bag_pack" = bag_pack if is_pair;
}

/// A dynamic is converted as `tobool()` does.
fn are_bools(types: &[ScalarType]) -> bool {
    types.iter().all(|ty| *ty == ScalarType::Bool)
}

fn and(row: &Row<'_>) -> Option<bool> {
    match (row.bool(0), row.bool(1)) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn or(row: &Row<'_>) -> Option<bool> {
    match (row.bool(0), row.bool(1)) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn to_dynamic(row: &Row<'_>) -> Dynamic {
    row.dynamic(0)
}

/// The keys are names of columns, no two of which are equal.
fn is_pair(types: &[ScalarType]) -> bool {
    types.len() == 2
}

/// `pack_all(true)`: what is null or empty is left out.
fn bag_pack(row: &Row<'_>) -> Dynamic {
    let given = !row.is_null(1) && !row.spelled(1).is_empty();
    Dynamic::Bag(if given { vec![(row.text(0).to_owned(), row.dynamic(1))] } else { vec![] })
}
