//! Aggregates over the rows of a group.

use std::cmp::Ordering;
use std::collections::HashSet;

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Column, ScalarType, Value};

use super::expressions::{eval, is_true};
use super::values::{identity, is_nan, missing, order, real};
use super::{Row, Unknown};
use crate::query::Aggregate;

/// Whole numbers up to here are exact as reals, and so are sums of a few.
const EXACT: i64 = 1 << 45;

/// What an aggregate gives for a group.
pub fn aggregate(aggregate: &Aggregate, columns: &[Column], rows: &[&Row]) -> Result<Value, Unknown> {
    let mut counted: Vec<&Row> = rows.to_vec();
    let (name, condition) = match (aggregate.name.as_str(), aggregate.args.as_slice()) {
        ("countif", [condition]) => ("count", Some(condition)),
        ("sumif", [_, condition]) => ("sum", Some(condition)),
        (name, _) => (name, None),
    };
    if let Some(condition) = condition {
        let kept: Vec<bool> = counted.iter().map(|row| is_true(condition, columns, row)).collect::<Result<_, _>>()?;
        counted = counted.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row).collect();
    }
    if name == "count" {
        return Ok(Value::Long(counted.len() as i64));
    }
    let arg = aggregate.args.first().ok_or(Unknown("an aggregate without an argument"))?;
    let values: Vec<Value> = counted.iter().map(|row| eval(arg, columns, row)).collect::<Result<_, _>>()?;
    of_values(name, aggregate.ty, values.into_iter().filter(|v| !v.is_null()).collect())
}

fn of_values(name: &str, ty: ScalarType, values: Vec<Value>) -> Result<Value, Unknown> {
    match name {
        "sum" => sum(ty, &values),
        "avg" => average(&values),
        "min" | "max" => {
            let mut values = values.into_iter();
            let Some(mut best) = values.next() else { return Ok(missing(ty)) };
            for value in values {
                if is_nan(&value) || is_nan(&best) {
                    return Ok(Value::Real(f64::NAN));
                }
                let better = if name == "min" { Ordering::Less } else { Ordering::Greater };
                if order(&value, &best)? == better {
                    best = value;
                }
            }
            Ok(best)
        }
        "dcount" | "count_distinct" => {
            Ok(Value::Long(values.iter().map(identity).collect::<HashSet<_>>().len() as i64))
        }
        "make_list" => Ok(list(&values)),
        "make_set" => {
            let mut seen = HashSet::new();
            Ok(list(&values.into_iter().filter(|v| seen.insert(identity(v))).collect::<Vec<_>>()))
        }
        "take_any" => {
            let some = values.iter().find(|v| v.as_str() != Some("")).or(values.first());
            Ok(some.cloned().unwrap_or(missing(ty)))
        }
        _ => Err(Unknown("an aggregate that the interpreter lacks")),
    }
}

fn list(values: &[Value]) -> Value {
    Value::Dynamic(Dynamic::Array(values.iter().map(Dynamic::from_value).collect()).canonical().into())
}

fn sum(ty: ScalarType, values: &[Value]) -> Result<Value, Unknown> {
    match ty {
        ScalarType::Long => {
            let longs = values.iter().map(|v| v.as_i64().unwrap_or_default());
            Ok(Value::Long(longs.fold(0, i64::wrapping_add)))
        }
        ScalarType::Real => Ok(Value::Real(values.iter().map(real).sum::<Result<f64, _>>()?)),
        ScalarType::TimeSpan => {
            let ticks = values.iter().try_fold(0_i64, |sum, value| match value {
                Value::TimeSpan(ticks) => sum.checked_add(*ticks),
                _ => None,
            });
            // What comes of a sum that leaves the range on the way depends on the order.
            let size: u128 =
                values.iter().map(|v| if let Value::TimeSpan(t) = v { t.unsigned_abs().into() } else { 0_u128 }).sum();
            ticks.filter(|_| size <= i64::MAX as u128).map(Value::TimeSpan).ok_or(Unknown("a sum beyond all timespans"))
        }
        _ => Err(Unknown("a sum that the interpreter lacks")),
    }
}

fn average(values: &[Value]) -> Result<Value, Unknown> {
    let mut sum = 0_i64;
    for value in values {
        let value = value.as_i64().ok_or(Unknown("an average of what is no whole number"))?;
        if value.checked_abs().is_none_or(|v| v > EXACT) {
            return Err(Unknown("an average that is rounded"));
        }
        sum += value;
    }
    Ok(Value::Real(sum as f64 / values.len() as f64))
}
