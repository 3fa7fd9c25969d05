//! The least and the greatest value.

use std::cmp::Ordering;

use lurcher_symbols::Value;

use crate::naive::{Group, naive_aggregates};

naive_aggregates! {
    max;
    maxif;
    min;
    minif;
}

/// NaN wins over every number in both directions.
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Long(a), Value::Long(b))
        | (Value::DateTime(a), Value::DateTime(b))
        | (Value::TimeSpan(a), Value::TimeSpan(b)) => a.cmp(b),
        (Value::Real(a), Value::Real(b)) => a.partial_cmp(b).unwrap_or(a.is_nan().cmp(&b.is_nan())),
        (Value::Decimal(a), Value::Decimal(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.chars().cmp(b.chars()),
        _ => panic!("{a:?} and {b:?} have no order"),
    }
}

fn extreme(group: &Group<'_>, condition: Option<usize>, wanted: Ordering) -> Value {
    let values = group.given_if(0, condition);
    let is_nan = |value: &&Value| matches!(value, Value::Real(v) if v.is_nan());
    if let Some(nan) = values.iter().find(is_nan) {
        return nan.clone();
    }
    let better = |best: Value, value: Value| if order(&value, &best) == wanted { value } else { best };
    values.into_iter().reduce(better).unwrap_or(Value::missing(group.result))
}

fn max(group: &Group<'_>) -> Value {
    extreme(group, None, Ordering::Greater)
}

fn maxif(group: &Group<'_>) -> Value {
    extreme(group, Some(1), Ordering::Greater)
}

fn min(group: &Group<'_>) -> Value {
    extreme(group, None, Ordering::Less)
}

fn minif(group: &Group<'_>) -> Value {
    extreme(group, Some(1), Ordering::Less)
}
