//! Multiples. <https://learn.microsoft.com/kusto/query/bin-function>

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const SIZES: Pool = Pool::Also(&["1", "2", "0.5", "10", "7", "-3", "0", "1h", "1d", "7d", "15m", "1tick", "1s"]);

naive! {
    bin => [Pool::Any, SIZES];
    bin_at => [Pool::Any, SIZES];
}

fn bin(row: &Row<'_>) -> Value {
    multiple(row).unwrap_or(Value::Null(row.result))
}

fn bin_at(row: &Row<'_>) -> Value {
    multiple(row).unwrap_or(Value::Null(row.result))
}

/// The multiple of the size at or below the value, counted from a fixed point. There are no bins of a timespan that is
/// not positive.
fn multiple(row: &Row<'_>) -> Option<Value> {
    match row.result {
        ScalarType::Real => {
            let (value, size) = (row.real(0)?, row.real(1)?);
            let origin = if row.has(2) { row.real(2)? } else { 0.0 };
            Some(Value::Real(((value - origin) / size).floor() * size + origin))
        }
        ScalarType::Decimal => {
            let number = |i: usize| match row.values.get(i) {
                Some(Value::Decimal(v)) => Some(*v),
                Some(_) => None,
                None => Some(Decimal::ZERO),
            };
            let (value, size, origin) = (number(0)?, number(1)?, number(2)?);
            let rest = value.checked_sub(origin)?.checked_rem_euclid(size)?;
            value.checked_sub(rest).map(Value::Decimal)
        }
        ty => {
            let (value, size, origin) =
                (i128::from(row.long(0)?), i128::from(row.long(1)?), i128::from(row.long_or(2, 0)?));
            if size == 0 || (size < 0 && ty != ScalarType::Long) {
                return None;
            }
            let found = i64::try_from(value - (value - origin).rem_euclid(size)).ok()?;
            Some(match ty {
                ScalarType::DateTime => Value::DateTime(found),
                ScalarType::TimeSpan => Value::TimeSpan(found),
                _ => Value::Long(found),
            })
        }
    }
}
