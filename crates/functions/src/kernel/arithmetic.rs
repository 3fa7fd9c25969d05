//! Arithmetic: plain DataFusion expressions where long and real behave alike in both, kernels for the rest.
//!
//! Longs wrap around on overflow; datetimes, timespans and decimals that leave their range are null. A division of
//! whole numbers by zero is null, of reals infinite or NaN. A remainder is never negative.

use arrow::array::ArrowPrimitiveType;
use arrow::datatypes::{Float64Type, Int64Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{BinaryExpr, ColumnarValue, Expr, Operator};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::values::datetime;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;

use super::cell::Cell;
use super::convert::{Overflow, real_to_long};
use super::operand::Operand;
use super::{Call, Scalars, dynamics, numbers};
use crate::promotion::promote;
use crate::udf::Lowering;

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

use Arithmetic::{Add, Divide, Modulo, Multiply, Subtract};

/// The operation as a DataFusion expression; none where it takes [`kernel`].
pub fn lower(call: &Lowering<'_>, op: Arithmetic) -> Result<Option<Expr>> {
    let result = call.result;
    let operator = match (op, result) {
        (Add, ScalarType::Long | ScalarType::Real) => Operator::Plus,
        (Subtract, ScalarType::Long | ScalarType::Real) => Operator::Minus,
        (Multiply, ScalarType::Long | ScalarType::Real) => Operator::Multiply,
        (Divide, ScalarType::Real) => Operator::Divide,
        (Divide, ScalarType::Long) if divides_all(&call.args[1]) => Operator::Divide,
        _ => return Ok(None),
    };
    if !call.types.iter().all(|ty| ty.is_numeric()) {
        return Ok(None);
    }
    let side = |i: usize| {
        let arg = call.args[i].clone();
        promote(arg, call.types[i], result).map(Box::new)
    };
    Ok(Some(Expr::BinaryExpr(BinaryExpr::new(side(0)?, operator, side(1)?))))
}

/// Whether every long can be divided by a constant: 0 gives null, and -1 overflows once.
fn divides_all(divisor: &Expr) -> bool {
    match divisor {
        Expr::Literal(ScalarValue::Int64(Some(value)), _) => !matches!(value, 0 | -1),
        Expr::Literal(ScalarValue::Int32(Some(value)), _) => !matches!(value, 0 | -1),
        _ => false,
    }
}

/// The operation row by row.
pub fn kernel(call: &Call<'_>, op: Arithmetic) -> Result<ColumnarValue> {
    use ScalarType::{DateTime, Decimal, Dynamic, Long, Real, TimeSpan};
    let (left, right) = (call.types[0], call.types[1]);
    match (call.result, left, right) {
        (Long, ..) => {
            let (a, b) = (Operand::longs(call, 0)?, Operand::longs(call, 1)?);
            binary(call.rows, &a, &b, |a, b| longs(op, a, b))
        }
        (Real, DateTime | TimeSpan, DateTime | TimeSpan) => {
            let (a, b) = (Operand::ticks(call, 0, left)?, Operand::ticks(call, 1, right)?);
            numbers::<Float64Type>(call.rows, |row| Some(a.get(row)? as f64 / b.get(row)? as f64))
        }
        (Real, ..) => {
            let (a, b) = (Operand::reals(call, 0)?, Operand::reals(call, 1)?);
            binary(call.rows, &a, &b, |a, b| Some(reals(op, a, b)))
        }
        (Decimal, ..) => {
            let (a, b) = (Operand::decimals(call, 0)?, Operand::decimals(call, 1)?);
            super::decimals(call.rows, |row| decimals(op, a.decimal(row)?, b.decimal(row)?))
        }
        (DateTime | TimeSpan, ..) => ticks(call, op),
        (Dynamic, ..) => {
            let (a, b) = (Scalars::of(call, 0)?, Scalars::of(call, 1)?);
            dynamics(call.rows, |row, out| match dynamic(op, &a.cell(row), &b.cell(row)) {
                Some(value) => {
                    value.write_canonical(out);
                    true
                }
                None => false,
            })
        }
        (result, ..) => refuse!("{} of {left} and {right} as {result}", call.name),
    }
}

fn binary<T: ArrowPrimitiveType>(
    rows: usize,
    a: &Operand<'_, T>,
    b: &Operand<'_, T>,
    f: impl Fn(T::Native, T::Native) -> Option<T::Native>,
) -> Result<ColumnarValue> {
    numbers::<T>(rows, |row| f(a.get(row)?, b.get(row)?))
}

fn longs(op: Arithmetic, a: i64, b: i64) -> Option<i64> {
    Some(match op {
        Add => a.wrapping_add(b),
        Subtract => a.wrapping_sub(b),
        Multiply => a.wrapping_mul(b),
        Divide | Modulo if b == 0 => return None,
        Divide => a.wrapping_div(b),
        Modulo if is_planted(Mutant::NegativeRemainders) => a.wrapping_rem(b),
        Modulo => a.wrapping_rem_euclid(b),
    })
}

fn reals(op: Arithmetic, a: f64, b: f64) -> f64 {
    match op {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Modulo => a.rem_euclid(b),
    }
}

fn decimals(op: Arithmetic, a: Decimal, b: Decimal) -> Option<Decimal> {
    match op {
        Add => a.checked_add(b),
        Subtract => a.checked_sub(b),
        Multiply => a.checked_mul(b),
        Divide => a.checked_div(b),
        Modulo => a.checked_rem_euclid(b),
    }
}

/// Two dynamics: as longs where both hold whole numbers, as reals where both hold numbers.
fn dynamic(op: Arithmetic, a: &Cell<'_>, b: &Cell<'_>) -> Option<Dynamic> {
    let number = |cell: &Cell<'_>| match cell {
        Cell::Long(i) => Some(*i as f64),
        Cell::Real(r) => Some(*r),
        _ => None,
    };
    if let (Cell::Long(a), Cell::Long(b)) = (a, b) {
        return longs(op, *a, *b).map(Dynamic::Long);
    }
    Some(Dynamic::Real(reals(op, number(a)?, number(b)?)))
}

