//! Arrays made of values.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::{Dynamic, plain_json};

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::DAY;

const BOUNDS: Pool =
    Pool::Only(&["1", "5", "-3", "10", "2", "0", "2021-01-01", "2021-01-02", "2021-01-01T05:00:00Z", "1h", "3h", "1d"]);

naive! {
    pack_array;
    repeat => [Pool::Any, Pool::Only(&["0", "1", "3", "-1", "x", "20"])];
    range => [BOUNDS] if go_together;
    dynamic_to_json;
}

fn pack_array(row: &Row<'_>) -> Vec<Dynamic> {
    (0..row.len()).map(|i| row.dynamic(i)).collect()
}

/// Null for a count below zero.
fn repeat(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let count = row.long(1).filter(|count| *count >= 0)?;
    Some(vec![row.dynamic(0); count as usize])
}

/// Numbers, or times with a timespan for a step.
fn go_together(types: &[ScalarType]) -> bool {
    use ScalarType::{DateTime, TimeSpan};
    match types {
        [a, b] => a == b && *a != ScalarType::Decimal,
        [DateTime, DateTime, TimeSpan] | [TimeSpan, TimeSpan, TimeSpan] => true,
        several => several.iter().all(|ty| ty.is_numeric() && *ty != ScalarType::Decimal),
    }
}

/// At most 1,048,576 elements. Without a step by 1, or by an hour.
fn range(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    if row.types.contains(&ScalarType::Real) {
        let (start, stop) = (row.real(0)?, row.real(1)?);
        let step = if row.has(2) { row.real(2)? } else { 1.0 };
        if step == 0.0 {
            return None;
        }
        let value = |i: i32| start + f64::from(i) * step;
        let inside = |value: &f64| if step > 0.0 { *value <= stop } else { *value >= stop };
        return Some((0..).map(value).take_while(inside).map(Dynamic::Real).collect());
    }
    let (start, stop) = (row.long(0)?, row.long(1)?);
    let default = if row.types[0].is_numeric() { 1 } else { DAY / 24 };
    let step = row.long_or(2, default)?;
    if step == 0 {
        return None;
    }
    let mut values = Vec::new();
    let mut value = start;
    while if step > 0 { value <= stop } else { value >= stop } && values.len() < 1_048_576 {
        values.push(match row.types[0] {
            ScalarType::DateTime => Dynamic::DateTime(value),
            ScalarType::TimeSpan => Dynamic::TimeSpan(value),
            _ => Dynamic::Long(value),
        });
        value += step;
    }
    Some(values)
}

/// Keys in order.
fn sorted(value: Dynamic) -> Dynamic {
    match value {
        Dynamic::Array(elements) => Dynamic::Array(elements.into_iter().map(sorted).collect()),
        Dynamic::Bag(mut bag) => {
            bag.sort_by(|(a, _), (b, _)| a.cmp(b));
            Dynamic::Bag(bag.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        scalar => scalar,
    }
}

fn dynamic_to_json(row: &Row<'_>) -> String {
    match row.types[0] {
        ScalarType::Dynamic if row.is_null(0) => String::new(),
        ScalarType::Dynamic => plain_json(&sorted(row.dynamic(0)).canonical()).into_owned(),
        _ => row.spelled(0),
    }
}
