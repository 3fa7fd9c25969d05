//! When two values are the same, and numbers as wider numbers.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

/// Whether a kernel's value is the naive one. Reals may differ by the last digits, which depend on the order of
/// additions.
pub fn same(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Real(a), Value::Real(b)) => same_real(*a, *b),
        (Value::Dynamic(a), Value::Dynamic(b)) => {
            a == b || same_dynamic(&Dynamic::from_canonical(a), &Dynamic::from_canonical(b))
        }
        _ => got == expected,
    }
}

/// As [`same`], of reals of which others were added and taken away again.
pub fn close(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Real(a), Value::Real(b)) => same(got, expected) || (a - b).abs() <= 1e-9,
        _ => same(got, expected),
    }
}

/// Zeros have signs, which are shown.
fn same_real(a: f64, b: f64) -> bool {
    match a == 0.0 && b == 0.0 {
        true => a.is_sign_negative() == b.is_sign_negative(),
        false => a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-11 * a.abs().max(b.abs()),
    }
}

fn same_dynamic(a: &Dynamic, b: &Dynamic) -> bool {
    match (a, b) {
        // Results of series are sums, which may miss a zero by the last digits of what is added.
        (Dynamic::Real(a), Dynamic::Real(b)) => same_real(*a, *b) || (a - b).abs() <= 1e-12,
        (Dynamic::Array(a), Dynamic::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_dynamic(a, b))
        }
        (Dynamic::Bag(a), Dynamic::Bag(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && same_dynamic(a, b))
        }
        _ => a == b,
    }
}

/// A number as a wider one, as the binder promotes it.
pub fn promote(value: &Value, ty: ScalarType) -> Value {
    match (value, ty) {
        (Value::Null(from), _) if *from != ty => Value::Null(ty),
        (Value::Int(v), ScalarType::Long) => Value::Long(i64::from(*v)),
        (Value::Int(v), ScalarType::Real) => Value::Real(f64::from(*v)),
        (Value::Long(v), ScalarType::Real) => Value::Real(*v as f64),
        (Value::Int(v), ScalarType::Decimal) => Value::Decimal(Decimal::from_long(i64::from(*v))),
        (Value::Long(v), ScalarType::Decimal) => Value::Decimal(Decimal::from_long(*v)),
        (Value::Real(v), ScalarType::Decimal) => Decimal::from_real(*v).map_or(Value::Null(ty), Value::Decimal),
        _ => value.clone(),
    }
}
