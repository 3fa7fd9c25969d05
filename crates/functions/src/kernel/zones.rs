//! Time zones by their names in the IANA database.

use arrow::datatypes::Int64Type;
use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::datetime::{UNIX_EPOCH_TICKS, checked};
use lurcher_symbols::values::timespan::TICKS_PER_SECOND;

use super::{Call, numbers};

pub use chrono_tz::Tz;

/// Moves the datetimes of argument 0 by the ticks that `shift` gives for the zone that argument 1 names. No such zone,
/// no answer.
pub fn shift(call: &Call<'_>, shift: fn(i64, Tz) -> Option<i64>) -> Result<ColumnarValue> {
    let (from, name) = (call.long(0)?, call.text(1)?);
    let mut last: (&str, Option<Tz>) = ("", None);
    numbers::<Int64Type>(call.rows, |row| {
        let name = name.get(row);
        if name != last.0 {
            last = (name, name.parse().ok());
        }
        let ticks = from.get(row)?;
        checked(ticks.checked_add(shift(ticks, last.1?)?)?)
    })
}

/// The ticks that a zone is ahead of UTC at a point in time.
pub fn ahead_of_utc(ticks: i64, zone: Tz) -> Option<i64> {
    let time = DateTime::from_timestamp(seconds(ticks), 0)?.naive_utc();
    Some(offset_ticks(zone.offset_from_utc_datetime(&time).fix().local_minus_utc()))
}

/// The ticks that UTC is ahead of a zone's local time. An hour that the clock skips counts by the offset after it, one
/// that comes twice by the first.
pub fn behind_local(ticks: i64, zone: Tz) -> Option<i64> {
    let local = DateTime::from_timestamp(seconds(ticks), 0)?.naive_utc();
    let offset = zone.offset_from_local_datetime(&local).earliest().or_else(|| after_gap(local, zone))?;
    Some(-offset_ticks(offset.fix().local_minus_utc()))
}

fn after_gap(local: NaiveDateTime, zone: Tz) -> Option<<Tz as TimeZone>::Offset> {
    let later = local.checked_add_signed(TimeDelta::hours(3))?;
    zone.offset_from_local_datetime(&later).earliest()
}

fn seconds(ticks: i64) -> i64 {
    (ticks - UNIX_EPOCH_TICKS).div_euclid(TICKS_PER_SECOND)
}

fn offset_ticks(seconds: i32) -> i64 {
    i64::from(seconds) * TICKS_PER_SECOND
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Brussels;
    use lurcher_symbols::values::datetime::parse;

    use super::*;

    /// The documentation's table for Brussels at the beginning of summer time 2022.
    #[test]
    fn the_skipped_hour() {
        for (local, utc) in [("01:00", "00:00"), ("02:00", "00:00"), ("03:00", "01:00"), ("04:00", "02:00")] {
            let at = |clock: &str| parse(&format!("2022-03-27 {clock}"));
            let shifted = at(local).and_then(|t| Some(t + behind_local(t, Brussels)?));
            assert_eq!(shifted, at(utc));
        }
    }
}
