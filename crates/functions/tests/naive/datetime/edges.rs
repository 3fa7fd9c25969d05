//! Beginnings and ends of days, weeks, months and years.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{chrono, ticks};

const OFFSETS: Pool = Pool::Also(&["0", "1", "-1", "12", "-400", "9998", "100000000"]);

naive! {
    startofday => [Pool::Any, OFFSETS];
    startofweek => [Pool::Any, OFFSETS];
    startofmonth => [Pool::Any, OFFSETS];
    startofyear => [Pool::Any, OFFSETS];
    endofday => [Pool::Any, OFFSETS];
    endofweek => [Pool::Any, OFFSETS];
    endofmonth => [Pool::Any, OFFSETS];
    endofyear => [Pool::Any, OFFSETS];
}

fn by_days(date: NaiveDate, count: i64) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn by_months(date: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

fn day(date: NaiveDate, offset: i64) -> Option<NaiveDate> {
    by_days(date, offset)
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

fn start(row: &Row<'_>, unit: Begin) -> Option<i64> {
    ticks(begin(row, unit, 0)?)
}

fn end(row: &Row<'_>, unit: Begin) -> Option<i64> {
    ticks(begin(row, unit, 1)? - chrono::TimeDelta::nanoseconds(100))
}

fn startofday(row: &Row<'_>) -> Option<i64> {
    start(row, day)
}

fn startofweek(row: &Row<'_>) -> Option<i64> {
    start(row, week)
}

fn startofmonth(row: &Row<'_>) -> Option<i64> {
    start(row, month)
}

fn startofyear(row: &Row<'_>) -> Option<i64> {
    start(row, year)
}

fn endofday(row: &Row<'_>) -> Option<i64> {
    end(row, day)
}

fn endofweek(row: &Row<'_>) -> Option<i64> {
    end(row, week)
}

fn endofmonth(row: &Row<'_>) -> Option<i64> {
    end(row, month)
}

fn endofyear(row: &Row<'_>) -> Option<i64> {
    end(row, year)
}
