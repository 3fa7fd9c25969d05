//! Results over plain values.

use std::sync::Arc;

use arrow::array::{BooleanArray, Decimal128Array, Float64Array, Int32Array, StringViewArray};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType::{Bool, Decimal, Dynamic, Int, Long, Real, String, TimeSpan};
use lurcher_symbols::Value;
use lurcher_symbols::values::decimal::Decimal as Number;

use crate::harness::{Arg, Table, Way, check, longs, run};

const V: Arg = Arg::Column("v", Long);

fn one_to_ten() -> Table {
    Table::new([("v", longs(&(1..=10).map(Some).collect::<Vec<_>>()))])
}

fn reals(values: &[f64]) -> Table {
    Table::new([("v", Arc::new(Float64Array::from(values.to_vec())))])
}

fn decimals(texts: &[&str]) -> Table {
    let values: Decimal128Array = texts.iter().map(|text| Number::parse(text).map(Number::key)).collect();
    Table::new([("v", Arc::new(values.with_data_type(arrow_type(Decimal))))])
}

#[test]
fn sums_and_averages() {
    check(&one_to_ten(), "sum", &[V], Long, &["55"]);
    check(&one_to_ten(), "avg", &[V], Real, &["5.5"]);
    check(&one_to_ten(), "count", &[], Long, &["10"]);
    check(&decimals(&["1.5", "2.5"]), "avg", &[Arg::Column("v", Decimal)], Decimal, &["2"]);
    check(&decimals(&["1.1", "2.2", "3.3"]), "sum", &[Arg::Column("v", Decimal)], Decimal, &["6.6"]);
    let ints = Table::new([("v", Arc::new(Int32Array::from(vec![i32::MAX, i32::MAX])))]);
    check(&ints, "sum", &[Arg::Column("v", Int)], Long, &["4294967294"]);
    let spans = Table::new([("v", longs(&[Some(i64::MAX), Some(i64::MAX - 2)]))]);
    check(&spans, "avg", &[Arg::Column("v", TimeSpan)], TimeSpan, &["9223372036854775806"]);
}

/// `datatable(v:long)[9223372036854775807, 1, 2] | summarize sum(v), avg(v)`
#[test]
fn a_sum_of_longs_wraps_around() {
    let table = Table::new([("v", longs(&[Some(i64::MAX), Some(1), Some(2)]))]);
    check(&table, "sum", &[V], Long, &["-9223372036854775806"]);
    check(&table, "avg", &[V], Real, &["-3.0744573456182584e18"]);
}

/// `datatable(v:real)[…] | summarize sum(v), max(v), min(v)`
#[test]
fn nan_is_the_least_and_the_greatest_real() {
    let v = || [Arg::Column("v", Real)];
    for values in [[1.5, f64::NAN, 2.5], [f64::NAN, 1.5, 2.5], [1.5, 2.5, f64::NAN]] {
        check(&reals(&values), "max", &v(), Real, &["NaN"]);
        check(&reals(&values), "min", &v(), Real, &["NaN"]);
        check(&reals(&values), "sum", &v(), Real, &["NaN"]);
    }
    check(&reals(&[f64::INFINITY, f64::NEG_INFINITY, 1.5]), "max", &v(), Real, &["inf"]);
    check(&reals(&[f64::INFINITY, f64::NEG_INFINITY, 1.5]), "min", &v(), Real, &["-inf"]);
}

#[test]
fn extremes_of_other_types() {
    let texts = Table::new([("v", Arc::new(StringViewArray::from(vec!["b", "a", "c"])))]);
    check(&texts, "max", &[Arg::Column("v", String)], String, &["c"]);
    check(&texts, "min", &[Arg::Column("v", String)], String, &["a"]);
    let bools = Table::new([("v", Arc::new(BooleanArray::from(vec![false, true])))]);
    check(&bools, "max", &[Arg::Column("v", Bool)], Bool, &["true"]);
}

/// Conformance answers: variances have ten digits after the point, standard deviations are their roots.
#[test]
fn variances_are_rounded() {
    let v = || [Arg::Column("v", Long)];
    check(&one_to_ten(), "variance", &v(), Real, &["9.1666666667"]);
    check(&one_to_ten(), "variancep", &v(), Real, &["8.25"]);
    for way in crate::harness::ALL {
        let deviation: f64 = run(&one_to_ten(), "stdev", &v(), Real, way)[0].parse().expect("a real");
        assert!((deviation - 3.027650354102996).abs() < 1e-15, "{deviation}");
    }
    check(&reals(&[5.0]), "stdev", &[Arg::Column("v", Real)], Real, &["0.0"]);
    for way in crate::harness::ALL {
        let large = &run(&reals(&[1e150, 3e150]), "variance", &[Arg::Column("v", Real)], Real, way)[0];
        let large: f64 = large.parse().expect("a real");
        assert!((large / 2e300 - 1.0).abs() < 1e-14, "{large}");
    }
    check(&reals(&[f64::NAN, f64::NAN]), "variance", &[Arg::Column("v", Real)], Real, &["NaN"]);
}

