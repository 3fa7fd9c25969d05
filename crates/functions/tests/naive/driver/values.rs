//! Random values of a type: nulls, extremes, Unicode, and what a pool names.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{ScalarType, Value};

use super::random::Random;

/// Values that are interesting for an argument, as texts that are read as the argument's type.
#[derive(Debug, Clone, Copy)]
pub enum Pool {
    /// No more than what is interesting for the type.
    Any,
    /// These, and those that are interesting for the type.
    Also(&'static [&'static str]),
    /// These alone.
    Only(&'static [&'static str]),
}

const LONGS: &[i64] =
    &[0, 1, -1, 2, 3, 5, 10, -7, 63, 64, 100, 255, 256, 1000, -1000, i64::MAX, i64::MIN, i64::MAX - 1];
const INTS: &[i32] = &[0, 1, -1, 2, 3, 7, -5, 31, 32, 100, 65_536, i32::MAX, i32::MIN];
const REALS: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0.1,
    1e-7,
    3.7,
    1e15,
    1e16,
    1e300,
    -1e300,
    5e-324,
    f64::MAX,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    9.223372036854776e18,
    100.0,
    1234.5678,
];
const DECIMALS: &[&str] = &["0", "1", "-1", "0.5", "-2.5", "123.456", "1e-18", "100", "99999999.99", "-0.000001", "7"];
const TEXTS: &[&str] = &[
    "",
    "",
    "a",
    "A",
    "b",
    "abc",
    "ABC",
    "aBc abc",
    "é",
    "É",
    "ß",
    "İ",
    "ﬁ",
    "Σς",
    "😀",
    "a😀b",
    "e\u{301}",
    "日本語",
    " ",
    "\t a \r\n",
    "0",
    "1",
    "-1",
    "1.5",
    "0x1F",
    "true",
    "False",
    "null",
    "2021-02-03",
    "1.02:03:04",
    "10.0.0.1",
    "a,b,,c",
    "ab.ab",
    "%41%zz+",
    "\u{1}d",
    "\"quoted\"",
    "back\\slash",
    "{\"a\":1}",
    "[1,2]",
    "abcabcabcabcabcabc",
    "The quick brown fox jumps over the lazy dog",
    "a_b-c d",
    "x=1&y=2",
];
const PIECES: &[&str] = &["a", "b", "A", "B", "c", "1", "2", " ", ".", "-", "é", "É", "😀", ",", "ab", "ß", "\n", "_"];
const DATES: &[&str] = &[
    "0001-01-01",
    "0001-01-01T00:00:00.0000001Z",
    "0001-03-01",
    "1582-10-15",
    "1900-02-28",
    "1969-12-31T23:59:59.9999999Z",
    "1970-01-01",
    "2000-02-29",
    "2016-12-31T23:59:59Z",
    "2020-02-29T12:30:45.1234567Z",
    "2021-01-01",
    "2021-01-03",
    "2023-03-26T01:30:00Z",
    "2023-10-29T01:30:00Z",
    "2024-02-29",
    "2024-12-30",
    "2026-11-30T21:00:00Z",
    "2100-02-28",
    "9999-12-30",
    "9999-12-31",
    "9999-12-31T23:59:59.9999999Z",
];
const SPANS: &[&str] =
    &["0", "1tick", "1s", "1m", "1h", "1d", "7d", "365d", "1.02:03:04.5678901", "23:59:59.9999999", "10ms", "36h"];

