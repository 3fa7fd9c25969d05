//! Results where there are no values, or nulls among them.

use std::sync::Arc;

use arrow::array::{Float64Array, StringViewArray};
use lurcher_symbols::ScalarType::{self, DateTime, Dynamic, Long, Real, String, TimeSpan};
use lurcher_symbols::Value;

use crate::harness::{Arg, Table, check, longs};

const V: Arg = Arg::Column("v", Long);

/// What the default values of the documentation and the engine's answers say.
const OF_NOTHING: [(&str, ScalarType, &str); 19] = [
    ("count", Long, "0"),
    ("sum", Long, "0"),
    ("avg", Real, "NaN"),
    ("min", Long, "null"),
    ("max", Long, "null"),
    ("dcount", Long, "0"),
    ("count_distinct", Long, "0"),
    ("stdev", Real, "0.0"),
    ("variance", Real, "0.0"),
    ("stdevp", Real, "0.0"),
    ("variancep", Real, "0.0"),
    ("make_list", Dynamic, "[]"),
    ("make_set", Dynamic, "[]"),
    ("make_list_with_nulls", Dynamic, "[]"),
    ("binary_all_and", Long, "null"),
    ("arg_max", Long, "{c0: }"),
    ("take_any", Long, "{c0: }"),
    ("any", Long, "{c0: }"),
    ("makeset", Dynamic, "[]"),
];

#[test]
fn of_no_rows() {
    let table = Table::new([("v", longs(&[]))]);
    for (function, ty, expected) in OF_NOTHING {
        check(&table, function, &[V], ty, &[expected]);
    }
    let texts = Table::new([("v", Arc::new(StringViewArray::from(Vec::<&str>::new())))]);
    check(&texts, "min", &[Arg::Column("v", String)], String, &[""]);
    check(&texts, "arg_max", &[Arg::Column("v", String)], String, &["{c0: }"]);
    check(&texts, "make_bag", &[Arg::Column("v", Dynamic)], Dynamic, &["{}"]);
    check(&texts, "buildschema", &[Arg::Column("v", Dynamic)], Dynamic, &["null"]);
    check(&table, "percentile", &[V, Arg::Constant(Value::Long(50))], Long, &["{c0: }"]);
    check(&table, "percentiles_array", &[V, Arg::Constant(Value::Long(50))], Dynamic, &["null"]);
    check(&table, "sum", &[Arg::Column("v", TimeSpan)], TimeSpan, &["0"]);
    check(&table, "avg", &[Arg::Column("v", DateTime)], DateTime, &["null"]);
}

/// `datatable(k:long, v:int)[1,null, 1,5, 1,null, 2,null] | summarize sum(v), avg(v), count(), make_list(v), make_list_with_nulls(v), max(v) by k`
#[test]
fn nulls_do_not_count() {
    let table =
        Table::new([("g", longs(&[Some(1), Some(1), Some(1), Some(2)])), ("v", longs(&[None, Some(5), None, None]))]);
    for (function, ty, first, second) in [
        ("sum", Long, "5", "0"),
        ("avg", Real, "5.0", "NaN"),
        ("count", Long, "3", "1"),
        ("make_list", Dynamic, "[5]", "[]"),
        ("make_set", Dynamic, "[5]", "[]"),
        ("max", Long, "5", "null"),
        ("min", Long, "5", "null"),
        ("dcount", Long, "1", "0"),
        ("count_distinct", Long, "1", "0"),
        ("stdev", Real, "0.0", "0.0"),
        ("take_any", Long, "{c0: 5}", "{c0: }"),
    ] {
        check(&table, function, &[V], ty, &[first, second]);
    }
    check(&table, "percentile", &[V, Arg::Constant(Value::Long(50))], Long, &["{c0: 5}", "{c0: }"]);
}

/// The documentation's example of null handling: a group of nulls only gives its first row.
#[test]
fn the_greatest_of_nulls_is_the_first_row() {
    let table = Table::new([
        ("g", longs(&[Some(1), Some(1), Some(2), Some(3), Some(3)])),
        ("v", longs(&[Some(1), None, None, Some(1), Some(2)])),
        ("s", Arc::new(StringViewArray::from(vec!["Red", "Green", "Yellow", "Brown", "Green"]))),
    ]);
    let args = || [V, Arg::Column("s", String)];
    let expected = ["{c0: 1, c1: Red}", "{c0: , c1: Yellow}", "{c0: 2, c1: Green}"];
    check(&table, "arg_max", &args(), Long, &expected);
    let expected = ["{c0: 1, c1: Red}", "{c0: , c1: Yellow}", "{c0: 1, c1: Brown}"];
    check(&table, "arg_min", &args(), Long, &expected);
}

/// `datatable(k:long, v:real, w:real)[1,nan,10, 1,2,20, 2,inf,5, 2,3,nan] | summarize arg_max(v, w), arg_min(v, w), arg_max(w, v) by k`
#[test]
fn nan_wins() {
    let table = Table::new([
        ("g", longs(&[Some(1), Some(1), Some(2), Some(2)])),
        ("v", Arc::new(Float64Array::from(vec![f64::NAN, 2.0, f64::INFINITY, 3.0]))),
        ("w", Arc::new(Float64Array::from(vec![10.0, 20.0, 5.0, f64::NAN]))),
    ]);
    let (v, w) = (|| Arg::Column("v", Real), || Arg::Column("w", Real));
    check(&table, "arg_max", &[v(), w()], Real, &["{c0: NaN, c1: 10.0}", "{c0: inf, c1: 5.0}"]);
    check(&table, "arg_min", &[v(), w()], Real, &["{c0: NaN, c1: 10.0}", "{c0: 3.0, c1: NaN}"]);
    check(&table, "arg_max", &[w(), v()], Real, &["{c0: 20.0, c1: 2.0}", "{c0: NaN, c1: 3.0}"]);
}

/// The empty string is a value to lists, sets and counts, but `take_any` looks for another.
#[test]
fn empty_strings() {
    let table = Table::new([("v", Arc::new(StringViewArray::from(vec!["", ""])))]);
    check(&table, "make_list", &[Arg::Column("v", String)], Dynamic, &[r#"["",""]"#]);
    check(&table, "make_set", &[Arg::Column("v", String)], Dynamic, &[r#"[""]"#]);
    check(&table, "dcount", &[Arg::Column("v", String)], Long, &["1"]);
    let table = Table::new([("v", Arc::new(StringViewArray::from(vec!["", "b", ""])))]);
    check(&table, "take_any", &[Arg::Column("v", String)], String, &["{c0: b}"]);
}
