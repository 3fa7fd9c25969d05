//! `series_decompose()` and its kin: a series as a season, a trend and what is left.

use arrow::array::ArrayRef;
use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::lines::Line;
use super::percentile::median;
use super::periods::{LEAST_PERIOD, Periods};
use super::{Reals, write_reals};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, DynamicBuilder, Text, dynamics};

/// The score from which on a detected period is a season.
const THRESHOLD: f64 = 0.6;

/// The same for `series_seasonal()`.
const SEASONAL_THRESHOLD: f64 = 0.7;

/// How the trend is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trend {
    Average,
    Line,
    None,
}

impl Trend {
    fn named(function: &str, name: &str) -> Result<Self> {
        match name {
            "avg" | "" => Ok(Trend::Average),
            "linefit" => Ok(Trend::Line),
            "none" => Ok(Trend::None),
            other => refuse!("{function}(): the trend is 'avg', 'linefit' or 'none', not '{other}'"),
        }
    }
}

/// Which argument of a call says what; beyond the last one the default holds.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    /// The period: 0 for none, -1 to find it.
    pub period: usize,
    /// `avg`, `linefit` or `none`.
    pub trend: usize,
    /// How many points at the end to learn nothing from.
    pub test_points: usize,
    /// From which score on a detected period counts.
    pub threshold: usize,
}

/// A series taken apart; buffers for series after series.
#[derive(Debug, Default)]
pub struct Parts {
    /// The repeated part.
    pub seasonal: Vec<f64>,
    /// The trend.
    pub trend: Vec<f64>,
    /// The sum of both.
    pub baseline: Vec<f64>,
    /// What is left of the series.
    pub residual: Vec<f64>,
    /// How many points were learned from.
    pub learned: usize,
    phase: Vec<f64>,
    periods: Periods,
}

impl Parts {
    /// The period of the first points: as it is given, or the best one whose score reaches the threshold; none for 0.
    fn period(&mut self, learned: &[f64], given: i64, threshold: f64) -> usize {
        if given >= 0 {
            return usize::try_from(given).unwrap_or(usize::MAX);
        }
        if !self.periods.read(learned) {
            return 0;
        }
        let found = self.periods.detect(LEAST_PERIOD as f64, learned.len() as f64, 1);
        found.first().filter(|(_, score)| *score >= threshold).map_or(0, |(period, _)| *period)
    }

    /// Fills the seasonal part of `length` points: the median of the learned points in the same place of the period.
    fn fill_seasonal(&mut self, learned: &[f64], period: usize, length: usize) {
        self.seasonal.clear();
        if period == 0 {
            self.seasonal.resize(length, 0.0);
            return;
        }
        for place in 0..length.min(period) {
            self.phase.clear();
            self.phase.extend(learned.iter().skip(place).step_by(period));
            self.seasonal.push(median(&mut self.phase));
        }
        for place in period..length {
            self.seasonal.push(self.seasonal[place - period]);
        }
    }

    fn decompose(&mut self, values: &[f64], row: &RowArguments) {
        self.learned = values.len().saturating_sub(row.test_points);
        let learned = &values[..self.learned];
        let period = self.period(learned, row.period, row.threshold);
        self.fill_seasonal(learned, period, values.len());
        self.residual.clear();
        self.residual.extend(values.iter().zip(&self.seasonal).map(|(value, season)| value - season));
        let deseasonal = &self.residual[..self.learned];
        self.trend.clear();
        match (row.trend, Line::fit(deseasonal)) {
            (Trend::Line, Some(line)) => self.trend.extend(line.points(values.len())),
            (Trend::None, _) => self.trend.resize(values.len(), 0.0),
            _ => {
                let average = deseasonal.iter().sum::<f64>() / deseasonal.len().max(1) as f64;
                self.trend.resize(values.len(), average);
            }
        }
        self.baseline.clear();
        self.baseline.extend(self.seasonal.iter().zip(&self.trend).map(|(season, trend)| season + trend));
        self.residual.clear();
        self.residual.extend(values.iter().zip(&self.baseline).map(|(value, baseline)| value - baseline));
    }
}

/// The arguments of one row.
struct RowArguments {
    period: i64,
    trend: Trend,
    test_points: usize,
    threshold: f64,
}

/// A call's arguments.
pub struct Decomposer<'a> {
    name: &'a str,
    series: Text<'a>,
    period: Option<Operand<'a, Int64Type>>,
    trend: Option<Text<'a>>,
    test_points: Option<Operand<'a, Int64Type>>,
    threshold: Option<Operand<'a, Float64Type>>,
    values: Reals,
}

