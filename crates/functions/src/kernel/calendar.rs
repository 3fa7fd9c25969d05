//! Calendar arithmetic on ticks since 0001-01-01. What leaves the years 1 to 9999 is none.

use lurcher_symbols::values::datetime::{Civil, MAX, checked, civil, days_in_month, from_civil, from_date};
use lurcher_symbols::values::timespan::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};

/// A unit that time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Years.
    Year,
    /// Three months.
    Quarter,
    /// Months.
    Month,
    /// Seven days from Sunday on.
    Week,
    /// A fixed number of ticks.
    Ticks(i64),
    /// Nanoseconds: 100 to the tick.
    Nanosecond,
}

impl Period {
    /// What periods are called.
    pub const NAMES: &'static [&'static str] = &[
        "year",
        "quarter",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "microsecond",
        "nanosecond",
    ];

    /// The period of a name in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Period::Year,
            "quarter" => Period::Quarter,
            "month" => Period::Month,
            "week" => Period::Week,
            "day" => Period::Ticks(TICKS_PER_DAY),
            "hour" => Period::Ticks(TICKS_PER_HOUR),
            "minute" => Period::Ticks(TICKS_PER_MINUTE),
            "second" => Period::Ticks(TICKS_PER_SECOND),
            "millisecond" => Period::Ticks(TICKS_PER_MILLISECOND),
            "microsecond" => Period::Ticks(TICKS_PER_MICROSECOND),
            "nanosecond" => Period::Nanosecond,
            _ => return None,
        })
    }

    /// The start of the period that holds `ticks`, moved by `offset` periods.
    pub fn start(self, ticks: i64, offset: i64) -> Option<i64> {
        checked(self.boundary(ticks, offset)?)
    }

    /// The last tick of the period that holds `ticks`, moved by `offset` periods.
    pub fn end(self, ticks: i64, offset: i64) -> Option<i64> {
        checked(self.boundary(ticks, offset.checked_add(1)?)?.checked_sub(1)?)
    }

    /// As [`Self::start`], up to the first tick after year 9999.
    fn boundary(self, ticks: i64, offset: i64) -> Option<i64> {
        let months = |count: i64| month_start((month_index(ticks) / count).checked_add(offset)?.checked_mul(count)?);
        match self {
            Period::Year => months(12),
            Period::Quarter => months(3),
            Period::Month => months(1),
            Period::Week => {
                let sunday = ticks.div_euclid(TICKS_PER_DAY) - i64::from(weekday(ticks));
                sunday.checked_add(offset.checked_mul(7)?)?.checked_mul(TICKS_PER_DAY)
            }
            Period::Ticks(size) => ticks.div_euclid(size).checked_add(offset)?.checked_mul(size),
            Period::Nanosecond => ticks.checked_add(offset / 100),
        }
    }

    /// `ticks` moved by `count` periods; a day that the month lacks becomes its last.
    pub fn add(self, ticks: i64, count: i64) -> Option<i64> {
        let months = |size: i64| add_months(ticks, count.checked_mul(size)?);
        let moved = |by: Option<i64>| checked(ticks.checked_add(by?)?);
        match self {
            Period::Year => months(12),
            Period::Quarter => months(3),
            Period::Month => months(1),
            Period::Week => moved(count.checked_mul(7 * TICKS_PER_DAY)),
            Period::Ticks(size) => moved(count.checked_mul(size)),
            Period::Nanosecond => moved(Some(count / 100)),
        }
    }

    /// How many beginnings of a period lie between `from` and `to`.
    pub fn between(self, from: i64, to: i64) -> Option<i64> {
        let index = |ticks: i64| match self {
            Period::Year => month_index(ticks) / 12,
            Period::Quarter => month_index(ticks) / 3,
            Period::Month => month_index(ticks),
            Period::Week => (ticks.div_euclid(TICKS_PER_DAY) + 1).div_euclid(7),
            Period::Ticks(size) => ticks.div_euclid(size),
            Period::Nanosecond => ticks,
        };
        let difference = index(to) - index(from);
        if self == Period::Nanosecond { difference.checked_mul(100) } else { Some(difference) }
    }
}

/// Months since January of year 0.
fn month_index(ticks: i64) -> i64 {
    let c = civil(ticks);
    i64::from(c.year) * 12 + i64::from(c.month) - 1
}

fn month_start(index: i64) -> Option<i64> {
    const AFTER_ALL: i64 = 10_000 * 12;
    if index == AFTER_ALL {
        return Some(MAX + 1);
    }
    from_date(i32::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) as u32 + 1, 1)
}

fn add_months(ticks: i64, count: i64) -> Option<i64> {
    let index = month_index(ticks).checked_add(count)?;
    let (year, month) = (i32::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) as u32 + 1);
    let c = civil(ticks);
    from_civil(&Civil { year, month, day: c.day.min(days_in_month(year, month)), ..c })
}

