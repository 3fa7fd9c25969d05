//! Rounding down to multiples, as `bin()` and `bin_at()` do.

use std::sync::Arc;

use arrow::array::Int64Array;
use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::values::decimal::Decimal;

use super::convert::{Overflow, to_decimal, to_long, to_real};
use super::{Call, Numbers, Scalars, decimals, numbers};

/// The multiple of argument 1 at or below argument 0, counted from argument 2 where there is one.
pub fn bin(call: &Call<'_>) -> Result<ColumnarValue> {
    match call.result {
        ScalarType::DateTime | ScalarType::TimeSpan => bin_ticks(call),
        ScalarType::Real => {
            let parts = Scalars::all(call, 0)?;
            let part = |i: usize, row: usize| parts.get(i).map_or(Some(0.0), |p| to_real(&p.cell(row)));
            numbers::<Float64Type>(call.rows, |row| {
                let (value, size, origin) = (part(0, row)?, part(1, row)?, part(2, row)?);
                Some(((value - origin) / size).floor() * size + origin)
            })
        }
        ScalarType::Decimal => {
            let parts = Scalars::all(call, 0)?;
            let part = |i: usize, row: usize| parts.get(i).map_or(Some(Decimal::ZERO), |p| to_decimal(&p.cell(row)));
            decimals(call.rows, |row| part(0, row)?.bin(part(1, row)?, part(2, row)?))
        }
        _ => {
            let parts = Scalars::all(call, 0)?;
            let part =
                |i: usize, row: usize| parts.get(i).map_or(Some(0), |p| to_long(&p.cell(row), Overflow::Saturate));
            numbers::<Int64Type>(call.rows, |row| multiple(part(0, row)?, part(1, row)?, part(2, row)?))
        }
    }
}

fn bin_ticks(call: &Call<'_>) -> Result<ColumnarValue> {
    let (value, size) = (call.long(0)?, call.long(1)?);
    let origin = if call.has(2) { call.long(2)? } else { Numbers::Constant(Some(0)) };
    if let (Numbers::Column(column), Numbers::Constant(Some(size @ LEAST_CONSTANT..)), Numbers::Constant(Some(0))) =
        (value, size, origin)
    {
        return Ok(ColumnarValue::Array(Arc::new(round_down(column, size))));
    }
    numbers::<Int64Type>(call.rows, |row| {
        // The engine has no bins of a negative timespan.
        let size = size.get(row).filter(|size| *size > 0)?;
        multiple(value.get(row)?, size, origin.get(row)?)
    })
}

/// The least size that [`round_down`] takes.
const LEAST_CONSTANT: i64 = 1 << 20;

/// The multiples of `size` at or below the values of a column. The division is done by the reciprocal: the quotient is
/// below 2^43, so that it is at most one off.
pub fn round_down(column: &Int64Array, size: i64) -> Int64Array {
    debug_assert!(size >= LEAST_CONSTANT);
    let reciprocal = 1.0 / size as f64;
    column.unary(|value| {
        let low = ((value as f64 * reciprocal) as i64).wrapping_mul(size);
        let rest = value.wrapping_sub(low);
        low.wrapping_add(size * (i64::from(rest >= size) - i64::from(rest < 0)))
    })
}

/// The greatest `origin + n * size` that is not above `value`; none for a size of zero.
fn multiple(value: i64, size: i64, origin: i64) -> Option<i64> {
    let rest = i128::from(value) - i128::from(origin);
    let size = i128::from(size);
    let towards_zero = is_planted(Mutant::BinsTowardsZero);
    let rest = if towards_zero { rest.checked_rem(size)? } else { rest.checked_rem_euclid(size)? };
    i64::try_from(i128::from(value) - rest).ok()
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::datetime::MAX;
    use lurcher_symbols::values::timespan::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE};

    use super::*;

    #[test]
    fn the_reciprocal_divides_as_the_division() {
        for size in [LEAST_CONSTANT, LEAST_CONSTANT + 1, TICKS_PER_MINUTE, TICKS_PER_HOUR, 7 * TICKS_PER_DAY] {
            let edges = [0, 1, size, size * 2, MAX - MAX % size, 637_134_336_000_000_000 / size * size];
            let values: Vec<i64> = edges.iter().flat_map(|edge| (-1..=1).map(move |by| edge + by)).collect();
            let expected: Vec<i64> = values.iter().map(|value| value - value.rem_euclid(size)).collect();
            assert_eq!(round_down(&Int64Array::from(values), size), Int64Array::from(expected));
        }
    }
}
