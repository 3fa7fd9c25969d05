//! Results that depend on the order of rows.

use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, StringViewArray};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType::{self, Decimal, Dynamic, Long, String};
use lurcher_symbols::Value;
use lurcher_symbols::values::decimal::Decimal as Number;

use crate::harness::{ALL, Arg, Table, Way, longs, run, run_in_order};

fn texts(values: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringViewArray::from(values.to_vec()))
}

fn whole(column: ArrayRef, function: &str, ty: ScalarType) -> std::string::String {
    run(&Table::new([("v", column)]), function, &[Arg::Column("v", ty)], Dynamic, Way::Whole).concat()
}

#[test]
fn lists_and_sets_have_the_order_of_first_sight() {
    let letters = || texts(&["b", "a", "c", "a", "b"].map(Some));
    assert_eq!(whole(letters(), "make_list", String), r#"["b","a","c","a","b"]"#);
    assert_eq!(whole(letters(), "make_set", String), r#"["b","a","c"]"#);
    assert_eq!(whole(longs(&[Some(5), None, Some(5)]), "make_list_with_nulls", Long), "[5,null,5]");
}

/// `datatable(v:decimal)[1.5, 2.5] | summarize make_list(v)` shows strings: tagged ones in canonical text.
#[test]
fn elements_keep_their_type() {
    let values: Decimal128Array = ["1.5", "2.5"].map(|text| Number::parse(text).map(Number::key)).into_iter().collect();
    let column = Arc::new(values.with_data_type(arrow_type(Decimal)));
    assert_eq!(whole(column, "make_list", Decimal), r#"["\u0001m1.5","\u0001m2.5"]"#);
    assert_eq!(whole(texts(&[Some("a\"\n")]), "make_list", String), r#"["a\"\n"]"#);
}

/// `make_list(inner)` and the documentation of `make_set`.
#[test]
fn arrays_are_joined() {
    let arrays = || texts(&[Some("[1,2]"), Some("[3,[4]]"), None, Some("5"), Some("[]"), Some("[2]")]);
    assert_eq!(whole(arrays(), "make_list", Dynamic), "[1,2,3,[4],null,5,2]");
    assert_eq!(whole(arrays(), "make_set", Dynamic), "[1,2,3,[4],null,5]");
}

/// `summarize make_bag(v)` of `{"a":1}`, `{"a":2,"b":3}`, `{"c":4}`: what is no bag is skipped.
#[test]
fn the_first_of_equal_keys_counts() {
    let bags = || texts(&[Some(r#"{"a":1}"#), Some(r#"{"a":2,"b":3}"#), Some("[1]"), None, Some(r#"{"c":{"a":4}}"#)]);
    assert_eq!(whole(bags(), "make_bag", Dynamic), r#"{"a":1,"b":3,"c":{"a":4}}"#);
}

#[test]
fn sizes_are_limited() {
    let many = || longs(&(0..300).map(|i| Some(i % 200)).collect::<Vec<_>>());
    let count = |text: std::string::String| text.matches(',').count() + 1;
    assert_eq!(count(whole(many(), "make_list", Long)), 300);
    assert_eq!(count(whole(many(), "makelist", Long)), 128);
    assert_eq!(count(whole(many(), "make_set", Long)), 200);
    assert_eq!(count(whole(many(), "makeset", Long)), 128);
    let args = || [Arg::Column("v", Long), Arg::Constant(Value::Long(3))];
    let table = Table::new([("v", many())]);
    assert_eq!(run(&table, "make_list", &args(), Dynamic, Way::Whole), ["[0,1,2]"]);
    assert_eq!(count(run(&table, "make_list", &args(), Dynamic, Way::Parts).concat()), 3);
    assert_eq!(count(run(&table, "make_set", &args(), Dynamic, Way::Rows).concat()), 3);
}

/// With a position the parts of a plan may run in any order.
#[test]
fn positions_order_what_parts_give() {
    let n = 40;
    // The rows lie in another order than their positions are.
    let place = |i: i64| i * 17 % n;
    let table = Table::new([
        ("g", longs(&(0..n).map(|i| Some(i % 2)).collect::<Vec<_>>())),
        ("p", longs(&(0..n).map(|i| Some(place(i))).collect::<Vec<_>>())),
        ("v", longs(&(0..n).map(|i| Some(place(i) / 4)).collect::<Vec<_>>())),
    ]);
    let v = || [Arg::Column("v", Long)];
    let list = |first: i64| -> Vec<std::string::String> {
        (0..n).filter(|p| (0..n).any(|i| i % 2 == first && place(i) == *p)).map(|p| (p / 4).to_string()).collect()
    };
    let set = |first: i64| {
        let mut list = list(first);
        list.dedup();
        list
    };
    let array = |values: Vec<std::string::String>| format!("[{}]", values.join(","));
    for way in ALL {
        assert_eq!(run_in_order(&table, "make_list", &v(), Dynamic, way), [array(list(0)), array(list(1))], "{way:?}");
        assert_eq!(run_in_order(&table, "make_set", &v(), Dynamic, way), [array(set(0)), array(set(1))], "{way:?}");
        let three = [Arg::Column("v", Long), Arg::Constant(Value::Long(3))];
        let first: Vec<_> = [0, 1].map(|g| array(set(g)[..3].to_vec())).into();
        assert_eq!(run_in_order(&table, "make_set", &three, Dynamic, way), first, "{way:?}");
    }
}

/// Of rows with the same key, and of all rows to `take_any`, the first by position counts.
#[test]
fn ties_go_to_the_first() {
    let table = Table::new([
        ("p", longs(&[Some(4), Some(3), Some(0), Some(1), Some(2)])),
        ("k", longs(&[Some(10), Some(10), Some(5), Some(10), None])),
        ("s", texts(&["e", "d", "a", "b", "c"].map(Some))),
    ]);
    let args = || [Arg::Column("k", Long), Arg::Column("s", String)];
    for way in ALL {
        assert_eq!(run_in_order(&table, "arg_max", &args(), Long, way), ["{c0: 10, c1: b}"], "{way:?}");
        assert_eq!(run_in_order(&table, "arg_min", &args(), Long, way), ["{c0: 5, c1: a}"], "{way:?}");
        assert_eq!(run_in_order(&table, "take_any", &args(), Long, way), ["{c0: 5, c1: a}"], "{way:?}");
    }
    assert_eq!(run(&table, "arg_max", &args(), Long, Way::Whole), ["{c0: 10, c1: e}"]);
    let by_text = [Arg::Column("s", String), Arg::Column("k", Long)];
    for way in ALL {
        assert_eq!(run_in_order(&table, "arg_max", &by_text, String, way), ["{c0: e, c1: 10}"], "{way:?}");
        assert_eq!(run_in_order(&table, "arg_min", &by_text, String, way), ["{c0: a, c1: 5}"], "{way:?}");
    }
}
