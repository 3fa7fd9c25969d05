//! What one dynamic holds, read from its canonical text without a copy.

use std::borrow::Cow;
use std::fmt::Write;

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::{Dynamic, plain_json};
use lurcher_symbols::values::{datetime, guid, real, timespan};
use memchr::memchr;

/// A dynamic's value; arrays and bags as their canonical text.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// The null.
    Null,
    /// A bool.
    Bool(bool),
    /// A whole number.
    Long(i64),
    /// A real.
    Real(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// Ticks since 0001-01-01.
    DateTime(i64),
    /// Ticks.
    TimeSpan(i64),
    /// A guid.
    Guid([u8; 16]),
    /// A decimal.
    Decimal(Decimal),
    /// An array.
    Array(&'a str),
    /// A property bag.
    Bag(&'a str),
}

impl<'a> Cell<'a> {
    /// The value of a canonical text; the null where there is none.
    pub fn of(canonical: Option<&'a str>) -> Self {
        let Some(text) = canonical else { return Cell::Null };
        match text.as_bytes() {
            [b'"', inner @ .., b'"'] if memchr(b'\\', inner).is_none() => {
                Cell::Text(Cow::Borrowed(&text[1..text.len() - 1]))
            }
            [b'"', ..] => Self::scalar(text),
            [b'[', ..] => Cell::Array(text),
            [b'{', ..] => Cell::Bag(text),
            b"true" => Cell::Bool(true),
            b"false" => Cell::Bool(false),
            b"null" | [] => Cell::Null,
            _ => match text.parse() {
                Ok(long) => Cell::Long(long),
                Err(_) => text.parse().map_or(Cell::Null, Cell::Real),
            },
        }
    }

    fn scalar(text: &'a str) -> Self {
        match Dynamic::from_canonical(text) {
            Dynamic::String(s) => Cell::Text(Cow::Owned(s)),
            Dynamic::DateTime(t) => Cell::DateTime(t),
            Dynamic::TimeSpan(t) => Cell::TimeSpan(t),
            Dynamic::Guid(g) => Cell::Guid(g),
            Dynamic::Decimal(d) => Cell::Decimal(d),
            Dynamic::Real(r) => Cell::Real(r),
            _ => Cell::Null,
        }
    }

    /// Writes what `tostring()` gives: strings without quotes, nothing for null, JSON for arrays and bags.
    pub fn write_text(&self, out: &mut String) {
        let _ = match self {
            Cell::Null => Ok(()),
            Cell::Bool(b) => write!(out, "{b}"),
            Cell::Long(i) => write!(out, "{i}"),
            Cell::Real(r) => write_real(out, *r),
            Cell::Text(text) => out.write_str(text),
            Cell::DateTime(t) => datetime::write(out, *t),
            Cell::TimeSpan(t) => timespan::write(out, *t),
            Cell::Guid(g) => out.write_str(&guid::format(g)),
            Cell::Decimal(d) => write!(out, "{d}"),
            Cell::Array(text) | Cell::Bag(text) => out.write_str(&plain_json(text)),
        };
    }

    /// The name that `gettype()` gives.
    pub fn type_name(&self) -> &'static str {
        match self {
            Cell::Null => "null",
            Cell::Bool(_) => "bool",
            Cell::Long(_) => "long",
            Cell::Real(_) => "double",
            Cell::Text(_) => "string",
            Cell::DateTime(_) => "datetime",
            Cell::TimeSpan(_) => "timespan",
            Cell::Guid(_) => "guid",
            Cell::Decimal(_) => "decimal",
            Cell::Array(_) => "array",
            Cell::Bag(_) => "dictionary",
        }
    }
}

/// Writes a real as `tostring()` does, which has its own names for the infinities.
pub fn write_real(out: &mut String, value: f64) -> std::fmt::Result {
    match value {
        f64::INFINITY => out.write_str("inf"),
        f64::NEG_INFINITY => out.write_str("-inf"),
        finite => real::write(out, finite),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        for (text, cell) in [
            ("null", Cell::Null),
            ("true", Cell::Bool(true)),
            ("-9", Cell::Long(-9)),
            ("1.5", Cell::Real(1.5)),
            ("\"a\"", Cell::Text("a".into())),
            ("\"a\\n\"", Cell::Text("a\n".into())),
            ("\"\\u0001t1.00:00:00\"", Cell::TimeSpan(864_000_000_000)),
            ("[1]", Cell::Array("[1]")),
            ("{}", Cell::Bag("{}")),
        ] {
            assert_eq!(Cell::of(Some(text)), cell);
        }
        assert_eq!(Cell::of(None), Cell::Null);
    }
}
