//! Points in time: ticks of 100 ns since 0001-01-01, UTC.
//! <https://learn.microsoft.com/kusto/query/scalar-data-types/datetime>

mod text;

use std::fmt;

use super::timespan::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
pub use text::{parse, time_of_day};

/// 9999-12-31 23:59:59.9999999.
pub const MAX: i64 = 3_652_059 * TICKS_PER_DAY - 1;

/// 1970-01-01.
pub const UNIX_EPOCH_TICKS: i64 = 719_162 * TICKS_PER_DAY;

/// A point in time by the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// Ticks below the second.
    pub ticks: u32,
}

/// `ticks`, if they lie between year 1 and year 9999.
pub fn checked(ticks: i64) -> Option<i64> {
    (0..=MAX).contains(&ticks).then_some(ticks)
}

/// The calendar's view of `ticks`.
pub fn civil(ticks: i64) -> Civil {
    let (year, month, day) = date(ticks.div_euclid(TICKS_PER_DAY));
    let clock = ticks.rem_euclid(TICKS_PER_DAY);
    Civil {
        year,
        month,
        day,
        hour: (clock / TICKS_PER_HOUR) as u32,
        minute: (clock / TICKS_PER_MINUTE % 60) as u32,
        second: (clock / TICKS_PER_SECOND % 60) as u32,
        ticks: (clock % TICKS_PER_SECOND) as u32,
    }
}

/// The ticks of a calendar's view; none where a field is out of its range.
pub fn from_civil(c: &Civil) -> Option<i64> {
    let valid = c.hour < 24 && c.minute < 60 && c.second < 60 && i64::from(c.ticks) < TICKS_PER_SECOND;
    let day = from_date(c.year, c.month, c.day).filter(|_| valid)?;
    let clock = i64::from(c.hour) * TICKS_PER_HOUR
        + i64::from(c.minute) * TICKS_PER_MINUTE
        + i64::from(c.second) * TICKS_PER_SECOND;
    Some(day + clock + i64::from(c.ticks))
}

/// The ticks of the midnight that begins a day; none where there is no such day.
pub fn from_date(year: i32, month: u32, day: u32) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
        return None;
    }
    Some(days_before(year, month, day) * TICKS_PER_DAY)
}

/// The number of days of a month from 1 to 12.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days between 0001-01-01 and a day. The year is taken to begin in March, so that the leap day is its last.
fn days_before(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let month = (i64::from(month) + 9) % 12;
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day) - 1 - 306
}

/// Year, month and day of a number of days after 0001-01-01.
fn date(days: i64) -> (i32, u32, u32) {
    let days = days + 306;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    ((year_of_era + era * 400 + i64::from(month <= 2)) as i32, month as u32, day as u32)
}

/// Kusto's spelling `2026-01-15T00:00:00.0000000Z`.
pub fn format(ticks: i64) -> String {
    let mut out = String::with_capacity(28);
    let _ = write(&mut out, ticks);
    out
}

/// Writes Kusto's spelling, see [`format`].
pub fn write(out: &mut impl fmt::Write, ticks: i64) -> fmt::Result {
    let c = civil(ticks);
    let mut text = *b"0000-00-00T00:00:00.0000000Z";
    let mut put = |at: usize, digits: usize, mut value: u32| {
        for place in text[at..at + digits].iter_mut().rev() {
            *place = b'0' + (value % 10) as u8;
            value /= 10;
        }
    };
    put(0, 4, c.year as u32);
    put(5, 2, c.month);
    put(8, 2, c.day);
    put(11, 2, c.hour);
    put(14, 2, c.minute);
    put(17, 2, c.second);
    put(20, 7, c.ticks);
    out.write_str(std::str::from_utf8(&text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `tolong(…)` and `tostring(…)` of a datetime.
    #[test]
    fn engine_answers() {
        assert_eq!(from_date(2020, 1, 1), Some(637_134_336_000_000_000));
        assert_eq!(from_date(1970, 1, 1), Some(UNIX_EPOCH_TICKS));
        assert_eq!(UNIX_EPOCH_TICKS, 621_355_968_000_000_000);
        assert_eq!(format(MAX), "9999-12-31T23:59:59.9999999Z");
        assert_eq!(format(0), "0001-01-01T00:00:00.0000000Z");
        assert_eq!(format(637_135_310_455_000_000), "2020-01-02T03:04:05.5000000Z");
    }

    #[test]
    fn every_day_there_and_back() {
        let mut expected = (1, 1, 1);
        for day in 0..=MAX / TICKS_PER_DAY {
            assert_eq!(date(day), expected);
            let (year, month, of_month) = expected;
            assert_eq!(days_before(year, month, of_month), day);
            expected = match (month, of_month) {
                (12, 31) => (year + 1, 1, 1),
                (_, last) if last == days_in_month(year, month) => (year, month + 1, 1),
                _ => (year, month, of_month + 1),
            };
        }
        assert_eq!(expected, (10_000, 1, 1));
    }

    #[test]
    fn no_such_moment() {
        let c = civil(MAX);
        assert_eq!(from_civil(&c), Some(MAX));
        for wrong in [
            Civil { year: 10_000, ..c },
            Civil { month: 13, ..c },
            Civil { day: 32, ..c },
            Civil { year: 2021, month: 2, day: 29, ..c },
            Civil { hour: 24, ..c },
            Civil { second: 60, ..c },
            Civil { ticks: 10_000_000, ..c },
        ] {
            assert_eq!(from_civil(&wrong), None);
        }
    }
}
