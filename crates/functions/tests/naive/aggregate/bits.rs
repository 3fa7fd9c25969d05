//! Values joined bit by bit.

use lurcher_symbols::{ScalarType, Value};

use crate::naive::{Group, naive_aggregates};

naive_aggregates! {
    binary_all_and if are_whole;
    binary_all_or if are_whole;
    binary_all_xor if are_whole;
}

fn are_whole(types: &[ScalarType]) -> bool {
    types[0] == ScalarType::Long
}

/// Null of nothing.
fn joined(group: &Group<'_>, join: fn(i64, i64) -> i64) -> Option<i64> {
    group.given_if(0, None).iter().filter_map(Value::as_i64).reduce(join)
}

fn binary_all_and(group: &Group<'_>) -> Option<i64> {
    joined(group, |a, b| a & b)
}

fn binary_all_or(group: &Group<'_>) -> Option<i64> {
    joined(group, |a, b| a | b)
}

fn binary_all_xor(group: &Group<'_>) -> Option<i64> {
    joined(group, |a, b| a ^ b)
}
