//! Operators.

use lurcher_symbols::FunctionKind::Operator;
use lurcher_symbols::ScalarType::{Bool, DateTime, Int, Long, Real};

use super::*;

#[track_caller]
fn is(left: Value, sign: &str, right: Value, expected: Value) {
    check(Operator, sign, &[left, right], &expected);
}

#[test]
fn arithmetic_of_numbers() {
    let int = Value::Int;
    for (a, sign, b, expected) in [
        (long(i64::MAX), "+", long(1), long(i64::MIN)),
        (long(i64::MAX), "*", long(2), long(-2)),
        (long(i64::MIN), "-", long(1), long(i64::MAX)),
        (int(i32::MAX), "+", int(1), long(2_147_483_648)),
        (int(-5), "*", int(-5), long(25)),
        (int(5), "+", real(2.0), real(7.0)),
        (long(-9_999_999_999), "/", int(42), long(-238_095_238)),
        (long(-1), "/", long(2), long(0)),
        (long(7), "/", long(-2), long(-3)),
        (int(10), "/", int(0), null(Long)),
        (long(10), "%", long(0), null(Long)),
        (long(10), "%", long(-1), long(0)),
        (long(14), "%", long(12), long(2)),
        (long(-14), "%", long(12), long(10)),
        (long(14), "%", long(-12), long(2)),
        (long(-14), "%", long(-12), long(10)),
        (long(i64::MAX), "%", long(7), long(0)),
        (real(-7.5), "%", long(2), real(0.5)),
        (long(7), "%", real(2.5), real(2.0)),
        (real(1.0), "/", real(0.0), real(f64::INFINITY)),
        (real(0.0), "/", real(0.0), real(f64::NAN)),
        (real(1.5e300), "*", real(1.5e300), real(f64::INFINITY)),
        (null(Long), "+", long(1), null(Long)),
        (null(Int), "*", int(0), null(Long)),
        (number("0.1"), "+", number("0.2"), number("0.3")),
        (number("10"), "%", number("3"), number("1")),
        (number("2147483648"), "*", number("2"), number("4294967296")),
        (number("1"), "+", int(1), number("2")),
        (number("10"), "/", number("0"), null(ScalarType::Decimal)),
    ] {
        is(a, sign, b, expected);
    }
    check(Operator, "unary -", &[Value::Int(5)], &long(-5));
    check(Operator, "unary -", &[real(0.0)], &real(0.0));
    check(Operator, "unary -", &[real(f64::INFINITY)], &real(f64::NEG_INFINITY));
    check(Operator, "unary -", &[span("26h")], &span("-26h"));
    check(Operator, "unary -", &[number("1.5")], &number("-1.5"));
}

#[test]
fn arithmetic_of_times() {
    let last = || date("9999-12-31 23:59:59.9999999");
    for (a, sign, b, expected) in [
        (date("2020-01-01"), "+", span("1d"), date("2020-01-02")),
        (span("1d"), "+", date("2020-01-01"), date("2020-01-02")),
        (date("2020-01-01"), "-", span("1d"), date("2019-12-31")),
        (last(), "+", span("1tick"), null(DateTime)),
        (last(), "-", date("0001-01-01"), Value::TimeSpan(datetime::MAX)),
        (date("2020-06-15"), "-", date("2020-06-14"), span("1d")),
        (null(DateTime), "+", span("1d"), null(DateTime)),
        (date("2020-01-01"), "-", null(DateTime), null(ScalarType::TimeSpan)),
        (span("1d"), "/", span("1h"), real(24.0)),
        (span("-1d"), "/", span("-1h"), real(24.0)),
        (span("90m"), "/", span("1tick"), real(54_000_000_000.0)),
        (span("1d"), "*", real(2.5), span("60h")),
        (long(-2), "*", span("1h"), span("-2h")),
        (span("90m"), "/", long(2), span("45m")),
        (span("1s"), "/", long(1000), span("1ms")),
        (span("1s"), "/", long(0), null(ScalarType::TimeSpan)),
        (span("5h"), "%", span("2h"), span("1h")),
        (span("-5h"), "%", span("2h"), span("1h")),
    ] {
        is(a, sign, b, expected);
    }
}

#[test]
fn nulls_in_comparisons() {
    for (a, sign, b, expected) in [
        (null(Int), "==", Value::Int(0), bool(false)),
        (null(Long), "==", null(Long), null(Bool)),
        (null(Long), "!=", long(1), bool(true)),
        (long(1), "!=", null(Long), bool(true)),
        (null(Long), "!=", null(Long), null(Bool)),
        (null(Int), ">", Value::Int(0), null(Bool)),
        (null(Real), "<", real(1.0), null(Bool)),
        (null(Real), "==", real(0.0), bool(false)),
        (null(Real), "!=", real(0.0), bool(true)),
        (null(DateTime), "==", date("2020-01-01"), bool(false)),
        (null(Bool), "!=", bool(true), bool(true)),
        (text(""), "==", text(""), bool(true)),
        (long(2), "!=", long(2), bool(false)),
        (long(2), "==", long(2), bool(true)),
    ] {
        is(a, sign, b, expected);
    }
    check(Operator, "and", &[null(Bool), bool(true)], &null(Bool));
    check(Operator, "and", &[null(Bool), bool(false)], &bool(false));
    check(Operator, "or", &[null(Bool), bool(false)], &null(Bool));
    check(Operator, "or", &[null(Bool), bool(true)], &bool(true));
}

