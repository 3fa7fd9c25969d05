//! Filters and transforms.

use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::Dynamic;

use super::numbers::Number;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const SERIES: Pool = Pool::Only(&["[1,2,3,4]", "[0,1,0,0,0]", "[1.5,-2.5]", "[3]", "[1,2,3,4,5,6,7]", "[0,0]"]);
const VALUES: Pool = Pool::Also(&["[1,2,3,4]", "[1,1,0,0,5]", "[]", "[1,null]", "[2.5]"]);
const WEIGHTS: Pool = Pool::Also(&["[1,1]", "[1,2,1]", "[1,-1]", "[1]", "[]", "[0,1]", "[1,1,1,1,1,1,1]"]);

naive! {
    series_fft => [SERIES];
    series_ifft => [SERIES];
    series_fir => [VALUES, WEIGHTS];
    series_iir => [VALUES, WEIGHTS];
}

/// The numbers of a series that has nothing else.
fn all(row: &Row<'_>, i: usize) -> Option<Vec<f64>> {
    row.array(i)?.iter().map(|element| Number::of(element).map(Number::real)).collect()
}

/// The transform by its definition; a second argument has the imaginary parts.
fn transform(row: &Row<'_>, direction: f64) -> Vec<Value> {
    let real = all(row, 0).expect("a series of the pool");
    let len = real.len();
    let imaginary = match row.has(1) {
        true => all(row, 1).expect("a series of the pool"),
        false => vec![0.0; len],
    };
    let null = Value::Null(lurcher_symbols::ScalarType::Dynamic);
    if imaginary.len() != len {
        return vec![null.clone(), null];
    }
    let scale = if direction > 0.0 { len as f64 } else { 1.0 };
    let (mut reals, mut imaginaries) = (Vec::new(), Vec::new());
    for k in 0..len {
        let (mut re, mut im) = (0.0, 0.0);
        for (n, (x, y)) in real.iter().zip(&imaginary).enumerate() {
            let angle = direction * 2.0 * std::f64::consts::PI * (k * n % len) as f64 / len as f64;
            re += x * angle.cos() - y * angle.sin();
            im += x * angle.sin() + y * angle.cos();
        }
        reals.push(Dynamic::Real(re / scale));
        imaginaries.push(Dynamic::Real(im / scale));
    }
    vec![Dynamic::Array(reals).to_value(), Dynamic::Array(imaginaries).to_value()]
}

fn series_fft(row: &Row<'_>) -> Vec<Value> {
    transform(row, -1.0)
}

fn series_ifft(row: &Row<'_>) -> Vec<Value> {
    transform(row, 1.0)
}

/// Each point as the weighted sum of itself and the points before it; around it where the fourth argument is true.
fn series_fir(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let (values, weights) = (all(row, 0)?, all(row, 1).filter(|weights| !weights.is_empty())?);
    let is_negative = weights.iter().any(|weight| *weight < 0.0);
    let normalize = if row.has(2) { row.bool(2) } else { None };
    if is_negative && normalize == Some(true) {
        return None;
    }
    let sum = weights.iter().fold(0.0, |sum, weight| sum + weight);
    let divisor = if normalize.unwrap_or(!is_negative) { sum } else { 1.0 };
    let ahead = if row.has(3) && row.bool(3) == Some(true) { weights.len() as i64 / 2 } else { 0 };
    let value = |place: i64| usize::try_from(place).ok().and_then(|place| values.get(place)).copied().unwrap_or(0.0);
    let point = |place: usize| {
        let weighted =
            weights.iter().enumerate().map(|(back, weight)| weight * value(place as i64 + ahead - back as i64));
        Dynamic::Real(weighted.fold(0.0, |sum, value| sum + value) / divisor)
    };
    Some((0..values.len()).map(point).collect())
}

/// Each point from the points before it and the results before it.
fn series_iir(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let filled = |i: usize| all(row, i).filter(|weights| !weights.is_empty());
    let (values, above, below) = (all(row, 0)?, filled(1)?, filled(2).filter(|below| below[0] != 0.0)?);
    let mut results: Vec<f64> = Vec::new();
    for place in 0..values.len() {
        let mut sum = 0.0;
        for (back, weight) in above.iter().enumerate().filter(|(back, _)| *back <= place) {
            sum += weight * values[place - back];
        }
        for (back, weight) in below.iter().enumerate().filter(|(back, _)| *back > 0 && *back <= place) {
            sum -= weight * results[place - back];
        }
        results.push(sum / below[0]);
    }
    Some(results.into_iter().map(Dynamic::Real).collect())
}
