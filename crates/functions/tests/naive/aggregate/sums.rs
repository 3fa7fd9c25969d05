//! Sums and averages.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Group, naive_aggregates};

/// Reals whose sum does not depend on the order of additions.
const VALUES: Pool =
    Pool::Only(&["1", "2", "-3", "100", "0.5", "1.25", "7", "2021-02-03", "1d", "00:00:05", "0001-01-02", "x"]);

naive_aggregates! {
    sum => [VALUES, Pool::Any];
    sumif => [VALUES, Pool::Any];
    avg => [VALUES, Pool::Any];
    avgif => [VALUES, Pool::Any];
}

fn number(value: &Value) -> i128 {
    match value {
        Value::Int(v) => i128::from(*v),
        Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v) => i128::from(*v),
        _ => 0,
    }
}

fn real(value: &Value) -> f64 {
    match value {
        Value::Real(v) => *v,
        other => number(other) as f64,
    }
}

/// Whole numbers wrap around.
fn sum_of(values: &[Value], ty: ScalarType) -> Value {
    match ty {
        ScalarType::Real => Value::Real(values.iter().map(real).fold(0.0, |sum, value| sum + value)),
        ScalarType::Decimal => Value::Decimal(decimals(values)),
        ScalarType::DateTime => Value::DateTime(values.iter().map(number).sum::<i128>() as i64),
        ScalarType::TimeSpan => Value::TimeSpan(values.iter().map(number).sum::<i128>() as i64),
        _ => Value::Long(values.iter().map(number).sum::<i128>() as i64),
    }
}

fn decimals(values: &[Value]) -> Decimal {
    let decimal = |value: &Value| match value {
        Value::Decimal(v) => *v,
        _ => Decimal::ZERO,
    };
    values.iter().map(decimal).fold(Decimal::ZERO, |sum, value| sum.checked_add(value).expect("small numbers"))
}

fn sum(group: &Group<'_>) -> Value {
    sum_of(&group.given_if(0, None), group.result)
}

fn sumif(group: &Group<'_>) -> Value {
    sum_of(&group.given_if(0, Some(1)), group.result)
}

/// Of no numbers it is NaN, of nothing else null.
fn average(values: &[Value], result: ScalarType) -> Value {
    let count = values.len() as i128;
    match result {
        ScalarType::Real => Value::Real(values.iter().map(real).fold(0.0, |sum, value| sum + value) / count as f64),
        ty if count == 0 => Value::Null(ty),
        ScalarType::Decimal => {
            decimals(values).checked_div(Decimal::from_long(count as i64)).map_or(Value::Null(result), Value::Decimal)
        }
        ScalarType::DateTime => Value::DateTime((values.iter().map(number).sum::<i128>() / count) as i64),
        _ => Value::TimeSpan((values.iter().map(number).sum::<i128>() / count) as i64),
    }
}

fn avg(group: &Group<'_>) -> Value {
    average(&group.given_if(0, None), group.result)
}

fn avgif(group: &Group<'_>) -> Value {
    average(&group.given_if(0, Some(1)), group.result)
}
