//! Functions of the numbers of the same place of two series.

use lurcher_symbols::values::dynamic::Dynamic;

use super::numbers::{NUMBERS, Number};
use crate::naive::{Row, naive};

naive! {
    series_add => [NUMBERS];
    series_subtract => [NUMBERS];
    series_multiply => [NUMBERS];
    series_divide => [NUMBERS];
    series_pow => [NUMBERS];
    series_equals => [NUMBERS];
    series_not_equals => [NUMBERS];
    series_less => [NUMBERS];
    series_less_equals => [NUMBERS];
    series_greater => [NUMBERS];
    series_greater_equals => [NUMBERS];
}

/// As long as the longer one; null where one of them has no number. A number stands for a series of it.
fn pairs(row: &Row<'_>, f: impl Fn(Number, Number) -> Dynamic) -> Option<Vec<Dynamic>> {
    let is_number = |i: usize| row.types[i].is_numeric();
    let series = |i: usize| if is_number(i) { Some(vec![]) } else { row.array(i) };
    let (a, b) = (series(0)?, series(1)?);
    let at = |i: usize, array: &[Dynamic], place: usize| match is_number(i) {
        true => number(row, i),
        false => Number::of(array.get(place)?),
    };
    let one = |place: usize| match (at(0, &a, place), at(1, &b, place)) {
        (Some(a), Some(b)) => f(a, b),
        _ => Dynamic::Null,
    };
    Some((0..a.len().max(b.len())).map(one).collect())
}

fn number(row: &Row<'_>, i: usize) -> Option<Number> {
    row.long(i).map(Number::Long).or_else(|| row.real(i).map(Number::Real))
}

fn arithmetic(row: &Row<'_>, long: fn(i64, i64) -> i64, real: fn(f64, f64) -> f64) -> Option<Vec<Dynamic>> {
    pairs(row, |a, b| match (a, b) {
        (Number::Long(a), Number::Long(b)) => Dynamic::Long(long(a, b)),
        _ => Number::Real(real(a.real(), b.real())).element(),
    })
}

fn compare(row: &Row<'_>, long: fn(&i64, &i64) -> bool, real: fn(&f64, &f64) -> bool) -> Option<Vec<Dynamic>> {
    pairs(row, |a, b| match (a, b) {
        (Number::Long(a), Number::Long(b)) => Dynamic::Bool(long(&a, &b)),
        _ => Dynamic::Bool(real(&a.real(), &b.real())),
    })
}

fn series_add(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    arithmetic(row, i64::wrapping_add, |a, b| a + b)
}

fn series_subtract(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    arithmetic(row, i64::wrapping_sub, |a, b| a - b)
}

fn series_multiply(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    arithmetic(row, i64::wrapping_mul, |a, b| a * b)
}

fn series_divide(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    pairs(row, |a, b| Number::Real(a.real() / b.real()).element())
}

fn series_pow(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    pairs(row, |a, b| Number::Real(a.real().powf(b.real())).element())
}

fn series_equals(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::eq, f64::eq)
}

fn series_not_equals(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::ne, f64::ne)
}

fn series_less(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::lt, f64::lt)
}

fn series_less_equals(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::le, f64::le)
}

fn series_greater(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::gt, f64::gt)
}

fn series_greater_equals(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    compare(row, i64::ge, f64::ge)
}
