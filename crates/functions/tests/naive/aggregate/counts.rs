//! Rows and distinct values counted.

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Group, naive_aggregates};

const VALUES: Pool = Pool::Any;
const ACCURACY: Pool = Pool::Only(&["0", "1", "2"]);

naive_aggregates! {
    count;
    cnt;
    countif;
    count_distinct;
    count_distinctif;
    dcount => [VALUES, ACCURACY] if is_numbered;
    dcountif => [VALUES, VALUES, ACCURACY] if is_numbered_behind;
}

fn count(group: &Group<'_>) -> i64 {
    group.rows.len() as i64
}

fn cnt(group: &Group<'_>) -> i64 {
    group.rows.len() as i64
}

fn countif(group: &Group<'_>) -> i64 {
    group.rows.iter().filter(|row| row[0].as_bool() == Some(true)).count() as i64
}

/// The accuracy is a whole number.
fn is_numbered(types: &[ScalarType]) -> bool {
    types.get(1).is_none_or(|ty| ty.is_integer())
}

fn is_numbered_behind(types: &[ScalarType]) -> bool {
    types.get(2).is_none_or(|ty| ty.is_integer())
}

/// Whether two values are the same: zeros of either sign, and all that are no number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Dynamic(a), Value::Dynamic(b)) => Dynamic::from_canonical(a) == Dynamic::from_canonical(b),
        _ => a == b,
    }
}

fn distinct(values: Vec<Value>) -> i64 {
    let mut seen: Vec<Value> = Vec::new();
    for value in values {
        if !seen.iter().any(|other| same(other, &value)) {
            seen.push(value);
        }
    }
    seen.len() as i64
}

fn count_distinct(group: &Group<'_>) -> i64 {
    distinct(group.given_if(0, None))
}

fn count_distinctif(group: &Group<'_>) -> i64 {
    distinct(group.given_if(0, Some(1)))
}

/// Exact for as few values as there are here.
fn dcount(group: &Group<'_>) -> i64 {
    distinct(group.given_if(0, None))
}

fn dcountif(group: &Group<'_>) -> i64 {
    distinct(group.given_if(0, Some(1)))
}
