//! Conversions of values to the scalar types, as `toint()` and its relatives make them.

use arrow::datatypes::{Float64Type, Int32Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, Expr};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::timespan::{TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
use lurcher_symbols::values::{datetime, guid, real, timespan};

use super::{Call, Cell, bools, decimals, dynamics, guids, numbers, texts};
use crate::Lowering;

/// What a real that does not fit becomes. The engine folds constants by another path than it computes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// Over rows: the nearest number of the type.
    Saturate,
    /// Where all arguments are constants: the least number of the type.
    Least,
}

/// The argument itself, where a conversion is asked for the type that it has.
pub fn unchanged(call: &Lowering<'_>) -> Result<Option<Expr>> {
    Ok((call.types[0] == call.result).then(|| call.args[0].clone()))
}

impl Overflow {
    /// What the engine does in a call.
    pub fn of(call: &Call<'_>) -> Self {
        let constant = call.args.iter().all(|a| matches!(a, ColumnarValue::Scalar(_)));
        if constant { Overflow::Least } else { Overflow::Saturate }
    }
}

/// A long; a datetime's and a timespan's ticks, strings of digits or of `0x` and hexadecimal digits.
pub fn to_long(cell: &Cell<'_>, overflow: Overflow) -> Option<i64> {
    match cell {
        Cell::Real(r) => real_to_long(*r, overflow),
        Cell::Text(text) => parse_long(text),
        other => whole(other),
    }
}

/// An int: whole numbers wrap around, strings out of range are none.
pub fn to_int(cell: &Cell<'_>, overflow: Overflow) -> Option<i32> {
    match cell {
        Cell::Real(r) => real_to_int(*r, overflow),
        Cell::Text(text) => parse_int(text),
        other => whole(other).map(|i| i as i32),
    }
}

fn whole(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Bool(b) => Some(i64::from(*b)),
        Cell::Long(i) | Cell::DateTime(i) | Cell::TimeSpan(i) => Some(*i),
        Cell::Decimal(d) => d.to_long(),
        _ => None,
    }
}

/// A real as a long, its fraction dropped.
pub fn real_to_long(value: f64, overflow: Overflow) -> Option<i64> {
    // i64::MAX as a real is one too many.
    let fits = value >= i64::MIN as f64 && value < i64::MAX as f64;
    match overflow {
        _ if value.is_nan() => None,
        Overflow::Least if !fits => Some(i64::MIN),
        _ => Some(value as i64),
    }
}

/// A real as an int, its fraction dropped.
pub fn real_to_int(value: f64, overflow: Overflow) -> Option<i32> {
    let fits = value.trunc() >= f64::from(i32::MIN) && value.trunc() <= f64::from(i32::MAX);
    match overflow {
        _ if value.is_nan() => None,
        Overflow::Least if !fits => Some(i32::MIN),
        _ => Some(value as i32),
    }
}

/// The long that a string spells.
pub fn parse_long(text: &str) -> Option<i64> {
    let text = text.trim();
    match hexadecimal(text) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|bits| bits as i64),
        None => text.parse().ok(),
    }
}

/// The int that a string spells.
pub fn parse_int(text: &str) -> Option<i32> {
    let text = text.trim();
    match hexadecimal(text) {
        Some(digits) => u32::from_str_radix(digits, 16).ok().map(|bits| bits as i32),
        None => text.parse().ok(),
    }
}

fn hexadecimal(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(digits)
}

/// A real.
pub fn to_real(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Real(r) => Some(*r),
        Cell::Text(text) => real::parse(text),
        Cell::Decimal(d) => Some(d.to_real()),
        other => whole(other).map(|i| i as f64),
    }
}

/// A bool: whether a number is not zero; strings of `true`, `false` or a whole number.
pub fn to_bool(cell: &Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Bool(b) => Some(*b),
        Cell::Real(r) => Some(*r != 0.0),
        Cell::Decimal(d) => Some(!d.is_zero()),
        Cell::Text(text) => match text.trim() {
            t if t.eq_ignore_ascii_case("true") => Some(true),
            t if t.eq_ignore_ascii_case("false") => Some(false),
            t => parse_long(t).map(|i| i != 0),
        },
        other => whole(other).map(|i| i != 0),
    }
}

/// A decimal.
pub fn to_decimal(cell: &Cell<'_>) -> Option<Decimal> {
    match cell {
        Cell::Decimal(d) => Some(*d),
        Cell::Real(r) => Decimal::from_real(*r),
        Cell::Text(text) => Decimal::parse(text),
        other => whole(other).map(Decimal::from_long),
    }
}

/// A datetime: numbers are ticks.
pub fn to_datetime(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Text(text) => datetime::parse(text),
        other => ticks(other).and_then(datetime::checked),
    }
}

/// A timespan: numbers are ticks.
pub fn to_timespan(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Text(text) => timespan::parse_text(text),
        other => ticks(other),
    }
}

fn ticks(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Real(r) if r.is_infinite() => None,
        Cell::Real(r) => real_to_long(*r, Overflow::Saturate),
        other => whole(other),
    }
}

/// The ticks of a number of seconds from 0 to below 60.
pub fn seconds_to_ticks(cell: &Cell<'_>) -> Option<i64> {
    let seconds = to_real(cell)?;
    // Reals carry no exact tenths: 59.9999999 s are 599999999 ticks.
    let ticks = (seconds * TICKS_PER_SECOND as f64).round();
    (0.0..60.0).contains(&seconds).then_some(ticks as i64)
}

