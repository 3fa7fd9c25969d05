//! `== != < <= > >=`. <https://learn.microsoft.com/kusto/query/scalar-data-types/null-values>

use std::cmp::Ordering;

use lurcher_symbols::{ScalarType, Value};

use crate::naive::{Row, naive};

naive! {
    "==" = equal if meet;
    "!=" = not_equal if meet;
    "<" = less if meet;
    "<=" = less_or_equal if meet;
    ">" = greater if meet;
    ">=" = greater_or_equal if meet;
}

/// The binder converts the operands of a comparison to one type.
fn meet(types: &[ScalarType]) -> bool {
    types[0] == types[1] && types[0] != ScalarType::Dynamic
}

/// None for NaN beside anything.
fn order(row: &Row<'_>) -> Option<Ordering> {
    match (&row.values[0], &row.values[1]) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Real(a), Value::Real(b)) => a.partial_cmp(b),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::String(a), Value::String(b)) => Some(a.chars().cmp(b.chars())),
        (Value::Guid(a), Value::Guid(b)) => Some(a.cmp(b)),
        _ => Some(row.long(0)?.cmp(&row.long(1)?)),
    }
}

/// Two nulls are neither equal nor different; one null is different from every value, and neither less nor greater.
fn nulls(row: &Row<'_>, differs: Option<bool>) -> Option<Option<bool>> {
    match (row.is_null(0), row.is_null(1)) {
        (true, true) => Some(None),
        (false, false) => None,
        _ => Some(differs),
    }
}

fn equal(row: &Row<'_>) -> Option<bool> {
    nulls(row, Some(false)).unwrap_or_else(|| Some(order(row) == Some(Ordering::Equal)))
}

fn not_equal(row: &Row<'_>) -> Option<bool> {
    nulls(row, Some(true)).unwrap_or_else(|| Some(order(row) != Some(Ordering::Equal)))
}

fn holds(row: &Row<'_>, wanted: fn(Ordering) -> bool) -> Option<bool> {
    nulls(row, None).unwrap_or_else(|| Some(order(row).is_some_and(wanted)))
}

fn less(row: &Row<'_>) -> Option<bool> {
    holds(row, Ordering::is_lt)
}

fn less_or_equal(row: &Row<'_>) -> Option<bool> {
    holds(row, Ordering::is_le)
}

fn greater(row: &Row<'_>) -> Option<bool> {
    holds(row, Ordering::is_gt)
}

fn greater_or_equal(row: &Row<'_>) -> Option<bool> {
    holds(row, Ordering::is_ge)
}
