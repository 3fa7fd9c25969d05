//! `series_outliers()`: how far points lie beyond the fences of Tukey's test.
//!
//! The score of a point is its distance from the nearer percentile in ranges between the two percentiles, scaled so
//! that 1.5 is as unlikely in a normal distribution as it is in the traditional test with the 25th and 75th percentile.
//! Points between the percentiles have 0.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::normal::deviate;
use super::percentile::percentile;
use super::{Reals, write_reals};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, dynamics};

/// The traditional score that the scale keeps, and where it lies in a normal distribution.
const FENCE: (f64, f64) = (1.5, 2.7);

/// The percentiles between which points are no outliers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    low: f64,
    high: f64,
}

impl Fences {
    /// By the name of the test: `tukey`, or `ctukey` with the 10th and 90th percentile.
    pub fn named(function: &str, kind: &str) -> Result<Self> {
        match kind {
            "tukey" => Ok(Self { low: 25.0, high: 75.0 }),
            "ctukey" | "" => Ok(Self { low: 10.0, high: 90.0 }),
            other => refuse!("{function}(): the kind of test is 'tukey' or 'ctukey', not '{other}'"),
        }
    }

    /// Writes the score of each value, 0 for NaN. The fences are those of the first `learned` values; `sorted` is a
    /// buffer.
    pub fn score(self, values: &[f64], learned: usize, sorted: &mut Vec<f64>, scores: &mut Vec<f64>) {
        scores.clear();
        sorted.clear();
        sorted.extend(values.iter().take(learned).filter(|value| !value.is_nan()));
        sorted.sort_unstable_by(f64::total_cmp);
        let (low, high) = (percentile(sorted, self.low), percentile(sorted, self.high));
        let range = high - low;
        // Nothing can be measured in ranges of zero.
        if range == 0.0 || !range.is_finite() {
            scores.resize(values.len(), 0.0);
            return;
        }
        let (below, above) = (deviate(self.low), deviate(self.high));
        let scale = |distance: f64| FENCE.0 * (above - below) / (FENCE.1 - distance) / range;
        let (scale_below, scale_above) = (scale(-below), scale(above));
        scores.extend(values.iter().map(|value| match value {
            value if *value > high => (value - high) * scale_above,
            value if *value < low => (value - low) * scale_below,
            _ => 0.0,
        }));
    }
}

/// Arguments: the series, the kind of test, a value to ignore, two percentiles, how many points at the end to learn
/// nothing from.
pub fn outliers(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let kind = call.optional_text(1)?;
    call.check_constant(1, |kind| Fences::named(call.name, kind))?;
    let ignored = Operand::optional_reals(call, 2)?;
    let (low, high) = (Operand::optional_reals(call, 3)?, Operand::optional_reals(call, 4)?);
    let test_points = Operand::optional_longs(call, 5)?;
    let mut all = Vec::with_capacity(call.rows);
    for row in 0..call.rows {
        let mut fences = Fences::named(call.name, kind.as_ref().map_or("", |kind| kind.get(row)))?;
        let is_custom = fences == Fences { low: 10.0, high: 90.0 };
        let given = |percent: &Option<Operand<'_, _>>| percent.as_ref().and_then(|percent| percent.get(row));
        for (percent, fence) in [(given(&low), &mut fences.low), (given(&high), &mut fences.high)] {
            match percent {
                Some(percent) if is_custom && (2.0..=98.0).contains(&percent) => *fence = percent,
                Some(_) if is_custom => return refuse!("{}(): a percentile is between 2 and 98", call.name),
                _ => {}
            }
        }
        if fences.low >= fences.high {
            return refuse!("{}(): the first percentile must be below the second", call.name);
        }
        all.push(fences);
    }
    let mut reals = Reals::default();
    let (mut sorted, mut scores) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        if !reals.read(series.option(row)) {
            return false;
        }
        if let Some(ignored) = ignored.as_ref().and_then(|ignored| ignored.get(row)) {
            reals.values.iter_mut().filter(|value| **value == ignored).for_each(|value| *value = f64::NAN);
        }
        let test_points = test_points.as_ref().and_then(|points| points.get(row)).unwrap_or(0);
        let learned = reals.values.len().saturating_sub(usize::try_from(test_points).unwrap_or(0));
        all[row].score(&reals.values, learned, &mut sorted, &mut scores);
        write_reals(scores.iter().copied(), out);
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer of the engine, from <https://stackoverflow.com/questions/75264555>.
    #[test]
    fn scores() {
        let values = [-3.0, 2.4, 15.0, 3.9, 5.0, 6.0, 4.5, 5.2, 3.0, 4.0, 5.0, 16.0, 7.0, 5.0, 5.0, 4.0];
        let mut scores = Vec::new();
        let fences = Fences::named("series_outliers", "ctukey").unwrap();
        fences.score(&values, values.len(), &mut Vec::new(), &mut scores);
        for (place, score) in scores.iter().enumerate() {
            let expected = match place {
                0 => -1.904_078_548_360_857,
                1 => -0.100_214_660_440_045_19,
                2 => 1.336_195_472_533_934_7,
                11 => 1.670_244_340_667_418_6,
                _ => 0.0,
            };
            assert!((score - expected).abs() < 1e-12, "{place}: {score} {expected}");
        }
    }

    #[test]
    fn fences() {
        let mut scores = Vec::new();
        let tukey = Fences::named("f", "tukey").unwrap();
        tukey.score(&[1.0, 2.0, 3.0, 4.0, 5.0, 10.0, f64::NAN], 5, &mut Vec::new(), &mut scores);
        // The 25th and 75th percentile of 1 to 5 are 2 and 4.
        assert_eq!(scores, [-0.5, 0.0, 0.0, 0.0, 0.5, 3.0, 0.0]);
        tukey.score(&[1.0, 1.0, 1.0, 1.0, 9.0], 5, &mut Vec::new(), &mut scores);
        assert_eq!(scores, [0.0; 5]);
        assert!(Fences::named("f", "z").is_err());
    }
}
