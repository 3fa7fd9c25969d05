//! Values: few enough that rows meet, with all that is special about a type.

use fastrand::Rng;
use lurcher_symbols::values::datetime;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::canonicalize;
use lurcher_symbols::{ScalarType, Value};

/// How many of a hundred values are null.
const NULLS: u32 = 15;

const LONGS: [i64; 12] =
    [10, 100, -7, 59, 1_000_000, 1 << 53, (1 << 53) + 1, i64::MAX, i64::MAX - 1, i64::MIN, i64::MIN + 1, 4_294_967_296];
const INTS: [i32; 5] = [100, -7, i32::MAX, i32::MIN, 65_536];
/// Sums of these are exact in any order.
const REALS: [f64; 13] =
    [0.0, -0.0, 0.5, 1.0, -1.0, 1.5, 2.0, -2.5, 100.25, 4096.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
/// A text that is missing is the empty one, so that it comes as often as nulls do.
const STRINGS: [&str; 35] = [
    "",
    "",
    "",
    "",
    "a",
    "b",
    "A",
    "B",
    "ab",
    "foo",
    "Foo",
    "foo bar",
    "foo-bar",
    "foobar",
    "bar_foo",
    "x y",
    " x",
    "x ",
    "1",
    "10",
    "2.5",
    "true",
    "null",
    "ä",
    "äöü",
    "é",
    "Straße",
    "Ωmega",
    "файл.exe",
    "日本語",
    "😀",
    "a,b",
    "say \"it\"",
    "it's\\",
    "two\nlines",
];
const TIMES: [&str; 12] = [
    "2026-01-15T00:00:00Z",
    "2026-01-15T10:00:00Z",
    "2026-01-15T10:20:30.1234567Z",
    "2026-01-16T00:00:00Z",
    "2026-01-14T23:59:59.9999999Z",
    "2026-03-29T01:30:00Z",
    "2024-02-29T12:00:00Z",
    "1969-12-31T23:59:59Z",
    "1601-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999999Z",
    "2262-04-12T00:00:00Z",
];
const SPANS: [i64; 11] = [
    0,
    1,
    -1,
    10_000_000,
    600_000_000,
    36_000_000_000,
    -36_000_000_000,
    864_000_000_000,
    1_296_000_000_001,
    i64::MAX,
    i64::MIN,
];
const DECIMALS: [&str; 11] = [
    "0",
    "1",
    "1.5",
    "-2.25",
    "100",
    "0.1",
    "123456789.123456789",
    "-7",
    "1e-20",
    "1000000020000000300000004",
    "0.1234567890123456789012345678901234",
];
const DYNAMICS: [&str; 22] = [
    "[]",
    "[1,2,3]",
    "[1,1,2]",
    "[3,null]",
    "[null]",
    "[\"a\",\"b\"]",
    "[\"\"]",
    "[1,\"a\",true,1.5,null]",
    "[[1],[2,3]]",
    "[{\"a\":1},{\"a\":2}]",
    "{}",
    "{\"a\":1}",
    "{\"a\":1,\"b\":\"x\"}",
    "{\"b\":null}",
    "{\"a\":{\"b\":[1,2]}}",
    "{\"ä\":\"😀\"}",
    "1",
    "\"a\"",
    "\"\"",
    "true",
    "1.5",
    "-3",
];

/// A value of that type.
pub fn value(rng: &mut Rng, ty: ScalarType) -> Value {
    if ty != ScalarType::String && rng.u32(0..100) < NULLS {
        return Value::Null(ty);
    }
    match ty {
        ScalarType::Bool => Value::Bool(rng.bool()),
        ScalarType::Int => Value::Int(if rng.u32(0..5) == 0 { pick(rng, &INTS) } else { rng.i32(-1..4) }),
        ScalarType::Long => Value::Long(if rng.u32(0..6) == 0 { pick(rng, &LONGS) } else { rng.i64(-1..5) }),
        ScalarType::Real => Value::Real(pick(rng, &REALS)),
        ScalarType::Decimal => Decimal::parse(pick(rng, &DECIMALS)).map_or(Value::Null(ty), Value::Decimal),
        ScalarType::String => Value::String(pick(rng, &STRINGS).into()),
        ScalarType::DateTime => datetime::parse(pick(rng, &TIMES)).map_or(Value::Null(ty), Value::DateTime),
        ScalarType::TimeSpan => Value::TimeSpan(pick(rng, &SPANS)),
        ScalarType::Guid => {
            let mut guid = *b"\x74\xbe\x27\xde\x1e\x4e\x49\xd9\xb5\x79\xfe\x0b\x33\x1d\x36\x42";
            guid[rng.usize(0..2) * 15] = rng.u8(0..2);
            Value::Guid(guid)
        }
        ScalarType::Dynamic => {
            canonicalize(pick(rng, &DYNAMICS)).map_or(Value::Null(ty), |json| Value::Dynamic(json.into()))
        }
    }
}

fn pick<T: Copy>(rng: &mut Rng, values: &[T]) -> T {
    values[rng.usize(0..values.len())]
}
