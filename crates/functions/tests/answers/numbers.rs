//! Mathematical, binary, conditional and hash functions.

use lurcher_symbols::FunctionKind::Scalar;
use lurcher_symbols::ScalarType::{Long, Real};

use super::*;

#[track_caller]
fn is(name: &str, arguments: &[Value], expected: Value) {
    check(Scalar, name, arguments, &expected);
}

#[test]
fn functions_of_reals() {
    for (name, argument, expected) in [
        ("log", 0.0, Some(f64::NEG_INFINITY)),
        ("log", -1.0, None),
        ("sqrt", -1.0, Some(f64::NAN)),
        ("ceiling", -0.5, Some(-0.0)),
        ("ceiling", 1.5, Some(2.0)),
        ("exp", 100_000.5, Some(f64::INFINITY)),
        ("abs", f64::NEG_INFINITY, Some(f64::INFINITY)),
        ("abs", -0.0, Some(0.0)),
        ("sign", f64::NAN, Some(0.0)),
        ("sign", f64::NEG_INFINITY, Some(-1.0)),
        ("log10", 5.0, Some(0.698_970_004_336_018_9)),
        ("exp10", 2.0, Some(100.0)),
    ] {
        is(name, &[real(argument)], expected.map_or(null(Real), real));
    }
    is("pow", &[long(2), long(-1)], real(0.5));
    is("pow", &[long(-8), real(1.0 / 3.0)], real(f64::NAN));
    is("abs", &[Value::Int(-5)], long(5));
    is("abs", &[span("-1h")], span("1h"));
}

#[test]
fn rounding() {
    for (value, precision, expected) in [
        (2.5, None, 3.0),
        (-2.5, None, -3.0),
        (-0.5, None, -1.0),
        (3.25, Some(1), 3.3),
        (0.1, Some(1), 0.1),
        (100_000.5, Some(1), 100_000.5),
        (2.98765, Some(3), 2.988),
        (2.15, Some(1), 2.2),
        (-50.55, Some(-2), -100.0),
        (21.5, Some(-1), 20.0),
        (f64::INFINITY, Some(2), f64::INFINITY),
    ] {
        let mut arguments = vec![real(value)];
        arguments.extend(precision.map(long));
        is("round", &arguments, real(expected));
    }
    is("round", &[long(55), long(-1)], long(60));
    is("round", &[number("1.25"), long(1)], number("1.3"));
}

#[test]
fn bits() {
    is("binary_and", &[Value::Int(12), long(10)], long(8));
    is("binary_not", &[long(100)], long(-101));
    is("binary_shift_left", &[long(1), long(66)], long(4));
    is("binary_shift_left", &[long(1), long(-1)], null(Long));
    is("bitset_count_ones", &[long(42)], long(3));
}

#[test]
fn choices() {
    let nothing = || null(ScalarType::Bool);
    is("iff", &[nothing(), text("t"), text("f")], text("f"));
    is("case", &[nothing(), text("c1"), bool(true), text("c2"), text("def")], text("c2"));
    is("case", &[bool(false), long(1), real(2.5)], real(2.5));
    is("coalesce", &[text(""), text(""), text("fallback")], text("fallback"));
    is("coalesce", &[null(Long), long(42), long(33)], long(42));
    is("coalesce", &[null(Real), null(Real)], null(Real));
    is("max_of", &[long(1), null(Long), long(3)], long(3));
    is("max_of", &[null(Real), real(f64::NAN)], real(f64::NAN));
    is("max_of", &[Value::Int(1), long(2), real(3.0)], real(3.0));
    is("min_of", &[null(Long), null(Long)], null(Long));
    is("min_of", &[date("2024-12-15"), date("2024-12-14")], date("2024-12-14"));
}

#[test]
fn hashes() {
    is("hash", &[text("World")], long(1_846_988_464_401_551_951));
    is("hash", &[text("World"), long(100)], long(51));
    is("hash_xxhash64", &[date("2015-01-01")], long(1_380_966_698_541_616_202));
    is("hash_md5", &[date("2020-01-01")], text("786c530672d1f8db31fee25ea8a9390b"));
    is("hash_sha1", &[text("World")], text("70c07ec18ef89c5309bbb0937f3a6342411e1fdd"));
    is("hash_sha256", &[date("2020-01-01")], text("ba666752dc1a20eb750b0eb64e780cc4c968bc9fb8813461c1d7e750f302d71d"));
}

#[test]
fn sizes() {
    is("format_bytes", &[long(564)], text("564 Bytes"));
    is("format_bytes", &[long(10_332), long(1)], text("10.1 KB"));
    is("format_bytes", &[long(20_010_332), long(2)], text("19.08 MB"));
    is("format_bytes", &[long(20_010_332), long(0), text("KB")], text("19541 KB"));
}
