//! Functions of reals. Those of probability are compared with tables elsewhere: there is no plainer way to compute
//! them.

use lurcher_symbols::{ScalarType, Value};

use crate::naive::{Row, naive};

naive! {
    acos; asin; atan; cos; cot; sin; tan; atan2;
    degrees; radians; exp; exp2; exp10; log; log2; log10; pow; sqrt; sign; pi;
    isfinite; isinf; isnan;
    abs;
}

fn acos(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::acos)
}

fn asin(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::asin)
}

fn atan(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::atan)
}

fn atan2(row: &Row<'_>) -> Option<f64> {
    Some(row.real(0)?.atan2(row.real(1)?))
}

fn cos(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::cos)
}

fn cot(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(|x| 1.0 / x.tan())
}

fn sin(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::sin)
}

fn tan(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::tan)
}

fn degrees(row: &Row<'_>) -> Option<f64> {
    Some(row.real(0)? * (180.0 / std::f64::consts::PI))
}

fn radians(row: &Row<'_>) -> Option<f64> {
    Some(row.real(0)? * (std::f64::consts::PI / 180.0))
}

fn exp(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::exp)
}

fn exp2(row: &Row<'_>) -> Option<f64> {
    Some(2_f64.powf(row.real(0)?))
}

fn exp10(row: &Row<'_>) -> Option<f64> {
    Some(10_f64.powf(row.real(0)?))
}

fn log(row: &Row<'_>) -> Option<f64> {
    logarithm(row, f64::ln)
}

fn log2(row: &Row<'_>) -> Option<f64> {
    logarithm(row, f64::log2)
}

fn log10(row: &Row<'_>) -> Option<f64> {
    logarithm(row, f64::log10)
}

/// Null of what is negative. <https://learn.microsoft.com/kusto/query/log-function>
fn logarithm(row: &Row<'_>, of: fn(f64) -> f64) -> Option<f64> {
    row.real(0).filter(|x| *x >= 0.0 || x.is_nan()).map(of)
}

fn pow(row: &Row<'_>) -> Option<f64> {
    Some(row.real(0)?.powf(row.real(1)?))
}

fn sqrt(row: &Row<'_>) -> Option<f64> {
    row.real(0).map(f64::sqrt)
}

fn sign(row: &Row<'_>) -> Option<f64> {
    let x = row.real(0)?;
    Some(f64::from(i8::from(x > 0.0) - i8::from(x < 0.0)))
}

fn pi(_: &Row<'_>) -> f64 {
    std::f64::consts::PI
}

fn isfinite(row: &Row<'_>) -> bool {
    row.real(0).is_some_and(f64::is_finite)
}

fn isinf(row: &Row<'_>) -> bool {
    row.real(0).is_some_and(f64::is_infinite)
}

fn isnan(row: &Row<'_>) -> bool {
    row.real(0).is_some_and(f64::is_nan)
}

fn abs(row: &Row<'_>) -> Value {
    match row.values[0] {
        Value::Long(v) => Value::Long(v.wrapping_abs()),
        Value::Real(v) => Value::Real(v.abs()),
        Value::Decimal(v) => Value::Decimal(v.abs()),
        Value::TimeSpan(v) => v.checked_abs().map_or(Value::Null(ScalarType::TimeSpan), Value::TimeSpan),
        ref null => Value::missing(null.ty()),
    }
}
