//! Digital filters: `series_fir()` and `series_iir()`.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::{Reals, write_reals};
use crate::kernel::{Bits, Call, dynamics};

/// Each point as the weighted sum of itself and the points before it; what lies before the series counts as 0.
/// Arguments: series, weights, whether to divide by their sum (by default where none is negative), whether the window
/// lies around the point.
pub fn fir(call: &Call<'_>) -> Result<ColumnarValue> {
    let (series, filter) = (call.text(0)?, call.text(1)?);
    let flag = |i: usize| if call.has(i) { call.bool(i) } else { Ok(Bits::Constant(None)) };
    let (normalize, center) = (flag(2)?, flag(3)?);
    let (mut values, mut weights) = (Reals::default(), Reals::default());
    dynamics(call.rows, |row, out| {
        let Some(weights) = weights.complete(filter.option(row)) else { return false };
        if !values.read(series.option(row)) || values.gaps > 0 {
            return false;
        }
        let negative = weights.iter().any(|weight| *weight < 0.0);
        let divisor = match normalize.get(row) {
            Some(true) if negative => return false,
            Some(true) => weights.iter().sum(),
            None if !negative => weights.iter().sum(),
            _ => 1.0,
        };
        let ahead = if center.get(row) == Some(true) { weights.len() / 2 } else { 0 };
        let point = |place: usize| {
            let window = weights.iter().enumerate().filter_map(|(back, weight)| {
                let value = (place + ahead).checked_sub(back).and_then(|place| values.values.get(place))?;
                Some(weight * value)
            });
            // From 0.0 on: the sum of an iterator begins with -0.0, which zeros with a negative weight would leave.
            window.fold(0.0, |sum, value| sum + value) / divisor
        };
        write_reals((0..values.values.len()).map(point), out);
        true
    })
}

/// Each point from the points before it and the results before it. Arguments: series, numerators, denominators.
pub fn iir(call: &Call<'_>) -> Result<ColumnarValue> {
    let (series, numerators, denominators) = (call.text(0)?, call.text(1)?, call.text(2)?);
    let (mut values, mut above, mut below) = (Reals::default(), Reals::default(), Reals::default());
    let mut results: Vec<f64> = Vec::new();
    dynamics(call.rows, |row, out| {
        let Some(above) = above.complete(numerators.option(row)) else { return false };
        let Some([first, below @ ..]) = below.complete(denominators.option(row)) else { return false };
        if *first == 0.0 || !values.read(series.option(row)) || values.gaps > 0 {
            return false;
        }
        results.clear();
        for place in 0..values.values.len() {
            let inputs = above.iter().zip(values.values[..=place].iter().rev());
            let feedback = below.iter().zip(results.iter().rev());
            let sum = |pairs: f64, (weight, value): (&f64, &f64)| pairs + weight * value;
            let result = inputs.fold(0.0, sum) - feedback.fold(0.0, sum);
            results.push(result / first);
        }
        write_reals(results.iter().copied(), out);
        true
    })
}