/// Days since Sunday. 0001-01-01 was a Monday.
pub fn weekday(ticks: i64) -> u32 {
    (ticks.div_euclid(TICKS_PER_DAY) + 1).rem_euclid(7) as u32
}

/// The day of the year, from 1.
pub fn day_of_year(ticks: i64) -> Option<i32> {
    let first = from_date(civil(ticks).year, 1, 1)?;
    i32::try_from((ticks - first) / TICKS_PER_DAY + 1).ok()
}

/// The number of the week by ISO 8601.
pub fn week_of_year(ticks: i64) -> Option<i32> {
    // The week belongs to the year that its Thursday lies in. 0001-01-01 was a Monday.
    let monday = ticks.div_euclid(TICKS_PER_DAY).div_euclid(7) * 7;
    let thursday = (monday + 3) * TICKS_PER_DAY;
    match checked(thursday) {
        Some(thursday) => Some((day_of_year(thursday)? - 1) / 7 + 1),
        None => Some(52),
    }
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::datetime::{format, parse};

    use super::*;

    fn at(text: &str) -> i64 {
        parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    /// Answers of the engine.
    #[test]
    fn starts_and_ends() {
        let day = Period::Ticks(TICKS_PER_DAY);
        assert_eq!(Period::Week.start(at("2020-01-05 12:00"), 0), Some(at("2020-01-05")));
        assert_eq!(Period::Week.end(at("2020-06-15 13:45"), 0), Some(at("2020-06-20 23:59:59.9999999")));
        assert_eq!(Period::Month.start(at("2020-06-15"), -1), Some(at("2020-05-01")));
        assert_eq!(Period::Month.end(at("2020-02-28 23:59:59.9999999"), 0), Some(at("2020-02-29 23:59:59.9999999")));
        assert_eq!(Period::Year.end(at("2017-01-01 10:10:17"), -1), Some(at("2016-12-31 23:59:59.9999999")));
        assert_eq!(day.start(at("0001-01-02"), -1), Some(0));
        assert_eq!(day.start(at("0001-01-01"), -1), None);
        assert_eq!(Period::Year.end(MAX, 0), Some(MAX));
        assert_eq!(Period::Week.end(MAX, 0), None);
    }

    /// Answers of the engine.
    #[test]
    fn additions() {
        for (period, count, from, to) in [
            ("quarter", -5, "2020-05-31", Some("2019-02-28")),
            ("week", -53, "2021-03-15 12:00", Some("2020-03-09 12:00")),
            ("day", -1, "0001-01-01 12:00", None),
            ("hour", 100_000, "2020-01-01", Some("2031-05-29 16:00")),
            ("month", 1, "2020-01-31 23:59:59.9999999", Some("2020-02-29 23:59:59.9999999")),
            ("year", 1, "2020-02-29", Some("2021-02-28")),
            ("quarter", 1, "2020-11-30", Some("2021-02-28")),
        ] {
            let result = Period::parse(period).and_then(|p| p.add(at(from), count));
            assert_eq!(result.map(format), to.map(|t| format(at(t))), "{period} {count} {from}");
        }
    }

    /// Answers of the engine, and the examples of `datetime_diff()`.
    #[test]
    fn differences() {
        for (period, to, from, count) in [
            ("year", "2020-12-31", "2021-01-01", -1),
            ("year", "2017-01-01", "2000-12-31", 17),
            ("quarter", "2017-07-01", "2017-03-30", 2),
            ("month", "2020-01-31", "2020-02-01", -1),
            ("week", "2017-10-29 00:00", "2017-09-30 23:59", 5),
            ("week", "2020-01-15", "2020-01-01", 2),
            ("day", "2020-01-01 23:00", "2020-01-01 01:00", 0),
            ("hour", "2017-10-31 01:00", "2017-10-30 23:59", 2),
            ("minute", "2017-10-30 23:05:01", "2017-10-30 23:00:59", 5),
            ("second", "2017-10-30 23:00:10.100", "2017-10-30 23:00:00.900", 10),
            ("millisecond", "2017-10-30 23:00:00.200100", "2017-10-30 23:00:00.100900", 100),
            ("microsecond", "2017-10-30 23:00:00.1009001", "2017-10-30 23:00:00.1008009", 100),
            ("nanosecond", "2017-10-30 23:00:00.0000000", "2017-10-30 23:00:00.0000007", -700),
        ] {
            assert_eq!(Period::parse(period).and_then(|p| p.between(at(from), at(to))), Some(count), "{period} {to}");
        }
    }

    /// Answers of the engine.
    #[test]
    fn weeks() {
        for (date, week) in [
            ("2015-12-31", 53),
            ("2016-01-01", 53),
            ("2018-12-31", 1),
            ("2019-01-01", 1),
            ("2023-01-01", 52),
            ("2007-01-01", 1),
        ] {
            assert_eq!(week_of_year(at(date)), Some(week), "{date}");
        }
        assert_eq!(day_of_year(at("2020-12-31")), Some(366));
    }
}
