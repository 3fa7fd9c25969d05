//! Numbers of series, and functions that make one number of one or two series.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

/// Series of numbers, with and without gaps.
pub const SERIES: Pool = Pool::Also(&[
    "[1,2,3,4]",
    "[1.5,-2.0,0.0]",
    "[]",
    "[1,null,3]",
    "[2,3.5,\"x\",null]",
    "[0]",
    "[1e300,1e300]",
    "[5,5,5]",
    "{}",
    "7",
    "[-1,-2]",
    "[0.5,1]",
    "[true,1]",
    "[10,20,30,40,50,60,70]",
]);
pub const NUMBERS: Pool =
    Pool::Also(&["[1,2,3,4]", "[4,3,2,1]", "[1.5,2]", "[]", "2", "0", "[1,null]", "-1.5", "[0,0,0,0]"]);
const PAIRS: Pool = Pool::Only(&[
    "[1,2,3,4]",
    "[4,3,2,1]",
    "[2,4,6,8.5]",
    "[1,2]",
    "[1,null,2,5]",
    "[]",
    "[null]",
    "7",
    "1",
    "[-1,5,2,9]",
]);

naive! {
    series_magnitude => [SERIES];
    series_sum => [SERIES];
    series_product => [SERIES];
    series_dot_product => [NUMBERS];
    series_cosine_similarity => [PAIRS];
    series_pearson_correlation => [PAIRS];
}

/// A number: whole, or a real. Of a time the ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    Long(i64),
    Real(f64),
}

impl Number {
    pub fn of(element: &Dynamic) -> Option<Self> {
        match element {
            Dynamic::Long(v) | Dynamic::DateTime(v) | Dynamic::TimeSpan(v) => Some(Number::Long(*v)),
            Dynamic::Real(v) => Some(Number::Real(*v)),
            _ => None,
        }
    }

    pub fn real(self) -> f64 {
        match self {
            Number::Long(v) => v as f64,
            Number::Real(v) => v,
        }
    }

    /// As an element; what is no finite number is null.
    pub fn element(self) -> Dynamic {
        match self {
            Number::Long(v) => Dynamic::Long(v),
            Number::Real(v) => Dynamic::Real(v),
        }
    }
}

/// The numbers of a series, one at least; what is none does not count.
fn all(row: &Row<'_>, i: usize) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = row.array(i)?.iter().filter_map(Number::of).map(Number::real).collect();
    (!numbers.is_empty()).then_some(numbers)
}

fn series_magnitude(row: &Row<'_>) -> Option<f64> {
    Some(all(row, 0)?.iter().map(|x| x * x).fold(0.0, |sum, x| sum + x).sqrt())
}

fn series_sum(row: &Row<'_>) -> Option<f64> {
    Some(all(row, 0)?.iter().fold(0.0, |sum, x| sum + x))
}

fn series_product(row: &Row<'_>) -> Option<f64> {
    Some(all(row, 0)?.iter().fold(1.0, |product, x| product * x))
}

/// Of the places that both have. A number stands for a series of it, of the other one's length; null for series without
/// places.
fn series_dot_product(row: &Row<'_>) -> Option<f64> {
    let elements = |i: usize, other: usize| match row.types[i].is_numeric() {
        true => Some(vec![row.dynamic(i); row.array(other)?.len()]),
        false => row.array(i),
    };
    let (a, b) = (elements(0, 1)?, elements(1, 0)?);
    let number = |element: &Dynamic| match element {
        Dynamic::Decimal(v) => Some(v.to_real()),
        other => Number::of(other).map(Number::real),
    };
    let product = |(a, b): (&Dynamic, &Dynamic)| Some(number(a)? * number(b)?);
    let places = a.len().min(b.len());
    (places > 0).then(|| a.iter().zip(&b).filter_map(product).fold(0.0, |sum, x| sum + x))
}

/// The numbers of the places where both series have one.
fn both(row: &Row<'_>) -> Option<Vec<(f64, f64)>> {
    let (a, b) = (row.array(0)?, row.array(1)?);
    let pair = |(a, b): (&Dynamic, &Dynamic)| Some((Number::of(a)?.real(), Number::of(b)?.real()));
    Some(a.iter().zip(&b).filter_map(pair).collect())
}

/// Null where no place has two numbers.
fn series_cosine_similarity(row: &Row<'_>) -> Option<f64> {
    let pairs = both(row).filter(|pairs| !pairs.is_empty())?;
    let sum = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).fold(0.0, |sum, value| sum + value);
    let length = |i: usize, own: f64| if row.has(i) { row.real(i).unwrap_or(own) } else { own };
    let (a, b) = (length(2, sum(|pair| pair.0 * pair.0).sqrt()), length(3, sum(|pair| pair.1 * pair.1).sqrt()));
    Some(sum(|pair| pair.0 * pair.1) / (a * b))
}

/// Null where the lengths differ, or something is no number.
fn series_pearson_correlation(row: &Row<'_>) -> Option<f64> {
    let (pairs, len) = (both(row)?, row.array(0)?.len());
    if pairs.is_empty() || pairs.len() != len || row.array(1)?.len() != len {
        return None;
    }
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).fold(0.0, |sum, value| sum + value) / len as f64;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).fold(0.0, |sum, value| sum + value);
    let spread = sum(&|pair| (pair.0 - x) * (pair.0 - x)) * sum(&|pair| (pair.1 - y) * (pair.1 - y));
    Some(sum(&|pair| (pair.0 - x) * (pair.1 - y)) / spread.sqrt())
}