/// <https://learn.microsoft.com/kusto/query/covariance-aggregation-function>
#[test]
fn covariances() {
    let x = Float64Array::from(vec![1.0, 2.0, 3.0, 4.0, 5.0]);
    let y = Float64Array::from(vec![14.0, 10.0, 17.0, 20.0, 50.0]);
    let table = Table::new([("x", Arc::new(x)), ("y", Arc::new(y))]);
    let args = || [Arg::Column("x", Real), Arg::Column("y", Real)];
    assert_eq!(run(&table, "covariance", &args(), Real, Way::Whole), ["20.5"]);
    assert_eq!(run(&table, "covariancep", &args(), Real, Way::Whole), ["16.4"]);
}

#[test]
fn percentiles() {
    let fifty = || Arg::Constant(Value::Long(50));
    check(&one_to_ten(), "percentile", &[V, fifty()], Long, &["{c0: 5}"]);
    check(&reals(&[1.5, 2.5, 3.5, 4.5]), "percentile", &[Arg::Column("v", Real), fifty()], Real, &["{c0: 2.5}"]);
    let more = [V, Arg::Constant(Value::Long(25)), fifty(), Arg::Constant(Value::Real(99.9))];
    check(&one_to_ten(), "percentiles", &more, Long, &["{c0: 3, c1: 5, c2: 10}"]);
    check(&one_to_ten(), "percentiles_array", &more, Dynamic, &["[3,5,10]"]);
    let array = Arg::Constant(Value::Dynamic("[25,99.9]".into()));
    check(&one_to_ten(), "percentiles_array", &[V, array], Dynamic, &["[3,10]"]);
    check(&decimals(&["1.5"]), "percentile", &[Arg::Column("v", Decimal), fifty()], Real, &["{c0: 1.5}"]);
}

/// <https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function>
#[test]
fn weighted_percentiles() {
    let table = Table::new([
        ("v", longs(&[Some(10), Some(20), Some(30), Some(40)])),
        ("w", longs(&[Some(8), Some(6), Some(3), Some(1)])),
    ]);
    let at = |value| Arg::Constant(Value::Real(value));
    let args = [V, Arg::Column("w", Long), at(50.0), at(75.0), at(99.9)];
    check(&table, "percentilesw", &args, Long, &["{c0: 20, c1: 20, c2: 40}"]);
    check(&table, "percentilesw_array", &args, Dynamic, &["[20,20,40]"]);
}

#[test]
fn distinct_values_are_counted() {
    let table = Table::new([
        ("g", longs(&[Some(1), Some(1), Some(1), Some(2), Some(2)])),
        ("v", Arc::new(StringViewArray::from(vec!["a", "", "a", "a value of many characters", "b"]))),
    ]);
    let v = || Arg::Column("v", String);
    check(&table, "dcount", &[v()], Long, &["2", "2"]);
    check(&table, "dcount", &[v(), Arg::Constant(Value::Long(4))], Long, &["2", "2"]);
    check(&table, "count_distinct", &[v()], Long, &["2", "2"]);
}

#[test]
fn bits() {
    let table =
        Table::new([("v", longs(&[Some(0xFFFF_FFFF), Some(0xFFFF_F00F), Some(0xCFFF_FFFD), Some(0xFAFE_FFFF)]))]);
    check(&table, "binary_all_and", &[V], Long, &[&0xCAFE_F00D_u32.to_string()]);
    let table = Table::new([("v", longs(&[Some(0x4440_4440), Some(0x1E1E_1E1E), Some(0x90AB_BA09), Some(0xB105A)]))]);
    check(&table, "binary_all_xor", &[V], Long, &[&0xCAFE_F00D_u32.to_string()]);
}

/// Answers to `datatable(b:bool, v:long)[bool(null),1, true,2, false,3, bool(null),4]`.
#[test]
fn a_null_predicate_is_false() {
    let table = Table::new([
        ("b", Arc::new(BooleanArray::from(vec![None, Some(true), Some(false), None]))),
        ("v", longs(&[Some(1), Some(2), Some(3), Some(4)])),
    ]);
    let b = || Arg::Column("b", Bool);
    check(&table, "countif", &[b()], Long, &["1"]);
    for (function, ty, expected) in [
        ("sumif", Long, "2"),
        ("avgif", Real, "2.0"),
        ("minif", Long, "2"),
        ("maxif", Long, "2"),
        ("dcountif", Long, "1"),
        ("count_distinctif", Long, "1"),
        ("make_list_if", Dynamic, "[2]"),
        ("make_set_if", Dynamic, "[2]"),
        ("take_anyif", Long, "2"),
        ("stdevif", Real, "0.0"),
    ] {
        check(&table, function, &[V, b()], ty, &[expected]);
    }
}

/// <https://learn.microsoft.com/kusto/query/buildschema-aggregation-function>
#[test]
fn schemas() {
    let values =
        [r#"{"x":1,"y":3.5}"#, r#"{"x":"somevalue","z":[1,2,3]}"#, r#"{"y":{"w":"zzz"},"t":["aa","bb"],"z":["foo"]}"#];
    let table = Table::new([("v", Arc::new(StringViewArray::from(values.to_vec())))]);
    let expected = r#"{"x":["long","string"],"y":["double",{"w":"string"}],"z":{"`indexer`":["long","string"]},"t":{"`indexer`":"string"}}"#;
    check(&table, "buildschema", &[Arg::Column("v", Dynamic)], Dynamic, &[expected]);
}
