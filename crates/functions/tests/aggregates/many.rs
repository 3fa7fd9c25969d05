//! Many groups, and groups of many values.

use std::sync::Arc;

use arrow::array::StringViewArray;
use lurcher_symbols::ScalarType::{Dynamic, Long, String};
use lurcher_symbols::Value;

use crate::harness::{ALL, Arg, Table, Way, longs, run};

const ROWS: i64 = 30_000;
const GROUPS: i64 = 1_500;

/// Row *i* is in group *i* mod [`GROUPS`] and has the value *i* / [`GROUPS`], 20 different ones a group.
fn table() -> Table {
    let text = (0..ROWS).map(|i| format!("the value number {}", i / GROUPS)).collect::<Vec<_>>();
    Table::new([
        ("g", longs(&(0..ROWS).map(|i| Some(i % GROUPS)).collect::<Vec<_>>())),
        ("v", longs(&(0..ROWS).map(|i| Some(i / GROUPS)).collect::<Vec<_>>())),
        ("s", Arc::new(StringViewArray::from(text))),
    ])
}

fn all_are(function: &str, args: &[Arg], ty: lurcher_symbols::ScalarType, expected: &str) {
    for way in [Way::Whole, Way::Parts] {
        let results = run(&table(), function, args, ty, way);
        assert_eq!(results.len() as i64, GROUPS, "{function} {way:?}");
        assert!(results.iter().all(|r| r == expected), "{function} {way:?}: {}", results[0]);
    }
}

#[test]
fn groups_do_not_mix() {
    let (v, s) = (|| Arg::Column("v", Long), || Arg::Column("s", String));
    all_are("dcount", &[s()], Long, "20");
    all_are("count_distinct", &[s()], Long, "20");
    all_are("count_distinct", &[v()], Long, "20");
    all_are("arg_max", &[v(), s()], Long, "{c0: 19, c1: the value number 19}");
    all_are("arg_min", &[v(), s()], Long, "{c0: 0, c1: the value number 0}");
    all_are("percentile", &[v(), Arg::Constant(Value::Long(50))], Long, "{c0: 9}");
    all_are("percentile", &[v(), Arg::Constant(Value::Long(100))], Long, "{c0: 19}");
}

#[test]
fn sets_of_many_groups() {
    let results = run(&table(), "make_set", &[Arg::Column("v", Long)], Dynamic, Way::Whole);
    let expected = format!("[{}]", (0..20).map(|i| i.to_string()).collect::<Vec<_>>().join(","));
    assert!(results.iter().all(|r| *r == expected), "{}", results[0]);
}

/// Beyond what is counted exactly, `dcount` keeps its promise: an accuracy of 1 is a standard error of 0.8 %.
#[test]
fn dcount_of_many_values_is_near() {
    let n = 50_000;
    let table = Table::new([("v", longs(&(0..n).map(Some).collect::<Vec<_>>()))]);
    for way in ALL {
        let count: f64 = run(&table, "dcount", &[Arg::Column("v", Long)], Long, way)[0].parse().expect("a number");
        assert!((count - n as f64).abs() / n as f64 <= 0.024, "{count} {way:?}");
        assert_eq!(run(&table, "count_distinct", &[Arg::Column("v", Long)], Long, way), [n.to_string()]);
    }
}
