//! What is expected against what came.

use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::{Dynamic, plain_json};

use super::{Case, Expectation, Outcome, TypedTable};

/// Numbers may differ by that much, relative to their size: the last digits of a sum depend on the order of its terms.
const TOLERANCE: f64 = 1e-9;

/// What a comparison came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is as expected.
    Passed,
    /// It is not.
    Failed,
}

/// Whether the outcome is what the case expects.
pub fn judge(case: &Case, outcome: &Outcome) -> Verdict {
    let fits = match (&case.expectation, outcome) {
        (Expectation::Tables(expected), Outcome::Results { tables, warnings }) => {
            expected.len() == tables.len()
                && expected.iter().zip(tables).all(|(e, t)| same_table(&e.table, t, e.ordered))
                && occur(&case.warnings, warnings)
        }
        (Expectation::Error(texts), Outcome::Errors(errors)) => occur(texts, errors),
        _ => false,
    };
    if fits { Verdict::Passed } else { Verdict::Failed }
}

/// Whether each text occurs in one of the messages.
pub(super) fn occur(texts: &[String], messages: &[String]) -> bool {
    texts.iter().all(|text| messages.iter().any(|message| message.contains(text.as_str())))
}

/// Whether the rows are the same, in this order or in any.
pub(crate) fn same_rows(expected: &TypedTable, actual: &TypedTable, ordered: bool) -> bool {
    expected.rows.len() == actual.rows.len()
        && arrange(expected, actual, ordered).iter().zip(&expected.rows).all(|(a, e)| same_row(e, a))
}

fn same_table(expected: &TypedTable, actual: &TypedTable, ordered: bool) -> bool {
    expected.columns == actual.columns && same_rows(expected, actual, ordered)
}

/// The rows that came, each at the place of its equal where the order does not matter. What has no equal takes the free
/// places, then the end.
pub(super) fn arrange<'a>(expected: &TypedTable, actual: &'a TypedTable, ordered: bool) -> Vec<&'a [Value]> {
    let mut left: Vec<Option<&[Value]>> = actual.rows.iter().map(|row| Some(&**row)).collect();
    if ordered {
        return left.into_iter().flatten().collect();
    }
    let mut placed: Vec<Option<&[Value]>> = Vec::with_capacity(actual.rows.len());
    for row in &expected.rows {
        let equal = left.iter_mut().find(|other| other.is_some_and(|other| same_row(row, other)));
        placed.push(equal.and_then(Option::take));
    }
    let mut others = left.into_iter().flatten();
    for place in &mut placed {
        *place = place.take().or_else(|| others.next());
    }
    placed.into_iter().flatten().chain(others).collect()
}

pub(super) fn same_row(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => same_real(*a, *b),
        (Value::Dynamic(a), Value::Dynamic(b)) => {
            let plain = |text: &str| Dynamic::parse_json(&plain_json(text));
            a == b || plain(a).zip(plain(b)).is_some_and(|(a, b)| same_dynamic(&a, &b))
        }
        _ => a == b,
    }
}

fn same_real(a: f64, b: f64) -> bool {
    let size = a.abs().max(b.abs());
    a == b || (a.is_nan() && b.is_nan()) || (size.is_finite() && (a - b).abs() <= TOLERANCE * size)
}

/// The keys of a bag have no order.
fn same_dynamic(a: &Dynamic, b: &Dynamic) -> bool {
    match (a, b) {
        (Dynamic::Real(a), Dynamic::Real(b)) => same_real(*a, *b),
        (Dynamic::Array(a), Dynamic::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_dynamic(a, b))
        }
        (Dynamic::Bag(entries), Dynamic::Bag(others)) => {
            entries.len() == others.len()
                && entries.iter().all(|(key, value)| b.get(key).is_some_and(|other| same_dynamic(value, other)))
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(expected: &str, actual: &str, ordered: bool) -> bool {
        same_table(&TypedTable::parse(expected).unwrap(), &TypedTable::parse(actual).unwrap(), ordered)
    }

    #[test]
    fn order_matters_only_where_it_is_said() {
        assert!(same("a:long\n1\n2\n2", "a:long\n2\n1\n2", false));
        assert!(!same("a:long\n1\n2", "a:long\n2\n1", true));
        assert!(!same("a:long\n1\n2\n2", "a:long\n1\n1\n2", false));
        assert!(!same("a:long\n1", "a:long\n1\n1", false));
        assert!(!same("a:long\n1", "b:long\n1", false));
        assert!(!same("a:long\n1", "a:int\n1", false));
    }

    #[test]
    fn equal_values() {
        assert!(same("a:real\n0.3", "a:real\n0.30000000000000004", false));
        assert!(same("a:real\nNaN", "a:real\nNaN", false));
        assert!(!same("a:real\nInfinity", "a:real\n1e300", false));
        assert!(!same("a:real\nnull", "a:real\nNaN", false));
        assert!(same("a:dynamic\n{\"a\":1,\"b\":[2]}", "a:dynamic\n{\"b\":[2],\"a\":1}", false));
        assert!(!same("a:dynamic\n[1,2]", "a:dynamic\n[2,1]", false));
        assert!(!same("a:dynamic\n1", "a:dynamic\n\"1\"", false));
        let tagged = Value::Dynamic(r#"["\u0001t00:00:01"]"#.into());
        assert!(same_value(&Value::Dynamic(r#"["00:00:01"]"#.into()), &tagged));
    }

    #[test]
    fn rows_without_an_equal_take_the_free_places() {
        let (expected, actual) = ("a:long\n1\n2\n3", "a:long\n3\n9\n1\n8");
        let (expected, actual) = (TypedTable::parse(expected).unwrap(), TypedTable::parse(actual).unwrap());
        let rows: Vec<_> = arrange(&expected, &actual, false).iter().map(|row| row[0].as_i64()).collect();
        assert_eq!(rows, [Some(1), Some(9), Some(3), Some(8)]);
    }
}
