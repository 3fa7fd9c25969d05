//! Answers of the real engine that an example of a function's own file cannot give: nulls, edges of ranges, dynamics of
//! every kind.

use lurcher_functions::{BuiltIns, KernelEvaluator};
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::values::{datetime, timespan};
use lurcher_symbols::{ConstantEvaluator, FunctionKind, FunctionLibrary, ScalarType, Value};

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn date(text: &str) -> Value {
    datetime::parse(text).map_or(Value::Null(ScalarType::DateTime), Value::DateTime)
}

fn span(text: &str) -> Value {
    timespan::parse(text).map_or(Value::Null(ScalarType::TimeSpan), Value::TimeSpan)
}

fn json(text: &str) -> Value {
    Dynamic::parse_json(text).map_or(Value::Null(ScalarType::Dynamic), |d| d.to_value())
}

fn null(ty: ScalarType) -> Value {
    Value::Null(ty)
}

#[track_caller]
fn check(name: &str, arguments: &[Value], expected: Value) {
    let function = BuiltIns.find(FunctionKind::Scalar, name).expect(name);
    let answer = KernelEvaluator.evaluate(function, arguments, expected.ty());
    assert_eq!(answer, Some(expected), "{name}({arguments:?})");
}

#[test]
fn tostring() {
    for (value, expected) in [
        (Value::Real(0.1 + 0.2), "0.30000000000000007"),
        (Value::Real(f64::INFINITY), "inf"),
        (Value::Real(f64::NAN), "NaN"),
        (Value::Real(-0.0), "-0.0"),
        (Value::Bool(false), "False"),
        (null(ScalarType::Bool), ""),
        (null(ScalarType::DateTime), ""),
        (json("true"), "true"),
        (json("1.5"), "1.5"),
        (json("\"red\""), "red"),
        (json("{\"a\":1,\"b\":{\"c\":2,\"d\":[3,4]}}"), "{\"a\":1,\"b\":{\"c\":2,\"d\":[3,4]}}"),
        (Dynamic::Array(vec![Dynamic::DateTime(0)]).to_value(), "[\"0001-01-01T00:00:00.0000000Z\"]"),
        (null(ScalarType::Dynamic), ""),
    ] {
        check("tostring", &[value], text(expected));
    }
}

#[test]
fn conversions_of_dynamics() {
    for (value, int, real, bool) in [
        ("2147483648", Some(i32::MIN), Some(2_147_483_648.0), Some(true)),
        ("1.9", Some(1), Some(1.9), Some(true)),
        ("\"42\"", Some(42), Some(42.0), Some(true)),
        ("\"3.25\"", None, Some(3.25), None),
        ("\"0x10\"", Some(16), None, Some(true)),
        ("true", Some(1), Some(1.0), Some(true)),
        ("null", None, None, None),
        ("[1]", None, None, None),
    ] {
        check("toint", &[json(value)], int.map_or(null(ScalarType::Int), Value::Int));
        check("todouble", &[json(value)], real.map_or(null(ScalarType::Real), Value::Real));
        check("tobool", &[json(value)], bool.map_or(null(ScalarType::Bool), Value::Bool));
    }
}

#[test]
fn reals_beyond_a_long_fold_to_the_least_long() {
    check("tolong", &[Value::Real(9_223_372_036_854_775_807.0)], Value::Long(i64::MIN));
    check("toint", &[Value::Real(1e10)], Value::Int(i32::MIN));
}

#[test]
fn parsing_json() {
    for (source, expected) in [
        ("null", null(ScalarType::Dynamic)),
        ("", null(ScalarType::Dynamic)),
        ("[]", json("[]")),
        ("not json", json("\"not json\"")),
        ("{\"k\":\"v\t\"}", Dynamic::String("{\"k\":\"v\t\"}".into()).to_value()),
    ] {
        check("parse_json", &[text(source)], expected);
    }
}

#[test]
fn names_of_types() {
    for (value, name) in [
        (null(ScalarType::Int), "int"),
        (null(ScalarType::Dynamic), "null"),
        (Value::Real(f64::NAN), "real"),
        (json("1.5"), "double"),
        (json("[1]"), "array"),
        (json("{}"), "dictionary"),
    ] {
        check("gettype", &[value], text(name));
    }
}

#[test]
fn nulls_and_empty_strings() {
    for (value, null, empty) in [
        (text(""), false, true),
        (text("a"), false, false),
        (json("\"\""), false, true),
        (json("null"), true, true),
        (null(ScalarType::Long), true, true),
        (Value::Long(0), false, false),
    ] {
        check("isnull", std::slice::from_ref(&value), Value::Bool(null));
        check("isnotnull", std::slice::from_ref(&value), Value::Bool(!null));
        check("isempty", std::slice::from_ref(&value), Value::Bool(empty));
        check("isnotempty", &[value], Value::Bool(!empty));
    }
    check("isnan", &[null(ScalarType::Real)], Value::Bool(false));
}

