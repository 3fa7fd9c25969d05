//! Beginnings and ends of days, weeks, months and years.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{chrono, ticks};

const OFFSETS: Pool = Pool::Also(&["0", "1", "-1", "12", "-400", "9998", "100000000"]);

/// The beginning of a unit of time, so many units on; an end is a tick before the beginning of the next one.
macro_rules! edges {
    ($($start:ident, $end:ident => $unit:ident;)*) => {
        naive! {
            $($start => [Pool::Any, OFFSETS]; $end => [Pool::Any, OFFSETS];)*
        }

        $(
            fn $start(row: &Row<'_>) -> Option<i64> {
                ticks(begin(row, $unit, 0)?)
            }

            fn $end(row: &Row<'_>) -> Option<i64> {
                ticks(begin(row, $unit, 1)? - chrono::TimeDelta::nanoseconds(100))
            }
        )*
    };
}

edges! {
    startofday, endofday => by_days;
    startofweek, endofweek => week;
    startofmonth, endofmonth => month;
    startofyear, endofyear => year;
}

fn by_days(date: NaiveDate, count: i64) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn by_months(date: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

fn week(date: NaiveDate, offset: i64) -> Option<NaiveDate> {
    by_days(date, offset.checked_mul(7)? - i64::from(date.weekday().num_days_from_sunday()))
}

fn month(date: NaiveDate, offset: i64) -> Option<NaiveDate> {
    by_months(date.with_day(1)?, offset)
}

fn year(date: NaiveDate, offset: i64) -> Option<NaiveDate> {
    by_months(date.with_ordinal(1)?, offset.checked_mul(12)?)
}

type Begin = fn(NaiveDate, i64) -> Option<NaiveDate>;

fn begin(row: &Row<'_>, begin: Begin, later: i64) -> Option<DateTime<Utc>> {
    let date = chrono(row.long(0)?).date_naive();
    Some(begin(date, row.long_or(1, 0)?.checked_add(later)?)?.and_time(NaiveTime::MIN).and_utc())
}
