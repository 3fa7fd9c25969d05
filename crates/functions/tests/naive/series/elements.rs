//! Functions of each number of a series.

use lurcher_symbols::values::dynamic::Dynamic;

use super::numbers::{Number, SERIES};
use crate::naive::{Row, naive};

naive! {
    series_abs => [SERIES];
    series_acos => [SERIES];
    series_asin => [SERIES];
    series_atan => [SERIES];
    series_ceiling => [SERIES];
    series_cos => [SERIES];
    series_exp => [SERIES];
    series_floor => [SERIES];
    series_log => [SERIES];
    series_sign => [SERIES];
    series_sin => [SERIES];
    series_tan => [SERIES];
}

/// Null for what is no number.
fn each(row: &Row<'_>, f: impl Fn(Number) -> Number) -> Option<Vec<Dynamic>> {
    let one = |element: &Dynamic| Number::of(element).map_or(Dynamic::Null, |number| f(number).element());
    Some(row.array(0)?.iter().map(one).collect())
}

fn real(row: &Row<'_>, f: fn(f64) -> f64) -> Option<Vec<Dynamic>> {
    each(row, |number| Number::Real(f(number.real())))
}

fn series_abs(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    each(row, |number| match number {
        Number::Long(v) => Number::Long(v.wrapping_abs()),
        Number::Real(v) => Number::Real(v.abs()),
    })
}

fn series_sign(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    each(row, |number| match number {
        Number::Long(v) => Number::Long(v.signum()),
        Number::Real(v) if v > 0.0 => Number::Real(1.0),
        Number::Real(v) if v < 0.0 => Number::Real(-1.0),
        Number::Real(v) => Number::Real(v.abs()),
    })
}

fn series_acos(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::acos)
}

fn series_asin(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::asin)
}

fn series_atan(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::atan)
}

fn series_ceiling(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::ceil)
}

fn series_cos(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::cos)
}

fn series_exp(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::exp)
}

fn series_floor(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::floor)
}

fn series_log(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::ln)
}

fn series_sin(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::sin)
}

fn series_tan(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    real(row, f64::tan)
}
