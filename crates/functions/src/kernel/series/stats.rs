//! `series_stats()` and `series_stats_dynamic()`.

use std::fmt::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_real;

use super::Reals;
use crate::kernel::{Bits, Call, dynamics};

/// The statistics of a series.
struct Stats {
    min: f64,
    min_idx: usize,
    max: f64,
    max_idx: usize,
    sum: f64,
    len: usize,
    variance: f64,
}

impl Stats {
    /// Of the finite numbers; where others are not to be ignored, nothing if there are any.
    fn of(values: &[f64], ignore_others: bool) -> Option<Self> {
        let mut stats = Stats {
            min: f64::INFINITY,
            min_idx: 0,
            max: f64::NEG_INFINITY,
            max_idx: 0,
            sum: 0.0,
            len: 0,
            variance: 0.0,
        };
        for (place, value) in values.iter().enumerate() {
            if !value.is_finite() {
                if ignore_others {
                    continue;
                }
                return None;
            }
            if *value < stats.min {
                (stats.min, stats.min_idx) = (*value, place);
            }
            if *value > stats.max {
                (stats.max, stats.max_idx) = (*value, place);
            }
            stats.sum += value;
            stats.len += 1;
        }
        if stats.len > 1 {
            let mean = stats.avg();
            let squares = values.iter().filter(|value| value.is_finite()).map(|value| (value - mean) * (value - mean));
            stats.variance = squares.sum::<f64>() / (stats.len - 1) as f64;
        }
        (stats.len > 0).then_some(stats)
    }

    fn avg(&self) -> f64 {
        self.sum / self.len as f64
    }
}

/// The statistics of each row's series; the second argument says whether to ignore what is no finite number.
fn each_row(call: &Call<'_>, mut f: impl FnMut(usize, Option<Stats>)) -> Result<()> {
    let series = call.text(0)?;
    let ignore = if call.has(1) { call.bool(1)? } else { Bits::Constant(Some(false)) };
    let mut reals = Reals::default();
    for row in 0..call.rows {
        let known = reals.read(series.option(row));
        let ignore = ignore.get(row) == Some(true);
        f(row, known.then(|| Stats::of(&reals.values, ignore)).flatten());
    }
    Ok(())
}

/// min, min_idx, max, max_idx, avg, stdev, variance.
pub fn columns(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let mut rows = Vec::with_capacity(call.rows);
    each_row(call, |_, stats| rows.push(stats))?;
    let reals = |f: fn(&Stats) -> f64| -> ArrayRef {
        Arc::new(rows.iter().map(|stats| stats.as_ref().map(f)).collect::<Float64Array>())
    };
    let longs = |f: fn(&Stats) -> usize| -> ArrayRef {
        Arc::new(rows.iter().map(|stats| stats.as_ref().map(|stats| f(stats) as i64)).collect::<Int64Array>())
    };
    Ok(vec![
        reals(|stats| stats.min),
        longs(|stats| stats.min_idx),
        reals(|stats| stats.max),
        longs(|stats| stats.max_idx),
        reals(Stats::avg),
        reals(|stats| stats.variance.sqrt()),
        reals(|stats| stats.variance),
    ])
}

/// The same in a bag, with sum and len.
pub fn bag(call: &Call<'_>) -> Result<ColumnarValue> {
    let mut rows = Vec::with_capacity(call.rows);
    each_row(call, |_, stats| rows.push(stats))?;
    dynamics(call.rows, |row, out| {
        let Some(stats) = &rows[row] else { return false };
        let mut entry = |key: &str, value: f64| {
            let _ = write!(out, "{}\"{key}\":", if key == "min" { '{' } else { ',' });
            match key {
                "min_idx" | "max_idx" | "len" => {
                    let _ = write!(out, "{value}");
                }
                _ => write_real(out, value),
            }
        };
        entry("min", stats.min);
        entry("min_idx", stats.min_idx as f64);
        entry("max", stats.max);
        entry("max_idx", stats.max_idx as f64);
        entry("avg", stats.avg());
        entry("stdev", stats.variance.sqrt());
        entry("variance", stats.variance);
        entry("sum", stats.sum);
        entry("len", stats.len as f64);
        out.push('}');
        true
    })
}