#[test]
fn bins() {
    let (day, long) = (span("1d"), Value::Long);
    check("bin", &[date("1955-11-05 06:15:00.5"), span("7d")], date("1955-10-31"));
    check("bin", &[long(-5), long(2)], long(-6));
    check("bin", &[long(7), long(0)], null(ScalarType::Long));
    check("bin", &[Value::Real(-5.5), Value::Real(2.0)], Value::Real(-6.0));
    check("bin", &[Value::Real(0.3), Value::Real(0.1)], Value::Real(0.2));
    check("bin_at", &[date("1955-11-05 06:15"), span("3h"), date("1955-11-05 00:30")], date("1955-11-05 03:30"));
    check("bin_at", &[date("2023-03-12 07:30"), day, date("1970-01-01 12:00")], date("2023-03-11 12:00"));
}

#[test]
fn parts_of_datetimes() {
    check("dayofweek", &[date("0001-01-01")], span("1d"));
    check("dayofweek", &[date("9999-12-31")], null(ScalarType::TimeSpan));
    check("dayofweek", &[null(ScalarType::DateTime)], null(ScalarType::TimeSpan));
    check("dayofyear", &[date("2021-12-31")], Value::Long(365));
    check("hourofday", &[date("2020-06-15 23:59:59.9999999")], Value::Long(23));
    check("datetime_part", &[text("nanosecond"), date("2017-10-30 01:02:03.7654321")], Value::Long(765_432_100));
    check("datetime_diff", &[text("week"), date("2020-01-15"), date("2020-01-01")], Value::Real(2.0));
    check("startofmonth", &[date("2020-06-15"), Value::Long(2)], date("2020-08-01"));
}

#[test]
fn made_times() {
    let long = Value::Long;
    let seconds = Value::Real(59.999_999_9);
    let parts = [long(2020), long(2), long(29), long(23), long(59), seconds];
    check("make_datetime", &parts, date("2020-02-29 23:59:59.9999999"));
    check("make_datetime", &[long(2021), long(2), long(29)], null(ScalarType::DateTime));
    check("make_timespan", &[long(0), long(25), long(61), Value::Real(61.5)], null(ScalarType::TimeSpan));
    check("make_timespan", &[long(0), long(0), long(0), Value::Real(0.000_000_1)], span("1tick"));
    check("unixtime_milliseconds_todatetime", &[long(1_546_300_800_000)], date("2019-01-01"));
    check("unixtime_seconds_todatetime", &[long(i64::MAX)], null(ScalarType::DateTime));
}

#[test]
fn arrays() {
    let array = || json("[1,2,3,4,5,6]");
    check("array_slice", &[array(), Value::Long(2), Value::Long(-2)], json("[3,4,5]"));
    check("array_slice", &[array(), Value::Long(0), Value::Long(100)], array());
    check("array_slice", &[json("[1,2]"), Value::Long(0), Value::Long(0)], json("[1]"));
    check("array_index_of", &[json("[5,15]"), Value::Real(15.0)], Value::Long(1));
    check("array_sum", &[json("[1,null,3]")], Value::Real(4.0));
    check("array_sum", &[json("[]")], null(ScalarType::Real));
    check("array_iff", &[json("[true,true,true]"), json("[1,2]"), json("[3,4]")], json("[1,2,null]"));
    check("array_iff", &[json("[\"x\",null]"), Value::Long(1), Value::Long(0)], json("[null,null]"));
    check("set_union", &[json("[\"A4\",\"A2\",\"A7\",\"A2\"]"), json("[\"A4\"]")], json("[\"A4\",\"A2\",\"A7\"]"));
    check("set_difference", &[json("[null,1,null,2,null]"), json("[null]")], json("[1,2]"));
    check("strcat_array", &[json("[\"a\",\"\",\"b\"]"), text("|")], text("a||b"));
    check("array_length", &[json("{\"a\":1}")], null(ScalarType::Long));
}

#[test]
fn bags() {
    check("bag_keys", &[json("[]")], null(ScalarType::Dynamic));
    check("bag_keys", &[json("{}")], json("[]"));
    let bags = [json("{\"a\":1,\"b\":2}"), json("{\"b\":3,\"c\":4}"), json("{\"c\":5,\"d\":6}")];
    check("bag_merge", &bags, json("{\"a\":1,\"b\":2,\"c\":4,\"d\":6}"));
    check("bag_zip", &[json("[\"a\",8,\"b\"]"), json("1")], json("{\"a\":null,\"b\":null}"));
    check("bag_zip", &[json("\"a\""), json("[1]")], null(ScalarType::Dynamic));
    let tree = json("{\"a\":{\"b\":{\"c\":1}},\"x\":{\"y\":2}}");
    check("treepath", &[tree], json("[\"['a']\",\"['a']['b']\",\"['a']['b']['c']\",\"['x']\",\"['x']['y']\"]"));
    let mixed = json("{\"listProperty\":[100,200,300,\"abcde\",{\"x\":\"y\"}]}");
    check("treepath", &[mixed], json("[\"['listProperty']\",\"['listProperty'][0]\",\"['listProperty'][0]['x']\"]"));
}
