//! `series_fit_2lines()` and `series_fit_2lines_dynamic()`: the two lines, one after the other, with the least squares.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::lines::Line;
use super::{Number, Reals, write_entries, write_number, write_reals};
use crate::kernel::{Call, DynamicBuilder, dynamics};

/// A line needs so many points.
const LEAST: usize = 2;

/// Two lines: the left one through the points before the split, the right one through the others, which count from 1
/// again.
struct TwoLines {
    /// The share of the variance that the lines explain.
    rsquare: f64,
    /// The place of the right line's first point.
    split: usize,
    /// The variance of all points.
    variance: f64,
    /// The variance of all points about their lines.
    rvariance: f64,
    left: Line,
    right: Line,
}

impl TwoLines {
    /// The lines through at least four points.
    fn fit(values: &[f64]) -> Option<Self> {
        let count = values.len();
        let left = errors(values.iter());
        let right = errors(values.iter().rev());
        let total = |split: &usize| left[*split] + right[count - split];
        let last = count.checked_sub(LEAST)?;
        let split = (LEAST..=last).min_by(|a, b| total(a).total_cmp(&total(b)))?;
        let (left, right) = (Line::fit(&values[..split])?, Line::fit(&values[split..])?);
        let all = Line::fit(values)?;
        let errors = left.squared_errors(&values[..split]) + right.squared_errors(&values[split..]);
        let rvariance = errors / (count - 1) as f64;
        let rsquare = if all.variance > 0.0 { 1.0 - rvariance / all.variance } else { 1.0 };
        Some(Self { rsquare, split, variance: all.variance, rvariance, left, right })
    }

    fn points(&self, count: usize) -> impl Iterator<Item = f64> + '_ {
        self.left.points(self.split).chain(self.right.points(count - self.split))
    }
}

/// The least sum of squared errors of a line through the first points, for each number of points.
fn errors<'v>(values: impl Iterator<Item = &'v f64>) -> Vec<f64> {
    let mut errors = vec![0.0];
    // Welford's updates: means, and sums of squares and products about them.
    let (mut mean_x, mut mean_y, mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (before, value) in values.enumerate() {
        let (count, x) = ((before + 1) as f64, before as f64);
        let (dx, dy) = (x - mean_x, value - mean_y);
        mean_x += dx / count;
        mean_y += dy / count;
        xx += dx * (x - mean_x);
        xy += dx * (value - mean_y);
        yy += dy * (value - mean_y);
        errors.push(if before == 0 { 0.0 } else { yy - xy * xy / xx });
    }
    errors
}

/// rsquare, split_idx, variance, rvariance, line_fit; then rsquare, slope, interception, variance and rvariance of the
/// right line, and of the left one.
pub fn columns(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let mut reals = Reals::default();
    let mut all = Vec::with_capacity(call.rows);
    let mut fits = DynamicBuilder::new(call.rows);
    for row in 0..call.rows {
        let values = reals.complete(series.option(row)).unwrap_or_default();
        let lines = TwoLines::fit(values);
        fits.append(|out| lines.as_ref().map(|lines| write_reals(lines.points(values.len()), out)).is_some())?;
        all.push(lines);
    }
    let column = |f: fn(&TwoLines) -> f64| -> ArrayRef {
        Arc::new(all.iter().map(|lines| lines.as_ref().map(f)).collect::<Float64Array>())
    };
    let split: Int64Array = all.iter().map(|lines| lines.as_ref().map(|lines| lines.split as i64)).collect();
    Ok(vec![
        column(|lines| lines.rsquare),
        Arc::new(split),
        column(|lines| lines.variance),
        column(|lines| lines.rvariance),
        fits.finish(),
        column(|lines| lines.right.rsquare),
        column(|lines| lines.right.slope),
        column(|lines| lines.right.interception),
        column(|lines| lines.right.variance),
        column(|lines| lines.right.rvariance),
        column(|lines| lines.left.rsquare),
        column(|lines| lines.left.slope),
        column(|lines| lines.left.interception),
        column(|lines| lines.left.variance),
        column(|lines| lines.left.rvariance),
    ])
}

/// The same in a bag, in which each line is a bag.
pub fn bag(call: &Call<'_>) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    let mut reals = Reals::default();
    dynamics(call.rows, |row, out| {
        let values = reals.complete(series.option(row)).unwrap_or_default();
        let Some(lines) = TwoLines::fit(values) else { return false };
        write_entries(&[("{\"rsquare\":", lines.rsquare)], out);
        out.push_str(",\"split_idx\":");
        write_number(Some(Number::Long(lines.split as i64)), out);
        write_entries(&[(",\"variance\":", lines.variance), (",\"rvariance\":", lines.rvariance)], out);
        out.push_str(",\"line_fit\":");
        write_reals(lines.points(values.len()), out);
        for (key, line) in [(",\"right\":", &lines.right), (",\"left\":", &lines.left)] {
            out.push_str(key);
            let entries = [
                ("{\"rsquare\":", line.rsquare),
                (",\"slope\":", line.slope),
                (",\"interception\":", line.interception),
                (",\"variance\":", line.variance),
                (",\"rvariance\":", line.rvariance),
            ];
            write_entries(&entries, out);
            out.push('}');
        }
        out.push('}');
        true
    })
}
