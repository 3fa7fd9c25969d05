//! `+ - * / %`. <https://learn.microsoft.com/kusto/query/numerical-operators>

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::naive::{Row, naive};

naive! {
    "+" = add if is_plain;
    "-" = subtract if is_plain;
    "*" = multiply if is_plain;
    "/" = divide if is_plain;
    "%" = modulo if is_plain;
    "unary -" = negate;
}

/// A dynamic counts as what it stands beside: the cases of the operators show how.
fn is_plain(types: &[ScalarType]) -> bool {
    types.iter().all(|ty| *ty == ScalarType::Dynamic) || types.iter().all(|ty| *ty != ScalarType::Dynamic)
}

fn add(row: &Row<'_>) -> Value {
    compute(row, '+')
}

fn subtract(row: &Row<'_>) -> Value {
    compute(row, '-')
}

fn multiply(row: &Row<'_>) -> Value {
    compute(row, '*')
}

fn divide(row: &Row<'_>) -> Value {
    compute(row, '/')
}

fn modulo(row: &Row<'_>) -> Value {
    compute(row, '%')
}

fn compute(row: &Row<'_>, op: char) -> Value {
    found(row, op).unwrap_or(Value::Null(row.result))
}

/// Whole numbers exactly. A remainder has the sign of none.
fn exact(op: char, a: i128, b: i128) -> Option<i128> {
    match op {
        '+' => Some(a + b),
        '-' => Some(a - b),
        '*' => Some(a * b),
        '/' => a.checked_div(b),
        _ => a.checked_rem_euclid(b),
    }
}

fn real(op: char, a: f64, b: f64) -> f64 {
    match op {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        '/' => a / b,
        _ => a.rem_euclid(b),
    }
}

fn found(row: &Row<'_>, op: char) -> Option<Value> {
    let is_time = |i: usize| matches!(row.types[i], ScalarType::DateTime | ScalarType::TimeSpan);
    match row.result {
        // Longs wrap around.
        ScalarType::Long => exact(op, row.long(0)?.into(), row.long(1)?.into()).map(|v| Value::Long(v as i64)),
        ScalarType::Real if is_time(0) => Some(Value::Real(row.long(0)? as f64 / row.long(1)? as f64)),
        ScalarType::Real => Some(Value::Real(real(op, row.real(0)?, row.real(1)?))),
        ScalarType::Decimal => {
            let (Value::Decimal(a), Value::Decimal(b)) = (&row.values[0], &row.values[1]) else { return None };
            let result = match op {
                '+' => a.checked_add(*b),
                '-' => a.checked_add(-*b),
                '*' => a.checked_mul(*b),
                '/' => a.checked_div(*b),
                _ => a.checked_rem_euclid(*b),
            };
            result.map(Value::Decimal)
        }
        ScalarType::Dynamic => match (row.dynamic(0), row.dynamic(1)) {
            (Dynamic::Long(a), Dynamic::Long(b)) => {
                exact(op, a.into(), b.into()).map(|v| Dynamic::Long(v as i64).to_value())
            }
            (a, b) => Some(Dynamic::Real(real(op, number(&a)?, number(&b)?)).to_value()),
        },
        ty => {
            let ticks = match row.types.iter().any(|ty| matches!(ty, ScalarType::Real | ScalarType::Decimal)) {
                true => {
                    let side = |i: usize| if is_time(i) { row.long(i).map(|v| v as f64) } else { row.real(i) };
                    let value = real(op, side(0)?, side(1)?);
                    (!value.is_nan()).then_some(value as i128)?
                }
                false => exact(op, row.long(0)?.into(), row.long(1)?.into())?,
            };
            let ticks = i64::try_from(ticks).ok()?;
            match ty {
                ScalarType::DateTime => (0..=crate::spelling::LAST).contains(&ticks).then_some(Value::DateTime(ticks)),
                _ => Some(Value::TimeSpan(ticks)),
            }
        }
    }
}

fn number(value: &Dynamic) -> Option<f64> {
    match value {
        Dynamic::Long(v) => Some(*v as f64),
        Dynamic::Real(v) => Some(*v),
        _ => None,
    }
}

fn negate(row: &Row<'_>) -> Value {
    match &row.values[0] {
        Value::Int(v) => Value::Long(-i64::from(*v)),
        Value::Long(v) => Value::Long(v.wrapping_neg()),
        // The opposite of 0.0 is 0.0.
        Value::Real(v) => Value::Real(0.0 - v),
        Value::Decimal(v) => Value::Decimal(-*v),
        Value::TimeSpan(v) => Value::TimeSpan(v.wrapping_neg()),
        // Only the first moment has an opposite.
        Value::DateTime(0) => Value::DateTime(0),
        Value::Dynamic(_) => match row.dynamic(0) {
            Dynamic::Long(v) => Dynamic::Long(v.wrapping_neg()).to_value(),
            Dynamic::Real(v) => Dynamic::Real(0.0 - v).to_value(),
            _ => Value::Null(ScalarType::Dynamic),
        },
        _ => Value::Null(row.result),
    }
}