/// NaN equals nothing and has no order; the zeros are one.
#[test]
fn reals_compare_as_ieee_says() {
    for nan in [f64::NAN, -f64::NAN] {
        for (sign, expected) in [("==", false), ("!=", true), ("<", false), ("<=", false), (">", false), (">=", false)]
        {
            for other in [5.0, -5.0, 0.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
                is(real(nan), sign, real(other), bool(expected));
                is(real(other), sign, real(nan), bool(expected));
            }
        }
    }
    for (a, b) in [(0.0, -0.0), (-0.0, 0.0)] {
        for (sign, expected) in [("==", true), ("!=", false), ("<", false), ("<=", true), (">", false), (">=", true)] {
            is(real(a), sign, real(b), bool(expected));
        }
    }
    is(real(f64::INFINITY), ">=", real(f64::INFINITY), bool(true));
    is(real(-5.5), "<", long(0), bool(true));
    is(long(0), "<=", real(0.1), bool(true));
}

#[test]
fn types_meet() {
    is(Value::Int(1), "==", long(1), bool(true));
    is(long(1), "==", real(1.0), bool(true));
    is(number("0.3"), "==", number("0.3"), bool(true));
    is(number("1"), "<", long(2), bool(true));
    is(bool(true), "==", long(1), bool(true));
    is(Value::Guid([1; 16]), "==", Value::Guid([1; 16]), bool(true));
    is(json("\"a\""), "==", text("a"), bool(true));
    is(json("5"), ">", long(4), bool(true));
    is(json("5.5"), "==", long(5), bool(false));
    is(json("true"), "==", bool(true), bool(true));
    is(json("[1]"), "==", json("[1]"), bool(true));
    is(null(ScalarType::Dynamic), "==", long(1), bool(false));
    is(json("2"), "+", long(1), long(3));
    is(json("2"), "*", json("1.5"), json("3.0"));
    let error = rows(
        scalar_of(BuiltIns.find(Operator, "==").expect("==")).expect("=="),
        &[text("1"), long(1)],
        &[true, true],
        Bool,
        false,
    );
    let message = error.expect_err("no common type").to_string();
    assert!(message.contains("Cannot compare values of types string and long"), "{message}");
}

#[test]
fn terms_and_substrings() {
    for (text_, sign, needle, expected) in [
        ("North America", "has", "america", true),
        ("helloworld", "has", "hello", false),
        ("alpha_beta", "has", "alpha", true),
        ("ПриветМир", "has", "привет", false),
        ("foo\\bar", "has", "bar", true),
        ("a\tb", "has", " ", false),
        ("abc", "has", "", true),
        ("RED green", "has_cs", "red", false),
        ("decaf cafeteria", "hasprefix", "CAF", true),
        ("end.", "hassuffix", "END", true),
        ("ending", "hassuffix", "end", false),
        ("North America", "hasprefix_cs", "ame", false),
        ("North America", "hassuffix_cs", "ica", true),
        ("Beta", "contains", "", true),
        ("a_b", "contains", "%", false),
        ("a%b", "contains_cs", "%", true),
        ("abc", "contains_cs", "B", false),
        ("café", "startswith", "CAFÉ", true),
        ("Fabrikam", "startswith_cs", "Fab", true),
        ("a_b", "startswith_cs", "a%", false),
        ("it's", "endswith", "'S", true),
        ("it's", "endswith_cs", "'S", false),
        ("Naïveté", "=~", "naïveté", true),
        ("10.0.0.1", "=~", "10.0.0.1", true),
        ("10.0.0.1", "=~", "10.0.0.2", false),
        ("192.168.0.1", "matches regex", r"^\d{1,3}(\.\d{1,3}){3}$", true),
        ("1.2.3", "matches regex", r"^\d{1,3}(\.\d{1,3}){3}$", false),
    ] {
        is(text(text_), sign, text(needle), bool(expected));
        is(json(&format!("{text_:?}")), sign, text(needle), bool(expected));
    }
}

#[test]
fn lists() {
    let many = r#"["one","two","three","four","five","six","é"]"#;
    for (value, sign, list, expected) in [
        ("North America", "has_any", r#"["south","north"]"#, true),
        ("Northern America", "has_any", r#"["south","north"]"#, false),
        ("take FIVE", "has_any", many, true),
        ("fives, twos and an É", "has_any", many, true),
        ("fives, twos and seven", "has_any", many, false),
        ("anything", "has_any", "[]", false),
        ("Example number 2", "has_any", "[1,2,3]", true),
        ("North America", "has_all", r#"["america","north"]"#, true),
        ("North America", "has_all", r#"["america","south"]"#, false),
        ("Müller", "in~", r#"["müller","mueller"]"#, true),
        ("muller", "in~", r#"["müller","mueller"]"#, false),
        ("Hello", "in", r#"["hello","world"]"#, false),
        ("hello", "in", r#"["hello","world"]"#, true),
    ] {
        is(text(value), sign, json(list), bool(expected));
    }
    is(long(2), "in", json("[1,2.0]"), bool(true));
    is(null(Long), "in", json("[1,2]"), bool(false));
    is(json("\"a\""), "in", json("[\"a\"]"), bool(true));
}
