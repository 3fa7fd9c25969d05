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
    /// Ticks from the first value on after which a session is over.
    pub longest: i64,
    /// Ticks from one value on after which the next one begins a session.
    pub gap: i64,
    /// Whether there is a restart predicate.
    pub restarts: bool,
}

impl Rule for Session {
    fn arguments(&self) -> Vec<DataType> {
        std::iter::once(DataType::Int64).chain(self.restarts.then_some(DataType::Boolean)).collect()
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let restart = Restart::of(values.get(1))?;
        let times = values[0].as_primitive::<Int64Type>();
        // First value of the session, and the value of the row before.
        let mut session: Option<(i64, i64)> = None;
        let starts = (0..rows).map(|row| {
            let time = times.is_valid(row).then(|| times.value(row));
            session = time.map(|time| match session {
                Some((start, before))
                    if !restart.at(row)
                        && time < start.saturating_add(self.longest)
                        && time < before.saturating_add(self.gap) =>
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
