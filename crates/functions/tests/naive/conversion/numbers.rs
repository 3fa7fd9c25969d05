//! Bools and numbers. <https://learn.microsoft.com/kusto/query/tolong-function>

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::real;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const SPELLED: Pool = Pool::Also(&[
    "5",
    " -7 ",
    "+4",
    "1e3",
    "007",
    "0X1f",
    "0xFFFFFFFFFFFFFFFF",
    "0xFFFFFFFF",
    "-0x10",
    "5.9",
    "1,000",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "true",
    "False",
    "yes",
    "NaN",
    "inf",
    ".5",
    "5.",
    "1e400",
    "-2147483648",
    "0x",
    "00:00:01",
    "1e-320",
    "1d",
]);

naive! {
    tobool => [SPELLED];
    toint => [SPELLED];
    tolong => [SPELLED];
    toreal => [SPELLED];
    todecimal => [SPELLED];
}

/// The scalar that the argument is, or that its dynamic holds.
pub fn scalar(row: &Row<'_>) -> Option<Value> {
    match &row.values[0] {
        Value::Dynamic(_) => row.dynamic(0).to_scalar(),
        Value::Null(_) => None,
        other => Some(other.clone()),
    }
}

/// A whole number; of a text by its digits, hexadecimal ones behind `0x` being bits.
fn whole(value: &Value, bits: u32) -> Option<i64> {
    match value {
        Value::Bool(v) => Some(i64::from(*v)),
        Value::Int(v) => Some(i64::from(*v)),
        Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v) => Some(*v),
        Value::Decimal(v) => whole_of_decimal(*v),
        Value::String(text) => {
            let text = text.trim();
            if let Some(digits) = text.to_lowercase().strip_prefix("0x") {
                let value = u64::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
                return match bits {
                    32 => u32::try_from(value).ok().map(|value| i64::from(value as i32)),
                    _ => Some(value as i64),
                };
            }
            match bits {
                32 => text.parse::<i32>().ok().map(i64::from),
                _ => text.parse().ok(),
            }
        }
        _ => None,
    }
}

/// A decimal without its fraction, where a long holds it.
pub fn whole_of_decimal(value: Decimal) -> Option<i64> {
    let text = value.to_string();
    match text.split_once('E') {
        Some((_, exponent)) => exponent.starts_with('-').then_some(0),
        None => text.split('.').next()?.parse().ok(),
    }
}

/// A real without its fraction. Beyond the type it is the nearest number; of a constant the least.
fn truncated(value: f64, least: i64, most: i64, constant: bool) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    let number = value.trunc() as i128;
    Some(match i64::try_from(number) {
        Ok(number) if (least..=most).contains(&number) => number,
        _ if constant => least,
        _ if value < 0.0 => least,
        _ => most,
    })
}

fn toint(row: &Row<'_>) -> Option<i64> {
    match scalar(row)? {
        Value::Real(v) => truncated(v, i64::from(i32::MIN), i64::from(i32::MAX), row.constant),
        value => whole(&value, 32),
    }
}

fn tolong(row: &Row<'_>) -> Option<i64> {
    match scalar(row)? {
        Value::Real(v) => truncated(v, i64::MIN, i64::MAX, row.constant),
        value => whole(&value, 64),
    }
}

fn toreal(row: &Row<'_>) -> Option<f64> {
    match scalar(row)? {
        Value::Real(v) => Some(v),
        Value::Decimal(v) => v.to_string().parse().ok(),
        Value::String(text) => real::parse(&text),
        value => whole(&value, 64).map(|v| v as f64),
    }
}

fn tobool(row: &Row<'_>) -> Option<bool> {
    match scalar(row)? {
        Value::Real(v) => Some(v != 0.0),
        Value::Decimal(v) => Some(v.to_string() != "0"),
        Value::String(text) if text.trim().to_lowercase() == "true" => Some(true),
        Value::String(text) if text.trim().to_lowercase() == "false" => Some(false),
        value => whole(&value, 64).map(|v| v != 0),
    }
}

fn todecimal(row: &Row<'_>) -> Value {
    let text = scalar(row).and_then(|value| match value {
        Value::Real(v) => v.is_finite().then(|| format!("{v:e}")),
        Value::Decimal(v) => Some(v.to_string()),
        Value::String(text) => Some(text.to_string()),
        value => whole(&value, 64).map(|v| v.to_string()),
    });
    text.and_then(|text| Decimal::parse(&text)).map_or(Value::Null(ScalarType::Decimal), Value::Decimal)
}
