//! When values are equal, and which comes first.

use std::cmp::Ordering;

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use super::Unknown;

/// The order of two values that are there and no NaN.
pub fn order(a: &Value, b: &Value) -> Result<Ordering, Unknown> {
    Ok(match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) | (Value::TimeSpan(a), Value::TimeSpan(b)) => a.cmp(b),
        (Value::Guid(a), Value::Guid(b)) => a.cmp(b),
        (Value::Decimal(_), _) | (_, Value::Decimal(_)) => decimal(a)?.cmp(&decimal(b)?),
        (Value::Int(_) | Value::Long(_), Value::Int(_) | Value::Long(_)) => a.as_i64().cmp(&b.as_i64()),
        _ => real(a)?.partial_cmp(&real(b)?).ok_or(Unknown("the order of a NaN"))?,
    })
}

/// A number as a real.
pub fn real(value: &Value) -> Result<f64, Unknown> {
    match value {
        Value::Int(v) => Ok(f64::from(*v)),
        Value::Long(v) => Ok(*v as f64),
        Value::Real(v) => Ok(*v),
        _ => Err(Unknown("no number")),
    }
}

/// A number as a decimal: of a real the digits that it shows.
fn decimal(value: &Value) -> Result<Decimal, Unknown> {
    let number = match value {
        Value::Decimal(v) => Some(*v),
        Value::Real(v) => Decimal::from_real(*v),
        other => other.as_i64().map(Decimal::from_long),
    };
    number.ok_or(Unknown("no number"))
}

/// Whether it is the real that is no number.
pub fn is_nan(value: &Value) -> bool {
    matches!(value, Value::Real(v) if v.is_nan())
}

/// A text that is the same for values of one type that are the same to groups and joins: nulls are, and so are NaNs and
/// the zeros.
pub fn identity(value: &Value) -> String {
    match value {
        Value::Real(v) if *v == 0.0 => "real 0".to_owned(),
        Value::Real(v) if v.is_nan() => "real nan".to_owned(),
        Value::Int(v) => format!("Long({v})"),
        other => format!("{other:?}"),
    }
}

/// The same for several.
pub fn identities(values: &[Value]) -> String {
    values.iter().map(identity).collect::<Vec<_>>().join("\u{0}")
}

/// A null of the type of a call, which for a string is the empty one.
pub fn missing(ty: ScalarType) -> Value {
    Value::missing(ty)
}

/// Which of two values a sort puts first.
pub fn sorted(a: &Value, b: &Value, descending: bool, nulls_first: bool) -> Result<Ordering, Unknown> {
    let rank = |value: &Value| match value {
        Value::Null(_) => 0,
        value if is_nan(value) => 1,
        _ => 2,
    };
    let by_rank = rank(a).cmp(&rank(b));
    if by_rank != Ordering::Equal || rank(a) < 2 {
        return Ok(if nulls_first { by_rank } else { by_rank.reverse() });
    }
    let by_value = order(a, b)?;
    Ok(if descending { by_value.reverse() } else { by_value })
}