impl<'a> Decomposer<'a> {
    /// The arguments of a call whose first one is the series.
    pub fn of(call: &Call<'a>, places: Places) -> Result<Self> {
        call.check_constant(places.trend, |trend| Trend::named(call.name, trend))?;
        Ok(Self {
            name: call.name,
            series: call.text(0)?,
            period: Operand::optional_longs(call, places.period)?,
            trend: call.optional_text(places.trend)?,
            test_points: Operand::optional_longs(call, places.test_points)?,
            threshold: Operand::optional_reals(call, places.threshold)?,
            values: Reals::default(),
        })
    }

    /// Takes a row's series apart; `false` where it is no array of numbers.
    pub fn read(&mut self, row: usize, parts: &mut Parts) -> Result<bool> {
        let test_points = self.test_points.as_ref().and_then(|points| points.get(row)).unwrap_or(0);
        let arguments = RowArguments {
            period: self.period.as_ref().and_then(|period| period.get(row)).unwrap_or(-1),
            trend: Trend::named(self.name, self.trend.as_ref().map_or("", |trend| trend.get(row)))?,
            test_points: usize::try_from(test_points).unwrap_or(0),
            threshold: self.threshold.as_ref().and_then(|threshold| threshold.get(row)).unwrap_or(THRESHOLD),
        };
        let Some(values) = self.values.complete(self.series.option(row)) else { return Ok(false) };
        parts.decompose(values, &arguments);
        Ok(true)
    }
}

/// baseline, seasonal, trend, residual.
pub fn columns(call: &Call<'_>, places: Places) -> Result<Vec<ArrayRef>> {
    let mut decomposer = Decomposer::of(call, places)?;
    let mut parts = Parts::default();
    let mut columns: Vec<DynamicBuilder> = (0..4).map(|_| DynamicBuilder::new(call.rows)).collect();
    for row in 0..call.rows {
        let known = decomposer.read(row, &mut parts)?;
        let values = [&parts.baseline, &parts.seasonal, &parts.trend, &parts.residual];
        for (column, values) in columns.iter_mut().zip(values) {
            column.append(|out| {
                if known {
                    write_reals(values.iter().copied(), out);
                }
                known
            })?;
        }
    }
    Ok(columns.into_iter().map(DynamicBuilder::finish).collect())
}

/// `series_seasonal()`: the repeated part alone. Arguments: the series, the period (-1 to find it), how many points at
/// the end to learn nothing from.
pub fn seasonal(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let (period, test_points) = (Operand::optional_longs(call, 1)?, Operand::optional_longs(call, 2)?);
    let (mut reals, mut parts) = (Reals::default(), Parts::default());
    dynamics(call.rows, |row, out| {
        let Some(values) = reals.complete(series.option(row)) else { return false };
        let given = |number: &Option<Operand<'_, Int64Type>>| number.as_ref().and_then(|number| number.get(row));
        let test_points = usize::try_from(given(&test_points).unwrap_or(0)).unwrap_or(0);
        let learned = &values[..values.len().saturating_sub(test_points)];
        let period = parts.period(learned, given(&period).unwrap_or(-1), SEASONAL_THRESHOLD);
        parts.fill_seasonal(learned, period, values.len());
        write_reals(parts.seasonal.iter().copied(), out);
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hours of four weeks: a daily wave, a trend, and one spike.
    fn hours() -> Vec<f64> {
        let hour = |i: i32| f64::from(i) * 0.1 + 10.0 * f64::from((i % 24 - 12).abs());
        let mut values: Vec<f64> = (0..24 * 28).map(hour).collect();
        values[500] += 300.0;
        values
    }

    #[test]
    fn season_and_line() {
        let mut parts = Parts::default();
        let row = RowArguments { period: -1, trend: Trend::Line, test_points: 0, threshold: THRESHOLD };
        parts.decompose(&hours(), &row);
        assert_eq!(parts.periods.detect(4.0, 336.0, 1)[0].0, 24);
        let furthest = parts.residual.iter().map(|value| value.abs()).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        assert_eq!(furthest.map(|(place, _)| place), Some(500));
        for place in 0..parts.baseline.len() {
            assert!((parts.baseline[place] + parts.residual[place] - hours()[place]).abs() < 1e-9);
        }
    }

    #[test]
    fn points_that_are_not_learned_from() {
        let mut values = hours();
        values.truncate(24 * 7);
        values.extend([0.0; 24]);
        let mut parts = Parts::default();
        let row = RowArguments { period: 24, trend: Trend::Line, test_points: 24, threshold: THRESHOLD };
        parts.decompose(&values, &row);
        assert_eq!(parts.learned, 168);
        // The day after the week, on the line of the days before.
        for place in 168..192 {
            let expected = place as f64 * 0.1 + 10.0 * f64::from((place as i32 % 24 - 12).abs());
            assert!((parts.baseline[place] - expected).abs() < 2.5, "{place}");
        }
    }
}
