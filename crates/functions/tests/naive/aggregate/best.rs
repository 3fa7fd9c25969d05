//! One row of a group.

use std::cmp::Ordering;

use lurcher_symbols::Value;

use super::extremes::order;
use crate::naive::{Group, naive_aggregates};

naive_aggregates! {
    arg_max;
    arg_min;
    argmax;
    argmin;
    take_any;
    any;
    take_anyif;
    anyif;
}

/// The values of a row; without one nothing in each column.
fn values(group: &Group<'_>, row: Option<&Vec<Value>>) -> Vec<Value> {
    match row {
        Some(row) => row.clone(),
        None => group.types.iter().map(|ty| Value::missing(*ty)).collect(),
    }
}

/// Of rows that are equally good the first; one whose key is null only where there is no other. NaN wins over every
/// number in both directions.
fn best(group: &Group<'_>, wanted: Ordering) -> Vec<Value> {
    let is_nan = |row: &Vec<Value>| matches!(row[0], Value::Real(v) if v.is_nan());
    let better = |best: &Vec<Value>, row: &Vec<Value>| match (best[0].is_null(), row[0].is_null()) {
        (_, true) => false,
        (true, false) => true,
        (false, false) if is_nan(best) || is_nan(row) => is_nan(row) && !is_nan(best),
        (false, false) => order(&row[0], &best[0]) == wanted,
    };
    let row = group.rows.iter().reduce(|best, row| if better(best, row) { row } else { best });
    values(group, row)
}

fn arg_max(group: &Group<'_>) -> Vec<Value> {
    best(group, Ordering::Greater)
}

fn arg_min(group: &Group<'_>) -> Vec<Value> {
    best(group, Ordering::Less)
}

fn argmax(group: &Group<'_>) -> Vec<Value> {
    best(group, Ordering::Greater)
}

fn argmin(group: &Group<'_>) -> Vec<Value> {
    best(group, Ordering::Less)
}

fn tells(value: &Value) -> bool {
    !value.is_null() && value.as_str() != Some("")
}

/// Any row; of a single column one whose value is neither null nor empty, if there is one. Here it is the first.
fn take_any(group: &Group<'_>) -> Vec<Value> {
    let telling = group.rows.iter().find(|row| row.len() > 1 || tells(&row[0]));
    values(group, telling.or(group.rows.first()))
}

fn any(group: &Group<'_>) -> Vec<Value> {
    take_any(group)
}

fn take_anyif(group: &Group<'_>) -> Value {
    let values = group.given_if(0, Some(1));
    values.iter().find(|value| tells(value)).or(values.first()).cloned().unwrap_or(Value::missing(group.types[0]))
}

fn anyif(group: &Group<'_>) -> Value {
    take_anyif(group)
}
