//! Points in time and spans of time made of parts.

use chrono::NaiveDate;
use lurcher_symbols::ScalarType;

use crate::conversion::times::{todatetime, totimespan};
use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{DAY, SECOND, ticks};

const PARTS: Pool =
    Pool::Also(&["0", "1", "2", "12", "28", "29", "31", "59", "60", "23", "24", "1.5", "55.123", "2020", "-1"]);

naive! {
    make_datetime => [Pool::Also(&["1", "2020", "2021", "9999", "0", "10000", "1900", "2021-02-03"]), PARTS];
    make_timespan => [PARTS];
}

/// Ticks of a clock; none where a part is out of its range.
fn clock(hours: i64, minutes: i64, seconds: i64) -> Option<i64> {
    let fits = (0..24).contains(&hours) && (0..60).contains(&minutes) && (0..60 * SECOND).contains(&seconds);
    fits.then(|| (hours * 3600 + minutes * 60) * SECOND + seconds)
}

/// A number without its fraction.
fn whole(row: &Row<'_>, i: usize) -> Option<i64> {
    match row.types[i] {
        ScalarType::Int | ScalarType::Long => row.long(i),
        _ => row.real(i).filter(|v| !v.is_nan()).map(|v| v as i64),
    }
}

/// The ticks of a number of seconds.
fn seconds(row: &Row<'_>, i: usize) -> Option<i64> {
    if !row.has(i) {
        return Some(0);
    }
    let seconds = row.real(i)?;
    (0.0..60.0).contains(&seconds).then_some((seconds * SECOND as f64).round() as i64)
}

fn make_datetime(row: &Row<'_>) -> Option<i64> {
    if row.len() == 1 {
        return todatetime(row);
    }
    let part = |i: usize| if row.has(i) { whole(row, i) } else { Some(0) };
    let year = i32::try_from(part(0)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(part(1)?).ok()?, u32::try_from(part(2)?).ok()?)?;
    Some(ticks(date.and_hms_opt(0, 0, 0)?.and_utc())? + clock(part(3)?, part(4)?, seconds(row, 5)?)?)
}

fn make_timespan(row: &Row<'_>) -> Option<i64> {
    match row.len() {
        1 => totimespan(row),
        4 => {
            let days = whole(row, 0).filter(|days| *days >= 0)?;
            days.checked_mul(DAY)?.checked_add(clock(whole(row, 1)?, whole(row, 2)?, seconds(row, 3)?)?)
        }
        _ => clock(whole(row, 0)?, whole(row, 1)?, seconds(row, 2)?),
    }
}
