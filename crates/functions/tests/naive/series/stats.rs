//! What describes a series. <https://learn.microsoft.com/kusto/query/series-stats-function>

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::numbers::Number;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const SERIES: Pool = Pool::Only(&[
    "[1,2,3,4]",
    "[23,46,23,87,4,8,3,75,2,56,13]",
    "[5]",
    "[1.5,-2.0,0.25]",
    "[7,7,7]",
    "[3,-1,3,-1]",
    "[]",
    "[null]",
    "[1,null,5]",
    "[2,\"x\",4]",
    "7",
]);

naive! {
    series_stats => [SERIES];
    series_stats_dynamic => [SERIES];
}

/// The least and the greatest number with their places, and all numbers.
struct Stats {
    least: (usize, f64),
    most: (usize, f64),
    numbers: Vec<f64>,
}

/// What is no number makes all null, unless the second argument says that it does not count.
fn stats(row: &Row<'_>) -> Option<Stats> {
    let elements = row.array(0)?;
    let placed = elements.iter().enumerate().filter_map(|(place, e)| Some((place, Number::of(e)?.real())));
    let placed: Vec<(usize, f64)> = placed.collect();
    let ignores = row.has(1) && row.bool(1) == Some(true);
    if placed.is_empty() || (!ignores && placed.len() < elements.len()) {
        return None;
    }
    Some(Stats {
        least: placed.iter().copied().reduce(|best, other| if other.1 < best.1 { other } else { best })?,
        most: placed.iter().copied().reduce(|best, other| if other.1 > best.1 { other } else { best })?,
        numbers: placed.into_iter().map(|(_, number)| number).collect(),
    })
}

impl Stats {
    fn sum(&self) -> f64 {
        self.numbers.iter().fold(0.0, |sum, number| sum + number)
    }

    fn mean(&self) -> f64 {
        self.sum() / self.numbers.len() as f64
    }

    /// That of a sample; 0 for one number.
    fn variance(&self) -> f64 {
        let squares = self.numbers.iter().fold(0.0, |sum, number| sum + (number - self.mean()).powi(2));
        if self.numbers.len() > 1 { squares / (self.numbers.len() - 1) as f64 } else { 0.0 }
    }
}

fn series_stats(row: &Row<'_>) -> Vec<Value> {
    use ScalarType::{Long, Real};
    let Some(stats) = stats(row) else { return [Real, Long, Real, Long, Real, Real, Real].map(Value::Null).to_vec() };
    vec![
        Value::Real(stats.least.1),
        Value::Long(stats.least.0 as i64),
        Value::Real(stats.most.1),
        Value::Long(stats.most.0 as i64),
        Value::Real(stats.mean()),
        Value::Real(stats.variance().sqrt()),
        Value::Real(stats.variance()),
    ]
}

fn series_stats_dynamic(row: &Row<'_>) -> Option<Dynamic> {
    let stats = stats(row)?;
    let entries = [
        ("min", Dynamic::Real(stats.least.1)),
        ("min_idx", Dynamic::Long(stats.least.0 as i64)),
        ("max", Dynamic::Real(stats.most.1)),
        ("max_idx", Dynamic::Long(stats.most.0 as i64)),
        ("avg", Dynamic::Real(stats.mean())),
        ("stdev", Dynamic::Real(stats.variance().sqrt())),
        ("variance", Dynamic::Real(stats.variance())),
        ("sum", Dynamic::Real(stats.sum())),
        ("len", Dynamic::Long(stats.numbers.len() as i64)),
    ];
    Some(Dynamic::Bag(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}
