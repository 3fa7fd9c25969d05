//! `series_fit_line()` and `series_fit_line_dynamic()`: the line with the least squares.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::{Reals, write_entries, write_reals};
use crate::kernel::{Call, DynamicBuilder, dynamics};

/// A line through points at 1, 2, 3 ….
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The share of the variance that the line explains.
    pub rsquare: f64,
    /// By how much the line rises from point to point.
    pub slope: f64,
    /// The variance of the points.
    pub variance: f64,
    /// The variance of the points about the line.
    pub rvariance: f64,
    /// The line at 0.
    pub interception: f64,
}

impl Line {
    /// The line through at least two points.
    pub fn fit(values: &[f64]) -> Option<Self> {
        if values.len() < 2 {
            return None;
        }
        let count = values.len() as f64;
        let (mean_x, mean_y) = ((count + 1.0) / 2.0, values.iter().sum::<f64>() / count);
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (place, value) in values.iter().enumerate() {
            let (x, y) = (place as f64 + 1.0 - mean_x, value - mean_y);
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
        }
        let slope = xy / xx;
        let interception = mean_y - slope * mean_x;
        let mut line = Self { rsquare: 1.0, slope, variance: yy / (count - 1.0), rvariance: 0.0, interception };
        line.rvariance = line.squared_errors(values) / (count - 1.0);
        if line.variance > 0.0 {
            line.rsquare = 1.0 - line.rvariance / line.variance;
        }
        Some(line)
    }

    /// The line at a place, which counts from 0.
    #[inline]
    pub fn at(&self, place: usize) -> f64 {
        self.interception + self.slope * (place as f64 + 1.0)
    }

    /// The line at the first places.
    pub fn points(&self, count: usize) -> impl Iterator<Item = f64> + '_ {
        (0..count).map(|place| self.at(place))
    }

    /// The sum of the squared distances of points from the line.
    pub fn squared_errors(&self, values: &[f64]) -> f64 {
        values.iter().zip(self.points(values.len())).map(|(value, line)| (value - line) * (value - line)).sum()
    }
}

/// rsquare, slope, variance, rvariance, interception, line_fit.
pub fn columns(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let mut reals = Reals::default();
    let mut lines = Vec::with_capacity(call.rows);
    let mut fits = DynamicBuilder::new(call.rows);
    for row in 0..call.rows {
        let values = reals.complete(series.option(row)).unwrap_or_default();
        let line = Line::fit(values);
        fits.append(|out| line.map(|line| write_reals(line.points(values.len()), out)).is_some())?;
        lines.push(line);
    }
    let column = |f: fn(&Line) -> f64| -> ArrayRef {
        Arc::new(lines.iter().map(|line| line.as_ref().map(f)).collect::<Float64Array>())
    };
    Ok(vec![
        column(|line| line.rsquare),
        column(|line| line.slope),
        column(|line| line.variance),
        column(|line| line.rvariance),
        column(|line| line.interception),
        fits.finish(),
    ])
}

/// The same in a bag.
pub fn bag(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let mut reals = Reals::default();
    dynamics(call.rows, |row, out| {
        let values = reals.complete(series.option(row)).unwrap_or_default();
        let Some(line) = Line::fit(values) else { return false };
        let entries = [
            ("{\"rsquare\":", line.rsquare),
            (",\"slope\":", line.slope),
            (",\"variance\":", line.variance),
            (",\"rvariance\":", line.rvariance),
            (",\"interception\":", line.interception),
        ];
        write_entries(&entries, out);
        out.push_str(",\"line_fit\":");
        write_reals(line.points(values.len()), out);
        out.push('}');
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://learn.microsoft.com/kusto/query/series-fit-line-function>
    #[test]
    fn documented() {
        let values = [2.0, 5.0, 6.0, 8.0, 11.0, 15.0, 17.0, 18.0, 25.0, 26.0, 30.0, 30.0];
        let line = Line::fit(&values).unwrap();
        let expected = [
            (line.rsquare, 0.982),
            (line.slope, 2.730),
            (line.variance, 98.628),
            (line.rvariance, 1.686),
            (line.interception, -1.666),
            (line.at(0), 1.064),
            (line.at(11), 31.102),
        ];
        for (came, documented) in expected {
            assert!((came - documented).abs() < 0.001, "{came} {documented}");
        }
        assert_eq!(Line::fit(&[1.0]), None);
    }
}
