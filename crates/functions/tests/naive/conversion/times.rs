//! Points in time, spans of time, guids.

use lurcher_symbols::Value;
use lurcher_symbols::values::{datetime, timespan};
use uuid::Uuid;

use super::numbers::{scalar, whole_of_decimal};
use crate::driver::Pool;
use crate::naive::{Row, naive};

const TIMES: Pool = Pool::Also(&[
    "2021-02-03",
    "2021-02-03T04:05:06.7891234Z",
    "2021-02-03 04:05:06",
    "not a date",
    "9999-12-31T23:59:59.9999999Z",
    "10000-01-01",
    "2021-02-30",
    "1.02:03:04",
    "00:00:01",
    "5",
    "-1",
    "637500000000000000",
    "3155378975999999999",
    "3155378976000000000",
    "04:05",
    "-1.00:00:00",
]);
const GUIDS: Pool = Pool::Also(&[
    "74be27de-1e4e-49d9-b579-fe0b331d3642",
    "74BE27DE-1E4E-49D9-B579-FE0B331D3642",
    "{74be27de-1e4e-49d9-b579-fe0b331d3642}",
    "74be27de1e4e49d9b579fe0b331d3642",
    "74be27de",
    "",
    "74be27de-1e4e-49d9-b579-fe0b331d364g",
    "(74be27de-1e4e-49d9-b579-fe0b331d3642)",
]);

naive! {
    todatetime => [TIMES];
    totimespan => [TIMES];
    toguid => [GUIDS];
}

/// Ticks that a number is.
fn ticks(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(v) => Some(i64::from(*v)),
        Value::Int(v) => Some(i64::from(*v)),
        Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v) => Some(*v),
        Value::Real(v) => v.is_finite().then_some(*v as i64),
        Value::Decimal(v) => whole_of_decimal(*v),
        _ => None,
    }
}

pub fn todatetime(row: &Row<'_>) -> Option<i64> {
    let ticks = match scalar(row)? {
        Value::String(text) => datetime::parse(&text)?,
        value => ticks(&value)?,
    };
    (0..=crate::spelling::LAST).contains(&ticks).then_some(ticks)
}

pub fn totimespan(row: &Row<'_>) -> Option<i64> {
    match scalar(row)? {
        Value::String(text) => timespan::parse_text(&text),
        value => ticks(&value),
    }
}

fn toguid(row: &Row<'_>) -> Option<[u8; 16]> {
    match scalar(row)? {
        Value::Guid(guid) => Some(guid),
        Value::String(text) => Uuid::parse_str(text.trim()).ok().map(|guid| *guid.as_bytes()),
        _ => None,
    }
}
