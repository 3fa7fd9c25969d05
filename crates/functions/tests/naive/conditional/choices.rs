//! One of several values.

use std::cmp::Ordering;

use lurcher_symbols::Value;

use crate::naive::{Fails, Row, naive};

naive! {
    iff;
    case;
    coalesce;
    max_of;
    min_of;
    assert;
}

/// A condition that is null is not true.
fn iff(row: &Row<'_>) -> Value {
    row.values[if row.bool(0) == Some(true) { 1 } else { 2 }].clone()
}

fn case(row: &Row<'_>) -> Value {
    let place = (0..row.len() - 1).step_by(2).find(|i| row.bool(*i) == Some(true));
    row.values[place.map_or(row.len() - 1, |i| i + 1)].clone()
}

/// The first that is neither null nor an empty string.
fn coalesce(row: &Row<'_>) -> Value {
    let given = |value: &&Value| !value.is_null() && value.as_str() != Some("");
    row.values.iter().find(given).cloned().unwrap_or(Value::missing(row.result))
}

/// Kusto does not say where NaN stands: here it is greater than all numbers, as for the aggregates.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Long(a), Value::Long(b))
        | (Value::DateTime(a), Value::DateTime(b))
        | (Value::TimeSpan(a), Value::TimeSpan(b)) => Some(a.cmp(b)),
        (Value::Real(a), Value::Real(b)) => Some(a.total_cmp(b)),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::String(a), Value::String(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        _ => None,
    }
}

fn best(row: &Row<'_>, wanted: Ordering) -> Value {
    let given: Vec<&Value> = row.values.iter().filter(|value| !value.is_null()).collect();
    let Some((first, rest)) = given.split_first() else { return Value::Null(row.result) };
    let is_nan = |value: &&&Value| matches!(value, Value::Real(real) if real.is_nan());
    if let Some(nan) = given.iter().find(is_nan) {
        return (*nan).clone();
    }
    let better = |best, value| if order(value, best) == Some(wanted) { value } else { best };
    rest.iter().copied().fold(*first, better).clone()
}

fn max_of(row: &Row<'_>) -> Value {
    best(row, Ordering::Greater)
}

fn min_of(row: &Row<'_>) -> Value {
    best(row, Ordering::Less)
}

/// The query fails where the condition is not true.
fn assert(row: &Row<'_>) -> Result<bool, Fails> {
    if row.bool(0) == Some(true) { Ok(true) } else { Err(Fails) }
}
