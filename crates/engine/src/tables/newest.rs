//! The newest rows of a table, for a clock that follows the data.

use std::sync::Arc;

use arrow::array::{AsArray, Int64Array};
use arrow::compute::max;
use arrow::datatypes::Int64Type;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::{ScalarType, TableSymbol};

use super::parquet::{FileColumn, Footer, newest_ticks};
use super::raw::{RawScan, newest as newest_of_raw};
use super::text::{TextBatches, TextTable};
use super::{DataError, TIME_GENERATED, TIMESTAMP};
use crate::clock::Clock;

/// How many rows of a text file are read at a time.
const BATCH_SIZE: usize = 8192;

/// How far ahead of the system's clock a time may be and be of the past all the same: clocks run ahead, and a local
/// time that names no zone counts as UTC.
const AHEAD: i64 = TICKS_PER_DAY;

/// The newest times of rows, in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// Times beyond are of the future: a device without a clock, or a date that means never.
    until: i64,
    past: Option<i64>,
    all: Option<i64>,
}

impl Newest {
    /// No row was seen yet.
    pub fn none() -> Self {
        Self { until: Clock::system_ticks().saturating_add(AHEAD), past: None, all: None }
    }

    /// What the clock shows: the newest time that is not of the future; where all are, the newest.
    pub fn now(&self) -> Option<i64> {
        self.past.or(self.all)
    }

    /// The latest time, where that is not what the clock shows.
    pub fn later(&self) -> Option<i64> {
        self.all.filter(|_| self.all != self.now())
    }

    /// Both together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { until: self.until, past: self.past.max(other.past), all: self.all.max(other.all) }
    }

    /// Whether a time is of the future.
    pub(super) fn is_future(&self, ticks: i64) -> bool {
        ticks > self.until
    }

    /// Looks at times.
    pub(super) fn see(&mut self, times: &Int64Array) {
        let latest = max(times);
        let past = match latest {
            Some(ticks) if self.is_future(ticks) => times.iter().flatten().filter(|t| !self.is_future(*t)).max(),
            latest => latest,
        };
        (self.past, self.all) = (self.past.max(past), self.all.max(latest));
    }
}

/// Finds the newest row.
pub(super) type Find = Box<dyn Fn() -> Result<Newest, DataError> + Send + Sync>;

/// How to find the newest row, where the table knows when a row was made: by its `TimeGenerated`, and where that has no
/// value by the `Timestamp` that Defender's tables have in its place.
pub(super) fn find(
    symbol: &TableSymbol,
    column_files: Vec<(Footer, Vec<FileColumn>)>,
    text: Option<Arc<TextTable>>,
    raw: Vec<Arc<RawScan>>,
) -> Option<Find> {
    let is_time = |name: &&str| symbol.columns.iter().any(|c| *c.name == **name && c.ty == ScalarType::DateTime);
    let times: Vec<&'static str> = [TIME_GENERATED, TIMESTAMP].into_iter().filter(is_time).collect();
    if times.is_empty() {
        return None;
    }
    Some(Box::new(move || {
        let mut newest = Newest::none();
        for time in &times {
            for (footer, columns) in &column_files {
                if let Some(column) = columns.iter().find(|c| c.field.name() == time) {
                    newest_ticks(footer, column, &mut newest)?;
                }
            }
            if let Some(text) = &text {
                newest_of_text(text, time, &mut newest)?;
            }
            for logs in raw.iter().filter(|_| *time == TIME_GENERATED) {
                newest_of_raw(logs, &mut newest)?;
            }
            if newest.now().is_some() {
                break;
            }
        }
        Ok(newest)
    }))
}

fn newest_of_text(table: &TextTable, time: &str, newest: &mut Newest) -> Result<(), DataError> {
    let Some(column) = table.column(time) else { return Ok(()) };
    // What does not convert is counted by the query, not here.
    let plan = table.plan(Some(&[column])).uncounted();
    for file in table.files() {
        for batch in TextBatches::open(file, &plan, BATCH_SIZE)? {
            newest.see(batch?.column(0).as_primitive::<Int64Type>());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(times: &[i64]) -> Newest {
        let mut newest = Newest { until: 10, past: None, all: None };
        newest.see(&Int64Array::from(times.to_vec()));
        newest
    }

    #[test]
    fn what_is_of_the_future_counts_only_where_all_is() {
        for (times, now, later) in [
            (&[][..], None, None),
            (&[3, 9, 10], Some(10), None),
            (&[3, 99, 9, 11], Some(9), Some(99)),
            (&[11, 99], Some(99), None),
        ] {
            let newest = of(times);
            assert_eq!((newest.now(), newest.later()), (now, later), "{times:?}");
        }
        assert_eq!(of(&[99]).or(of(&[5])), of(&[5, 99]));
    }
}
