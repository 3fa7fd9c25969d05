//! Functions of one real.

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::operand::Operand;
use super::{Call, numbers};

/// A function of the first argument as a real; null for null.
pub fn reals(call: &Call<'_>, f: impl Fn(f64) -> f64) -> Result<ColumnarValue> {
    let number = Operand::reals(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| number.get(row).map(&f))
}

/// As [`reals`], null for a negative number too.
pub fn logarithms(call: &Call<'_>, f: impl Fn(f64) -> f64) -> Result<ColumnarValue> {
    let number = Operand::reals(call, 0)?;
    numbers::<Float64Type>(call.rows, |row| number.get(row).filter(|x| x.is_nan() || *x >= 0.0).map(&f))
}
