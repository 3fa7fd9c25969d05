//! How values are spelled as strings. <https://learn.microsoft.com/kusto/query/tostring-function>

use chrono::{DateTime, Utc};
use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::{Dynamic, plain_json};
use lurcher_symbols::values::real;
use uuid::Uuid;

/// Ticks of a day.
pub const DAY: i64 = 864_000_000_000;

/// Ticks of a second.
pub const SECOND: i64 = 10_000_000;

/// The last tick of the year 9999.
pub const LAST: i64 = 3_155_378_975_999_999_999;

/// Seconds from 0001-01-01 to 1970-01-01.
const UNIX: i64 = 62_135_596_800;

/// What `tostring()` gives for a value; nothing for a null.
pub fn spell(value: &Value) -> String {
    match value {
        Value::Null(_) => String::new(),
        Value::Bool(v) => if *v { "True" } else { "False" }.to_owned(),
        Value::Int(v) => v.to_string(),
        Value::Long(v) => v.to_string(),
        Value::Real(v) => real::tostring(*v),
        Value::Decimal(v) => v.to_string(),
        Value::String(v) => v.to_string(),
        Value::DateTime(v) => spell_time(*v),
        Value::TimeSpan(v) => spell_span(*v),
        Value::Guid(v) => Uuid::from_bytes(*v).to_string(),
        Value::Dynamic(v) => spell_dynamic(&Dynamic::from_canonical(v)),
    }
}

/// As [`spell`], of what is inside of a dynamic.
pub fn spell_dynamic(value: &Dynamic) -> String {
    match value {
        Dynamic::Bool(v) => v.to_string(),
        Dynamic::Array(_) | Dynamic::Bag(_) => plain_json(&value.canonical()).into_owned(),
        scalar => scalar.to_scalar().map_or_else(String::new, |value| spell(&value)),
    }
}

/// A point in time by chrono.
pub fn chrono(ticks: i64) -> DateTime<Utc> {
    let seconds = ticks.div_euclid(SECOND) - UNIX;
    DateTime::from_timestamp(seconds, ticks.rem_euclid(SECOND) as u32 * 100).expect("a point in time")
}

/// The ticks of a point in time; none outside of the years 1 to 9999.
pub fn ticks(time: DateTime<Utc>) -> Option<i64> {
    let ticks =
        i128::from(time.timestamp() + UNIX) * i128::from(SECOND) + i128::from(time.timestamp_subsec_nanos() / 100);
    (0..=LAST.into()).contains(&ticks).then_some(ticks as i64)
}

fn spell_time(ticks: i64) -> String {
    format!("{}.{:07}Z", chrono(ticks).format("%Y-%m-%dT%H:%M:%S"), ticks % SECOND)
}

fn spell_span(ticks: i64) -> String {
    let size = ticks.unsigned_abs();
    let (days, rest) = (size / DAY as u64, size % DAY as u64);
    let (seconds, fraction) = (rest / SECOND as u64, rest % SECOND as u64);
    let mut text = String::new();
    if ticks < 0 {
        text += "-";
    }
    if days > 0 {
        text += &format!("{days}.");
    }
    text += &format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if fraction > 0 {
        text += &format!(".{fraction:07}");
    }
    text
}