/// An operation with datetimes and timespans whose result is one.
fn ticks(call: &Call<'_>, op: Arithmetic) -> Result<ColumnarValue> {
    let is_time = |ty: ScalarType| matches!(ty, ScalarType::DateTime | ScalarType::TimeSpan);
    let in_range =
        |ticks: i64| if call.result == ScalarType::DateTime { datetime::checked(ticks) } else { Some(ticks) };
    let (left, right) = (call.types[0], call.types[1]);
    // A dynamic counts as what it stands beside: a moment minus a dynamic is a timespan, so the dynamic is a moment.
    let left_time = if left == ScalarType::Dynamic { right } else { left };
    let right_time = if right == ScalarType::Dynamic { left } else { right };
    if is_time(left_time) && is_time(right_time) {
        let (a, b) = (Operand::ticks(call, 0, left_time)?, Operand::ticks(call, 1, right_time)?);
        return numbers::<Int64Type>(call.rows, |row| {
            let (a, b) = (a.get(row)?, b.get(row)?);
            in_range(match op {
                Add => a.checked_add(b)?,
                Subtract => a.checked_sub(b)?,
                Multiply => a.checked_mul(b)?,
                Divide => a.checked_div(b)?,
                Modulo => a.checked_rem_euclid(b)?,
            })
        });
    }
    // A time and a number, in either order where they are multiplied.
    let (time, number) = if is_time(left) { (0, 1) } else { (1, 0) };
    let time_ticks = Operand::ticks(call, time, call.types[time])?;
    if call.types[number].is_integer() {
        let factor = Operand::longs(call, number)?;
        return numbers::<Int64Type>(call.rows, |row| {
            let (a, b) = (time_ticks.get(row)?, factor.get(row)?);
            in_range(match op {
                Multiply => a.checked_mul(b)?,
                Divide => a.checked_div(b)?,
                Modulo => a.checked_rem_euclid(b)?,
                Add | Subtract => return None,
            })
        });
    }
    let factor = Operand::reals(call, number)?;
    numbers::<Int64Type>(call.rows, |row| {
        let value = reals(op, time_ticks.get(row)? as f64, factor.get(row)?);
        let fits = value >= i64::MIN as f64 && value < i64::MAX as f64;
        fits.then(|| real_to_long(value, Overflow::Saturate)).flatten().and_then(in_range)
    })
}
