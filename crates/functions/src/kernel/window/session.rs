//! `row_window_session`.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::common::Result;

use super::restart::Restart;
use super::udwf::Rule;

/// Cuts a column of datetimes into sessions and gives each row the first value of its session. A null belongs to none
/// and ends the one before.
#[derive(Debug, PartialEq)]
pub struct Session {
    /// Whether there is a restart predicate.
    pub restarts: bool,
}

impl Rule for Session {
    fn arguments(&self) -> Vec<DataType> {
        std::iter::repeat_n(DataType::Int64, 3).chain(self.restarts.then_some(DataType::Boolean)).collect()
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let restart = Restart::of(values.get(3))?;
        // Ticks from the first value on after which a session is over, and from one value on to the next.
        let [times, longest, gap] = [0, 1, 2].map(|i| values[i].as_primitive::<Int64Type>());
        // A distance that is null ends no session.
        let is_within = |distances: &Int64Array, row: usize, from: i64, time: i64| {
            distances.is_null(row) || time < from.saturating_add(distances.value(row))
        };
        // First value of the session, and the value of the row before.
        let mut session: Option<(i64, i64)> = None;
        let starts = (0..rows).map(|row| {
            let time = times.is_valid(row).then(|| times.value(row));
            session = time.map(|time| match session {
                Some((start, before))
                    if !restart.at(row)
                        && is_within(longest, row, start, time)
                        && is_within(gap, row, before, time) =>
                {
                    (start, time)
                }
                _ => (time, time),
            });
            session.map(|(start, _)| start)
        });
        Ok(Arc::new(starts.collect::<Int64Array>()))
    }
}
