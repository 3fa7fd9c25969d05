//! `series_periods_detect()` and `series_periods_validate()`: after what number of points a series repeats itself.
//!
//! The score of a period is the series' circular autocorrelation at that distance, stretched so that the least
//! autocorrelation is 0. It counts only on the top of a hill that is as wide as the period can be told from its
//! neighbours in the spectrum. Candidates are the frequencies that stand out of the spectrum (M. Vlachos, P. Yu, V.
//! Castelli: On Periodicity Detection and Structural Periodic Similarity).

use arrow::array::ArrayRef;
use datafusion::common::Result;

use super::fourier::{Complex, Fourier};
use super::{Reals, write_reals};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, DynamicBuilder};

/// The shortest period.
pub const LEAST_PERIOD: usize = 4;

/// A frequency stands out when it is so many times as strong as the average: noise is so in one case of twenty.
const STRONG: f64 = 3.0;

/// Finds periods, with buffers for series after series.
#[derive(Debug, Default)]
pub struct Periods {
    fourier: Fourier,
    values: Vec<Complex>,
    /// The strength of each frequency.
    spectrum: Vec<f64>,
    /// The score of each distance.
    scores: Vec<f64>,
}

impl Periods {
    /// Reads a series; `false` where it is too short or does not vary.
    pub fn read(&mut self, series: &[f64]) -> bool {
        if series.len() < 2 * LEAST_PERIOD {
            return false;
        }
        let mean = series.iter().sum::<f64>() / series.len() as f64;
        self.values.clear();
        self.values.extend(series.iter().map(|value| Complex { re: value - mean, im: 0.0 }));
        self.fourier.transform(&mut self.values);
        self.spectrum.clear();
        self.spectrum.extend(self.values.iter().map(|value| value.power()));
        self.values.iter_mut().zip(&self.spectrum).for_each(|(value, power)| *value = Complex { re: *power, im: 0.0 });
        self.fourier.transform_back(&mut self.values);
        let variance = self.values[0].re;
        let scale = series.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if variance.is_nan() || variance <= f64::EPSILON * scale * scale {
            return false;
        }
        self.scores.clear();
        self.scores.extend(self.values.iter().map(|value| value.re / variance));
        let least = self.scores.iter().copied().fold(f64::INFINITY, f64::min);
        self.scores.iter_mut().for_each(|score| *score = (*score - least) / (1.0 - least));
        true
    }

    /// The score of a period of the series that was read.
    pub fn score(&self, period: f64) -> f64 {
        let length = self.scores.len() as f64;
        if !(LEAST_PERIOD as f64..=length / 2.0).contains(&period) {
            return 0.0;
        }
        match self.top(length / period) {
            Some(top) if (top as f64 - period).abs() < 1.0 => self.scores[top],
            _ => 0.0,
        }
    }

