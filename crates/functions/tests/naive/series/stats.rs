//! What describes a series.

use lurcher_symbols::{ScalarType, Value};

use super::numbers::Number;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const SERIES: Pool = Pool::Only(&["[1,2,3,4]", "[23,46,23,87,4,8,3,75,2,56,13]", "[5]", "[1.5,-2.0,0.25]", "[7,7,7]", "[10,20,30,40,50,60,70]", "[3,-1,3,-1]"]);

naive! {
    series_stats => [SERIES] if is_alone;
}

/// The second argument looks away from what is no number.
fn is_alone(types: &[ScalarType]) -> bool {
    types.len() == 1
}

/// Minimum, its place, maximum, its place, average, deviation and variance of a sample.
fn series_stats(row: &Row<'_>) -> Vec<Value> {
    let numbers: Vec<f64> = row.array(0).unwrap_or_default().iter().filter_map(Number::of).map(Number::real).collect();
    let count = numbers.len() as f64;
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = |wanted: f64| Value::Long(numbers.iter().position(|x| *x == wanted).map_or(-1, |at| at as i64));
    let mean = numbers.iter().sum::<f64>() / count;
    let squares = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    let variance = if numbers.len() > 1 { squares / (count - 1.0) } else { 0.0 };
    vec![
        Value::Real(least),
        place(least),
        Value::Real(most),
        place(most),
        Value::Real(mean),
        Value::Real(variance.sqrt()),
        Value::Real(variance),
    ]
}
