//! Time zones. <https://learn.microsoft.com/kusto/query/datetime-local-to-utc-function>

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{chrono, ticks};

const ZONES: Pool = Pool::Only(&[
    "Europe/Brussels",
    "US/Pacific",
    "UTC",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/New_York",
    "Nowhere",
    "",
    "Etc/GMT+5",
]);

naive! {
    datetime_utc_to_local => [Pool::Any, ZONES];
    datetime_local_to_utc => [Pool::Any, ZONES];
}

fn zone(row: &Row<'_>) -> Option<Tz> {
    row.text(1).parse().ok()
}

/// A time in whole seconds, and the rest of it.
fn split(ticks: i64) -> (DateTime<Utc>, i64) {
    (chrono(ticks - ticks % 10_000_000), ticks % 10_000_000)
}

fn datetime_utc_to_local(row: &Row<'_>) -> Option<i64> {
    let (time, rest) = split(row.long(0)?);
    Some(ticks(time.with_timezone(&zone(row)?).naive_local().and_utc())? + rest)
}

/// Of an hour that comes twice the first; an hour that the clock skips counts by the offset after it.
fn datetime_local_to_utc(row: &Row<'_>) -> Option<i64> {
    let (time, rest) = split(row.long(0)?);
    let (zone, local) = (zone(row)?, time.naive_utc());
    let found = zone.from_local_datetime(&local).earliest().map(|time| time.with_timezone(&Utc));
    let found = found.or_else(|| {
        let later = zone.from_local_datetime(&(local + TimeDelta::hours(3))).earliest()?;
        Some(later.with_timezone(&Utc) - TimeDelta::hours(3))
    });
    Some(ticks(found?)? + rest)
}
