//! Percentiles by nearest rank, exact for as few values as there are here.

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::extremes::order;
use crate::driver::Pool;
use crate::naive::{Group, naive_aggregates};

const PERCENTS: Pool = Pool::Only(&["50", "0", "100", "25", "99", "5"]);
const WEIGHTS: Pool = Pool::Only(&["1", "2", "5", "0", "-1", "3"]);

naive_aggregates! {
    percentile => [Pool::Any, PERCENTS] if is_ordered;
    percentiles => [Pool::Any, PERCENTS] if is_ordered;
    percentiles_array => [Pool::Any, PERCENTS] if is_ordered;
    percentilew => [Pool::Any, WEIGHTS, PERCENTS] if is_ordered;
    percentilesw => [Pool::Any, WEIGHTS, PERCENTS] if is_ordered;
    percentilesw_array => [Pool::Any, WEIGHTS, PERCENTS] if is_ordered;
}

/// Numbers and times, percents that are numbers.
fn is_ordered(types: &[ScalarType]) -> bool {
    types[0].is_summable() && types[1..].iter().all(|ty| ty.is_integer() || *ty == ScalarType::Real)
}

fn percent(value: &Value) -> f64 {
    match value {
        Value::Real(v) => *v,
        other => other.as_i64().unwrap_or(0) as f64,
    }
}

/// The values at the percentages that the constants from number `first` on are. An int answers as a long, a decimal as
/// a real.
fn at(group: &Group<'_>, weighted: bool, first: usize) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for row in group.rows {
        let weight = if weighted { row[1].as_i64().unwrap_or(0).max(0) } else { 1 };
        if !row[0].is_null() {
            values.extend(std::iter::repeat_n(row[0].clone(), weight as usize));
        }
    }
    values.sort_by(order);
    let value = |percent: f64| {
        let rank = (percent / 100.0 * values.len() as f64).ceil().max(1.0) as usize;
        match values.get(rank - 1) {
            Some(Value::Int(v)) => Value::Long(i64::from(*v)),
            Some(Value::Decimal(v)) => Value::Real(v.to_real()),
            Some(value) => value.clone(),
            None => match group.types[0] {
                ScalarType::Int => Value::Null(ScalarType::Long),
                ScalarType::Decimal => Value::Null(ScalarType::Real),
                ty => Value::Null(ty),
            },
        }
    };
    group.constants[first..].iter().map(|constant| value(percent(constant))).collect()
}

fn percentile(group: &Group<'_>) -> Vec<Value> {
    at(group, false, 1)
}

fn percentiles(group: &Group<'_>) -> Vec<Value> {
    at(group, false, 1)
}

/// Null where there are no values.
fn array(values: Vec<Value>) -> Option<Vec<Dynamic>> {
    values.iter().any(|value| !value.is_null()).then(|| values.iter().map(Dynamic::from_value).collect())
}

fn percentiles_array(group: &Group<'_>) -> Option<Vec<Dynamic>> {
    array(at(group, false, 1))
}

fn percentilew(group: &Group<'_>) -> Vec<Value> {
    at(group, true, 2)
}

fn percentilesw(group: &Group<'_>) -> Vec<Value> {
    at(group, true, 2)
}

fn percentilesw_array(group: &Group<'_>) -> Option<Vec<Dynamic>> {
    array(at(group, true, 2))
}
