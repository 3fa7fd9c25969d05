//! Sorted arrays. <https://learn.microsoft.com/kusto/query/array-sort-asc-function>

use std::cmp::Ordering;

use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const ARRAYS: Pool = Pool::Only(&[
    "[3,1,2]",
    "[\"b\",\"a\",\"c\"]",
    "[]",
    "[2,null,1]",
    "[1.5,1,-2]",
    "[\"b\",null,\"A\"]",
    "[3,1,2,4]",
    "[null,null]",
    "[1,1,0]",
    "true",
]);

naive! {
    array_sort_asc => [ARRAYS];
    array_sort_desc => [ARRAYS];
}

fn order(a: &Dynamic, b: &Dynamic) -> Ordering {
    let number = |value: &Dynamic| match value {
        Dynamic::Long(v) => Some(*v as f64),
        Dynamic::Real(v) => Some(*v),
        _ => None,
    };
    match (a, b) {
        (Dynamic::String(a), Dynamic::String(b)) => a.cmp(b),
        _ => number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal),
    }
}

/// The first array in order, nulls last or first; the others rearranged with it where they are as long, otherwise null.
fn sort(row: &Row<'_>, order: impl Fn(&Dynamic, &Dynamic) -> Ordering) -> Vec<Value> {
    let last = row.len() - 1;
    let (count, nulls_last) = match &row.values[last] {
        Value::Bool(nulls_last) => (last, *nulls_last),
        Value::Null(lurcher_symbols::ScalarType::Bool) => (last, true),
        _ => (row.len(), true),
    };
    let first = row.array(0).unwrap_or_default();
    let mut places: Vec<usize> = (0..first.len()).collect();
    places.sort_by(|a, b| match (first[*a].is_null(), first[*b].is_null()) {
        (false, false) => order(&first[*a], &first[*b]),
        (a, b) if nulls_last => a.cmp(&b),
        (a, b) => b.cmp(&a),
    });
    let arranged = |i: usize| match row.array(i) {
        Some(array) if row.array(0).is_some() && array.len() == first.len() => {
            Dynamic::Array(places.iter().map(|place| array[*place].clone()).collect()).to_value()
        }
        _ => Value::Null(lurcher_symbols::ScalarType::Dynamic),
    };
    (0..count).map(arranged).collect()
}

fn array_sort_asc(row: &Row<'_>) -> Vec<Value> {
    sort(row, order)
}

fn array_sort_desc(row: &Row<'_>) -> Vec<Value> {
    sort(row, |a, b| order(b, a))
}
