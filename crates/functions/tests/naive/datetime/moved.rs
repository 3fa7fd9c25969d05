//! Points in time moved by periods, and how close they are.

use chrono::Months;
use lurcher_symbols::{ScalarType, Value};

use super::parts::PERIODS;
use crate::driver::{Pool, promote};
use crate::naive::{Row, naive};
use crate::spelling::{DAY, SECOND, chrono, ticks};

naive! {
    datetime_add => [PERIODS, Pool::Also(&["1", "-1", "12", "-13", "100", "-5000", "99999"]), Pool::Any];
    around if go_together;
}

fn datetime_add(row: &Row<'_>) -> Option<i64> {
    let (count, from) = (row.long(1)?, row.long(2)?);
    let months = |size: i64| {
        let count = count.checked_mul(size)?;
        let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
        let time = chrono(from);
        ticks(if count < 0 { time.checked_sub_months(months)? } else { time.checked_add_months(months)? })
    };
    let fixed = |size: i64| {
        let moved = i128::from(from) + i128::from(count) * i128::from(size);
        i64::try_from(moved).ok().filter(|moved| (0..=crate::spelling::LAST).contains(moved))
    };
    match row.text(0).to_lowercase().as_str() {
        "year" => months(12),
        "quarter" => months(3),
        "month" => months(1),
        "week" => fixed(7 * DAY),
        "day" => fixed(DAY),
        "hour" => fixed(DAY / 24),
        "minute" => fixed(60 * SECOND),
        "second" => fixed(SECOND),
        "millisecond" => fixed(SECOND / 1000),
        "microsecond" => fixed(10),
        _ => i64::try_from(i128::from(from) + i128::from(count / 100))
            .ok()
            .filter(|t| (0..=crate::spelling::LAST).contains(t)),
    }
}

fn go_together(types: &[ScalarType]) -> bool {
    use ScalarType::{DateTime, TimeSpan};
    types.iter().all(|ty| ty.is_numeric())
        || matches!(types, [DateTime, DateTime, TimeSpan] | [TimeSpan, TimeSpan, TimeSpan])
}

/// Whether a value is no further from a center than a delta: all three numbers or timespans, or two points in time and
/// a timespan.
fn around(row: &Row<'_>) -> Option<bool> {
    if row.types.contains(&ScalarType::Decimal) {
        let decimal = |i: usize| match promote(&row.values[i], ScalarType::Decimal) {
            Value::Decimal(v) => Some(v),
            _ => None,
        };
        let (value, center, delta) = (decimal(0)?, decimal(1)?, decimal(2)?);
        return Some(value >= center.checked_sub(delta)? && value <= center.checked_add(delta)?);
    }
    if row.types[0].is_numeric() {
        let (value, center, delta) = (row.real(0)?, row.real(1)?, row.real(2)?);
        return Some(value >= center - delta && value <= center + delta);
    }
    let (value, center, delta) = (i128::from(row.long(0)?), i128::from(row.long(1)?), i128::from(row.long(2)?));
    Some(value >= center - delta && value <= center + delta)
}