/// A value of a type: of every ten one is a null (or an empty string).
pub fn value(random: &mut Random, ty: ScalarType, pool: Pool) -> Value {
    match pool {
        Pool::Only(texts) => return read(random.pick(texts), ty),
        _ if random.happens(10) => return Value::missing(ty),
        Pool::Also(texts) if random.happens(75) => return read(random.pick(texts), ty),
        Pool::Any | Pool::Also(_) => {}
    }
    match ty {
        ScalarType::Bool => Value::Bool(random.happens(50)),
        ScalarType::Int if random.happens(50) => Value::Int(random.pick(INTS)),
        ScalarType::Int => Value::Int(random.below(200) as i32 - 100),
        ScalarType::Long => Value::Long(long(random)),
        ScalarType::Real => Value::Real(number(random)),
        ScalarType::Decimal => read(random.pick(DECIMALS), ty),
        ScalarType::String => Value::String(text(random).into()),
        ScalarType::DateTime if random.happens(60) => read(random.pick(DATES), ty),
        ScalarType::DateTime => Value::DateTime((random.bits() % crate::spelling::LAST as u64) as i64),
        ScalarType::TimeSpan => Value::TimeSpan(span(random)),
        ScalarType::Guid => Value::Guid(((random.bits() as u128) << 64 | random.bits() as u128).to_be_bytes()),
        ScalarType::Dynamic => dynamic(random, 3).to_value(),
    }
}

/// The value that a pool's text is in a type; nothing where it is none.
fn read(text: &str, ty: ScalarType) -> Value {
    let value = match ty {
        ScalarType::Bool => text.parse().ok().map(Value::Bool),
        ScalarType::Int => text.parse().ok().map(Value::Int),
        ScalarType::Long => text.parse().ok().map(Value::Long),
        ScalarType::Real => real::parse(text).map(Value::Real),
        ScalarType::Decimal => Decimal::parse(text).map(Value::Decimal),
        ScalarType::String => Some(Value::String(text.into())),
        ScalarType::DateTime => datetime::parse(text).map(Value::DateTime),
        ScalarType::TimeSpan => timespan::parse(text).map(Value::TimeSpan),
        ScalarType::Guid => guid::parse(text).map(Value::Guid),
        ScalarType::Dynamic => {
            Some(Dynamic::parse_json(text).unwrap_or_else(|| Dynamic::String(text.to_owned())).to_value())
        }
    };
    value.unwrap_or_else(|| Value::missing(ty))
}

fn long(random: &mut Random) -> i64 {
    match random.below(3) {
        0 => random.pick(LONGS),
        1 => random.below(200) as i64 - 100,
        _ => random.bits() as i64 >> random.below(64),
    }
}

fn number(random: &mut Random) -> f64 {
    match random.below(3) {
        0 => random.pick(REALS),
        1 => (random.below(2000) as f64 - 1000.0) / 8.0,
        _ => (random.bits() as i64 >> random.below(64)) as f64 / 1024.0,
    }
}

fn text(random: &mut Random) -> String {
    match random.below(3) {
        0 => (0..random.below(12)).map(|_| random.pick(PIECES)).collect(),
        _ => random.pick(TEXTS).to_owned(),
    }
}

fn span(random: &mut Random) -> i64 {
    let Value::TimeSpan(ticks) = read(random.pick(SPANS), ScalarType::TimeSpan) else { return 0 };
    match random.below(4) {
        0 => -ticks,
        1 => random.bits() as i64 >> random.below(64),
        _ => ticks,
    }
}

fn dynamic(random: &mut Random, depth: usize) -> Dynamic {
    let inner = if depth == 0 { 7 } else { 12 };
    match random.below(inner) {
        0 => Dynamic::Null,
        1 => Dynamic::Bool(random.happens(50)),
        2 => Dynamic::Long(random.below(10) as i64),
        3 => Dynamic::Long(long(random)),
        4 => Dynamic::Real(random.pick(&[0.0, 1.0, 1.5, 2.0, -3.25, 1e30])),
        5 | 6 => Dynamic::String(text(random)),
        7..=9 => Dynamic::Array((0..random.below(6)).map(|_| dynamic(random, depth - 1)).collect()),
        _ => {
            let mut bag: Vec<(String, Dynamic)> = Vec::new();
            for key in ["a", "b", "A", "key", "é", ""] {
                if random.happens(40) {
                    bag.push((key.to_owned(), dynamic(random, depth - 1)));
                }
            }
            Dynamic::Bag(bag)
        }
    }
}
