//! Times in milliseconds since 2026-01-13T00:00:00Z, a Tuesday.

pub(super) const SECOND: i64 = 1000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// The width of a summary.
pub(super) const WINDOW: i64 = 20 * MINUTE;
/// The demo's clock stands at 2026-01-15T12:10:00Z.
pub(super) const NOW: i64 = at(15, 12, 10, 0);
/// Two days of sessions.
pub(super) const START: i64 = NOW - 2 * DAY;
/// The last summary that is complete at [`NOW`]: from 11:40 to 12:00.
pub(super) const LAST_WINDOW: i64 = at(15, 11, 40, 0);

/// A time in January 2026.
pub(super) const fn at(day: i64, hour: i64, minute: i64, second: i64) -> i64 {
    (day - 13) * DAY + hour * HOUR + minute * MINUTE + second * SECOND
}

/// The hour of the day.
pub(super) fn hour_of_day(time: i64) -> usize {
    (time % DAY / HOUR) as usize
}

/// ISO 8601 with milliseconds: how the tables spell it.
pub(super) fn iso(time: i64) -> String {
    let day = 13 + time.div_euclid(DAY);
    let (hour, minute) = (time % DAY / HOUR, time % HOUR / MINUTE);
    let (second, millisecond) = (time % MINUTE / SECOND, time % SECOND);
    format!("2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

/// Milliseconds since 1970.
pub(super) fn unix(time: i64) -> i64 {
    /// 2026-01-13T00:00:00Z, in days since 1970.
    const EPOCH_DAYS: i64 = 20_466;
    EPOCH_DAYS * DAY + time
}

/// `Jan 14 10:05:12`: how syslog spells it, without a year.
pub(super) fn syslog(time: i64) -> String {
    let iso = iso(time);
    format!("Jan {} {}", &iso[8..10], &iso[11..19])
}

/// `Jan 14 2026 10:05:12`.
pub(super) fn syslog_with_year(time: i64) -> String {
    let iso = iso(time);
    format!("Jan {} 2026 {}", &iso[8..10], &iso[11..19])
}

/// As [`iso`], with the seven digits that Kusto writes: how hits spell it.
pub(super) fn kusto(time: i64) -> String {
    iso(time).replace('Z', "0000Z")
}