/// Hours, minutes and the ticks of the seconds within a day.
pub fn clock_ticks(hours: i64, minutes: i64, seconds: i64) -> Option<i64> {
    let fits = (0..24).contains(&hours) && (0..60).contains(&minutes);
    fits.then(|| hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE + seconds)
}

/// The datetime of a number of units since 1970-01-01; a unit is `ticks / divisor` ticks.
pub fn unix_time(cell: &Cell<'_>, ticks: i64, divisor: i64) -> Option<i64> {
    let since = match cell {
        Cell::Long(number) => number.checked_mul(ticks)?.div_euclid(divisor),
        other => real_to_long(to_real(other)? * ticks as f64 / divisor as f64, Overflow::Saturate)?,
    };
    datetime::checked(datetime::UNIX_EPOCH_TICKS.checked_add(since)?)
}

/// A column of dynamics (canonical JSON) as a column of another type.
pub fn cast<'a>(ty: ScalarType, rows: usize, value: impl Fn(usize) -> Option<&'a str>) -> Result<ColumnarValue> {
    let cell = |row: usize| Cell::of(value(row));
    match ty {
        ScalarType::Bool => bools(rows, |row| to_bool(&cell(row))),
        ScalarType::Int => numbers::<Int32Type>(rows, |row| to_int(&cell(row), Overflow::Saturate)),
        ScalarType::Long => numbers::<Int64Type>(rows, |row| to_long(&cell(row), Overflow::Saturate)),
        ScalarType::Real => numbers::<Float64Type>(rows, |row| to_real(&cell(row))),
        ScalarType::Decimal => decimals(rows, |row| to_decimal(&cell(row))),
        ScalarType::String => texts(rows, |row, out| cell(row).write_text(out)),
        ScalarType::DateTime => numbers::<Int64Type>(rows, |row| to_datetime(&cell(row))),
        ScalarType::TimeSpan => numbers::<Int64Type>(rows, |row| to_timespan(&cell(row))),
        ScalarType::Guid => guids(rows, |row| to_guid(&cell(row))),
        ScalarType::Dynamic => dynamics(rows, |row, out| {
            out.push_str(value(row).unwrap_or_default());
            !matches!(cell(row), Cell::Null)
        }),
    }
}

/// A guid.
pub fn to_guid(cell: &Cell<'_>) -> Option<[u8; 16]> {
    match cell {
        Cell::Guid(g) => Some(*g),
        Cell::Text(text) => guid::parse(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `toint()`, `tolong()` and `todouble()`.
    #[test]
    fn numbers() {
        for (text, int, long) in [
            ("5", Some(5), Some(5)),
            ("5.9", None, None),
            (" -7 ", Some(-7), Some(-7)),
            ("+4", Some(4), Some(4)),
            ("1e3", None, None),
            ("007", Some(7), Some(7)),
            ("0X1f", Some(31), Some(31)),
            ("-0x10", None, None),
            ("0xG", None, None),
            ("0xFFFFFFFFFFFFFFFF", None, Some(-1)),
            ("2147483648", None, Some(2_147_483_648)),
            ("9223372036854775808", None, None),
            ("1,000", None, None),
            ("", None, None),
        ] {
            assert_eq!(parse_int(text), int, "{text}");
            assert_eq!(parse_long(text), long, "{text}");
        }
        assert_eq!(to_int(&Cell::Long(9_999_999_999), Overflow::Saturate), Some(1_410_065_407));
        assert_eq!(to_int(&Cell::Real(1e10), Overflow::Saturate), Some(i32::MAX));
        assert_eq!(to_int(&Cell::Real(1e10), Overflow::Least), Some(i32::MIN));
        assert_eq!(to_int(&Cell::Real(-2.5), Overflow::Least), Some(-2));
        assert_eq!(to_long(&Cell::Real(i64::MAX as f64), Overflow::Least), Some(i64::MIN));
        assert_eq!(to_long(&Cell::Real(f64::NAN), Overflow::Saturate), None);
        assert_eq!(to_long(&Cell::TimeSpan(864_000_000_000), Overflow::Saturate), Some(864_000_000_000));
        assert_eq!(to_int(&Cell::TimeSpan(864_000_000_000), Overflow::Saturate), Some(711_573_504));
    }

    /// Answers of the engine to `tobool()`.
    #[test]
    fn bools() {
        for (text, bool) in [
            ("true", Some(true)),
            ("True", Some(true)),
            ("1", Some(true)),
            ("0", Some(false)),
            ("-1", Some(true)),
            ("0x10", Some(true)),
            ("yes", None),
            ("3.14", None),
            ("", None),
        ] {
            assert_eq!(to_bool(&Cell::Text(text.into())), bool, "{text}");
        }
        assert_eq!(to_bool(&Cell::Real(0.5)), Some(true));
    }

    /// Answers of the engine to `totimespan()`.
    #[test]
    fn timespans() {
        assert_eq!(to_timespan(&Cell::Long(1230)), Some(1230));
        assert_eq!(to_timespan(&Cell::Real(20.5)), Some(20));
        assert_eq!(to_timespan(&Cell::Real(f64::INFINITY)), None);
        assert_eq!(to_timespan(&Cell::Bool(true)), Some(1));
        assert_eq!(to_timespan(&Cell::Text("10".into())), None);
        assert_eq!(to_timespan(&Cell::Guid([0; 16])), None);
        assert_eq!(to_timespan(&Cell::Array("[1]")), None);
    }
}
