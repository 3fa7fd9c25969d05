//! Parts of points in time, and what lies between two.

use chrono::{DateTime, Datelike, Timelike, Utc};
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::{DAY, LAST, SECOND, chrono};

const PARTS: Pool = Pool::Only(&[
    "year",
    "Quarter",
    "month",
    "week_of_year",
    "day",
    "dayOfYear",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
]);

/// What spans of the calendar are counted in.
pub(super) const PERIODS: Pool = Pool::Only(&[
    "year",
    "Quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
]);

naive! {
    datetime_part => [PARTS, Pool::Any];
    datetime_diff => [PERIODS, Pool::Any];
    dayofmonth;
    dayofweek;
    dayofyear;
    getmonth;
    getyear;
    hourofday;
    monthofyear;
    week_of_year;
}

fn time(row: &Row<'_>, i: usize) -> Option<DateTime<Utc>> {
    row.long(i).map(chrono)
}

fn datetime_part(row: &Row<'_>) -> Option<i64> {
    let time = time(row, 1)?;
    Some(i64::from(match row.text(0).to_lowercase().as_str() {
        "year" => time.year() as u32,
        "quarter" => time.month0() / 3 + 1,
        "month" => time.month(),
        "week_of_year" => time.iso_week().week(),
        "day" => time.day(),
        "dayofyear" => time.ordinal(),
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => time.nanosecond() / 1_000_000,
        "microsecond" => time.nanosecond() / 1_000,
        _ => time.nanosecond(),
    }))
}

/// How many beginnings of a period are passed; weeks are reals.
fn datetime_diff(row: &Row<'_>) -> Value {
    let (Some(a), Some(b)) = (row.long(1), row.long(2)) else { return Value::Null(row.result) };
    let number = |ticks: i64| -> i128 {
        let date = chrono(ticks);
        let year = i128::from(date.year());
        let per = |size: i64| i128::from(ticks.div_euclid(size));
        match row.text(0).to_lowercase().as_str() {
            "year" => year,
            "quarter" => year * 4 + i128::from(date.month0() / 3),
            "month" => year * 12 + i128::from(date.month0()),
            // 0001-01-01 was a Monday, weeks begin on Sundays.
            "week" => (i128::from(ticks / DAY) + 1) / 7,
            "day" => per(DAY),
            "hour" => per(DAY / 24),
            "minute" => per(60 * SECOND),
            "second" => per(SECOND),
            "millisecond" => per(SECOND / 1000),
            "microsecond" => per(10),
            _ => i128::from(ticks) * 100,
        }
    };
    match i64::try_from(number(a) - number(b)) {
        Ok(difference) if row.result == ScalarType::Real => Value::Real(difference as f64),
        Ok(difference) => Value::Long(difference),
        Err(_) => Value::Null(row.result),
    }
}

fn dayofmonth(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.day()))
}

/// The days since Sunday; none in the last week of the year 9999, which ends in 10000.
fn dayofweek(row: &Row<'_>) -> Option<i64> {
    let days = i64::from(time(row, 0)?.weekday().num_days_from_sunday());
    (row.long(0)? / DAY - days + 6 < LAST / DAY).then_some(days * DAY)
}

fn dayofyear(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.ordinal()))
}

fn getmonth(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.month()))
}

fn getyear(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.year()))
}

fn hourofday(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.hour()))
}

fn monthofyear(row: &Row<'_>) -> Option<i64> {
    getmonth(row)
}

fn week_of_year(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(time(row, 0)?.iso_week().week()))
}