    /// The best periods of the series that was read, between two bounds, with their scores.
    pub fn detect(&self, least: f64, most: f64, count: usize) -> Vec<(usize, f64)> {
        let half = self.scores.len() / 2;
        let frequencies = &self.spectrum[1..=half];
        let strong = STRONG * frequencies.iter().sum::<f64>() / half as f64;
        let mut found: Vec<(usize, f64)> = Vec::new();
        for frequency in (2..=half).filter(|frequency| self.spectrum[*frequency] > strong) {
            let Some(top) = self.top(frequency as f64) else { continue };
            let fits = (LEAST_PERIOD..=half).contains(&top) && (least..=most).contains(&(top as f64));
            if fits && found.iter().all(|(period, _)| *period != top) {
                found.push((top, self.scores[top]));
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.truncate(count);
        found
    }

    /// The top of the hill of the distances that belong to a frequency: from halfway to the next higher one to halfway
    /// to the next lower one, and one more on each side. None where the highest score is at the edge.
    fn top(&self, frequency: f64) -> Option<usize> {
        let length = self.scores.len() as f64;
        let lower = if frequency > 1.0 { length / (frequency - 1.0) } else { length };
        let period = length / frequency;
        let first = ((length / (frequency + 1.0) + period) / 2.0 - 1.0).ceil().max(1.0) as usize;
        let last = (((period + lower) / 2.0 + 1.0).floor() as usize).min(self.scores.len() - 1);
        let hill = self.scores.get(first..=last)?;
        let highest = |best: usize, place: usize| if hill[place] > hill[best] { place } else { best };
        let top = (0..hill.len()).fold(0, highest);
        let inside = top > 0 && top + 1 < hill.len();
        inside.then_some(first + top)
    }
}

/// periods, scores. Arguments: the series, the shortest and the longest period, how many periods; zeros stand for what
/// was not found.
pub fn detect(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let (least, most, count) = (Operand::reals(call, 1)?, Operand::reals(call, 2)?, Operand::longs(call, 3)?);
    let mut output = Output::new(call.rows);
    let (mut reals, mut periods) = (Reals::default(), Periods::default());
    for row in 0..call.rows {
        let values = reals.complete(series.option(row));
        let bounds = least.get(row).zip(most.get(row));
        let count = count.get(row).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let (Some(values), Some((least, most))) = (values, bounds) else {
            output.append(None)?;
            continue;
        };
        let mut found = Vec::new();
        if periods.read(values) {
            found = periods.detect(least, most, count);
        }
        let mut found: Vec<(f64, f64)> = found.into_iter().map(|(period, score)| (period as f64, score)).collect();
        found.resize(count.min(values.len()), (0.0, 0.0));
        output.append(Some(&found))?;
    }
    Ok(output.finish())
}

/// periods, scores. Arguments: the series, and the periods.
pub fn validate(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let asked = (1..call.len()).map(|i| Operand::reals(call, i)).collect::<Result<Vec<_>>>()?;
    let mut output = Output::new(call.rows);
    let (mut reals, mut periods) = (Reals::default(), Periods::default());
    for row in 0..call.rows {
        let Some(values) = reals.complete(series.option(row)) else {
            output.append(None)?;
            continue;
        };
        let varies = periods.read(values);
        let score = |period: f64| if varies { periods.score(period) } else { 0.0 };
        let asked = asked.iter().map(|period| period.get(row).unwrap_or(0.0));
        let scored: Vec<(f64, f64)> = asked.map(|period| (period, score(period))).collect();
        output.append(Some(&scored))?;
    }
    Ok(output.finish())
}

/// The two columns.
struct Output {
    periods: DynamicBuilder,
    scores: DynamicBuilder,
}

impl Output {
    fn new(rows: usize) -> Self {
        Self { periods: DynamicBuilder::new(rows), scores: DynamicBuilder::new(rows) }
    }

    fn append(&mut self, found: Option<&[(f64, f64)]>) -> Result<()> {
        let found_or_none = found.unwrap_or_default();
        self.periods.append(|out| {
            write_reals(found_or_none.iter().map(|(period, _)| *period), out);
            found.is_some()
        })?;
        self.scores.append(|out| {
            write_reals(found_or_none.iter().map(|(_, score)| *score), out);
            found.is_some()
        })
    }

    fn finish(self) -> Vec<ArrayRef> {
        vec![self.periods.finish(), self.scores.finish()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://learn.microsoft.com/kusto/query/series-periods-detect-function>
    const TRAFFIC: [u32; 60] = [
        80, 139, 87, 110, 68, 54, 50, 51, 53, 133, 86, 141, 97, 156, 94, 149, 95, 140, 77, 61, 50, 54, 47, 133, 72,
        152, 94, 148, 105, 162, 101, 160, 87, 63, 53, 55, 54, 151, 103, 189, 108, 183, 113, 175, 113, 178, 90, 71, 62,
        62, 65, 165, 109, 181, 115, 182, 121, 178, 114, 170,
    ];

    #[test]
    fn documented() {
        let traffic = TRAFFIC.map(f64::from);
        let mut periods = Periods::default();
        assert!(periods.read(&traffic));
        let found = periods.detect(0.0, 50.0, 2);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 14);
        assert!((found[0].1 - 0.8405558794091444).abs() < 1e-12);
        assert!((periods.score(14.0) - 0.8405558794091444).abs() < 1e-12);
        assert_eq!(periods.score(10.0), 0.0);
        assert_eq!(periods.score(3.0), 0.0);
        assert_eq!(periods.score(31.0), 0.0);
    }

    /// The series of <https://learn.microsoft.com/kusto/query/series-seasonal-function>: six, five, and too short to
    /// tell.
    #[test]
    fn short_series() {
        let mut periods = Periods::default();
        let six = [2, 5, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1].map(f64::from);
        assert!(periods.read(&six));
        assert_eq!(periods.detect(4.0, 12.0, 1)[0].0, 6);
        let five = [8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10].map(f64::from);
        assert!(periods.read(&five));
        assert_eq!(periods.detect(4.0, 10.0, 1)[0].0, 5);
        let short = [1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6].map(f64::from);
        assert!(periods.read(&short));
        assert!(periods.detect(4.0, 6.0, 1).is_empty());
        assert!(!periods.read(&[5.0; 20]));
    }
}
