//! Series as vectors: sums, products, lengths and angles.

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::Reals;
use super::elementwise::Side;
use crate::kernel::operand::Operand;
use crate::kernel::{Call, numbers};

/// Something of all numbers of a series; what is no number does not count, and null for no numbers.
pub fn fold(call: &Call<'_>, f: fn(&mut dyn Iterator<Item = f64>) -> f64) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let mut reals = Reals::default();
    numbers::<Float64Type>(call.rows, |row| {
        let known = reals.read(series.option(row)) && reals.gaps < reals.values.len();
        known.then(|| f(&mut reals.values.iter().copied().filter(|value| !value.is_nan())))
    })
}

/// The sum of the products of the numbers of the same place. What is no number, and what the shorter series has not,
/// does not count.
pub fn dot_product(call: &Call<'_>) -> Result<ColumnarValue> {
    let (mut left, mut right) = (Side::of(call, 0)?, Side::of(call, 1)?);
    numbers::<Float64Type>(call.rows, |row| {
        if !left.read(row) || !right.read(row) {
            return None;
        }
        let places = match (&left, &right) {
            (Side::Series(..), Side::Series(..)) => left.len().min(right.len()),
            _ => left.len().max(right.len()),
        };
        let product = |place| Some(left.get(place)?.real() * right.get(place)?.real());
        // Of nothing the sum is 0.0; that of an iterator would be -0.0.
        (places > 0).then(|| (0..places).filter_map(product).fold(0.0, |sum, product| sum + product))
    })
}

/// The cosine of the angle between two series. Their lengths may be given.
pub fn cosine_similarity(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (call.text(0)?, call.text(1)?);
    let first_magnitude = Operand::optional_reals(call, 2)?;
    let second_magnitude = Operand::optional_reals(call, 3)?;
    let (mut left, mut right) = (Reals::default(), Reals::default());
    numbers::<Float64Type>(call.rows, |row| {
        if !left.read(first.option(row)) || !right.read(second.option(row)) {
            return None;
        }
        let pairs = || left.values.iter().zip(&right.values).filter(|(a, b)| !a.is_nan() && !b.is_nan());
        pairs().next()?;
        let dot: f64 = pairs().map(|(a, b)| a * b).sum();
        let given = |magnitude: &Option<Operand<'_, Float64Type>>| magnitude.as_ref().and_then(|m| m.get(row));
        let a = given(&first_magnitude).unwrap_or_else(|| pairs().map(|(a, _)| a * a).sum::<f64>().sqrt());
        let b = given(&second_magnitude).unwrap_or_else(|| pairs().map(|(_, b)| b * b).sum::<f64>().sqrt());
        Some(dot / (a * b))
    })
}

/// Pearson's correlation of two series of one length that have nothing but numbers.
pub fn pearson_correlation(call: &Call<'_>) -> Result<ColumnarValue> {
    let (first, second) = (call.text(0)?, call.text(1)?);
    let (mut left, mut right) = (Reals::default(), Reals::default());
    numbers::<Float64Type>(call.rows, |row| {
        let (left, right) = (left.complete(first.option(row))?, right.complete(second.option(row))?);
        if left.len() != right.len() {
            return None;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (mean_left, mean_right) = (mean(left), mean(right));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (x, y) in left.iter().zip(right) {
            let (x, y) = (x - mean_left, y - mean_right);
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
        }
        Some(xy / (xx * yy).sqrt())
    })
}
