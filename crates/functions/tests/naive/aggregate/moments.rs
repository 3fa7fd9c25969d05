//! Variances, standard deviations, covariances, in two passes.

use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Group, naive_aggregates};

const VALUES: Pool = Pool::Only(&["1", "2", "-3", "100", "0.5", "1.25", "7", "x"]);

naive_aggregates! {
    variance => [VALUES, Pool::Any] if are_numbers;
    varianceif => [VALUES, Pool::Any] if are_numbers;
    variancep => [VALUES, Pool::Any] if are_numbers;
    variancepif => [VALUES, Pool::Any] if are_numbers;
    stdev => [VALUES, Pool::Any] if are_numbers;
    stdevif => [VALUES, Pool::Any] if are_numbers;
    stdevp => [VALUES, Pool::Any] if are_numbers;
    covariance => [VALUES, VALUES, Pool::Any] if are_numbers;
    covarianceif => [VALUES, VALUES, Pool::Any] if are_numbers;
    covariancep => [VALUES, VALUES, Pool::Any] if are_numbers;
    covariancepif => [VALUES, VALUES, Pool::Any] if are_numbers;
}

/// Of times the ticks count, whose squares leave no digits to compare.
fn are_numbers(types: &[ScalarType]) -> bool {
    types.iter().all(|ty| ty.is_numeric() || *ty == ScalarType::Bool)
}

fn real(value: &Value) -> f64 {
    match value {
        Value::Real(v) => *v,
        Value::Decimal(v) => v.to_real(),
        other => other.as_i64().unwrap_or(0) as f64,
    }
}

/// 0 where there are too few values. `one` is 1 for a sample and 0 for all there is.
fn spread(pairs: &[(f64, f64)], one: f64) -> f64 {
    let count = pairs.len() as f64;
    if count <= one {
        return 0.0;
    }
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / count;
    let (a, b) = (mean(|pair| pair.0), mean(|pair| pair.1));
    pairs.iter().map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (count - one)
}

/// Rounded to ten digits after the point.
fn variance_of(group: &Group<'_>, condition: Option<usize>, one: f64) -> f64 {
    let values: Vec<(f64, f64)> = group.given_if(0, condition).iter().map(|value| (real(value), real(value))).collect();
    (spread(&values, one) * 1e10).round() / 1e10
}

fn variance(group: &Group<'_>) -> f64 {
    variance_of(group, None, 1.0)
}

fn varianceif(group: &Group<'_>) -> f64 {
    variance_of(group, Some(1), 1.0)
}

fn variancep(group: &Group<'_>) -> f64 {
    variance_of(group, None, 0.0)
}

fn variancepif(group: &Group<'_>) -> f64 {
    variance_of(group, Some(1), 0.0)
}

fn stdev(group: &Group<'_>) -> f64 {
    variance(group).sqrt()
}

fn stdevif(group: &Group<'_>) -> f64 {
    varianceif(group).sqrt()
}

fn stdevp(group: &Group<'_>) -> f64 {
    variancep(group).sqrt()
}

fn covariance_of(group: &Group<'_>, condition: Option<usize>, one: f64) -> f64 {
    let counts = |row: &&Vec<Value>| condition.is_none_or(|i| row[i].as_bool() == Some(true));
    let rows = group.rows.iter().filter(counts).filter(|row| !row[0].is_null() && !row[1].is_null());
    spread(&rows.map(|row| (real(&row[0]), real(&row[1]))).collect::<Vec<_>>(), one)
}

fn covariance(group: &Group<'_>) -> f64 {
    covariance_of(group, None, 1.0)
}

fn covarianceif(group: &Group<'_>) -> f64 {
    covariance_of(group, Some(2), 1.0)
}

fn covariancep(group: &Group<'_>) -> f64 {
    covariance_of(group, None, 0.0)
}

fn covariancepif(group: &Group<'_>) -> f64 {
    covariance_of(group, Some(2), 0.0)
}
