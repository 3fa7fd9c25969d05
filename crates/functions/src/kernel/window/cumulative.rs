//! `row_number` and `row_cumsum`.

use std::fmt::Debug;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, ArrowNativeTypeOp, ArrowPrimitiveType, AsArray, Int64Array, PrimitiveArray};
use arrow::datatypes::{DataType, Decimal128Type, Float64Type, Int32Type, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;

use super::restart::Restart;
use super::udwf::{Rule, call};
use crate::types::arrow_type;

/// Numbers the rows.
#[derive(Debug, PartialEq)]
pub struct Numbered {
    /// The first row's number, and that of a row that restarts.
    pub start: i64,
    /// Whether there is a restart predicate.
    pub restarts: bool,
}

impl Rule for Numbered {
    fn arguments(&self) -> Vec<DataType> {
        if self.restarts { vec![DataType::Boolean] } else { vec![] }
    }

    fn result(&self) -> DataType {
        DataType::Int64
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let restart = Restart::of(values.first())?;
        let mut next = self.start;
        let number = |row| {
            let number = if restart.at(row) { self.start } else { next };
            next = number.wrapping_add(1);
            number
        };
        Ok(Arc::new(Int64Array::from_iter_values((0..rows).map(number))))
    }
}

/// The sum of a column's values so far, since the last restart. A null adds nothing.
pub fn cumulative_sum(term: Expr, ty: ScalarType, restart: Option<Expr>) -> Result<Expr> {
    let restarts = restart.is_some();
    let name = format!("row_cumsum({ty}{})", if restarts { ",bool" } else { "" });
    let args = std::iter::once(term).chain(restart).collect();
    Ok(match ty {
        ScalarType::Int => call(name, Summed::<Int32Type>::new(ty, restarts, wrapping), args),
        ScalarType::Long | ScalarType::TimeSpan => call(name, Summed::<Int64Type>::new(ty, restarts, wrapping), args),
        ScalarType::Real => call(name, Summed::<Float64Type>::new(ty, restarts, wrapping), args),
        ScalarType::Decimal => call(name, Summed::<Decimal128Type>::new(ty, restarts, decimals), args),
        other => return refuse!("row_cumsum() of a {other}: it must be a number"),
    })
}

fn wrapping<N: ArrowNativeTypeOp>(a: N, b: N) -> Option<N> {
    Some(a.add_wrapping(b))
}

fn decimals(a: i128, b: i128) -> Option<i128> {
    Decimal::from_key(a).checked_add(Decimal::from_key(b)).map(Decimal::key)
}

#[derive(Debug)]
struct Summed<T: ArrowPrimitiveType> {
    ty: DataType,
    restarts: bool,
    /// The sum of two; none where it is too great.
    add: fn(T::Native, T::Native) -> Option<T::Native>,
}

/// How two are added follows from the type.
impl<T: ArrowPrimitiveType> PartialEq for Summed<T> {
    fn eq(&self, other: &Self) -> bool {
        (&self.ty, self.restarts) == (&other.ty, other.restarts)
    }
}

impl<T: ArrowPrimitiveType> Summed<T> {
    fn new(ty: ScalarType, restarts: bool, add: fn(T::Native, T::Native) -> Option<T::Native>) -> Self {
        Self { ty: arrow_type(ty), restarts, add }
    }
}

impl<T: ArrowPrimitiveType + Debug> Rule for Summed<T> {
    fn arguments(&self) -> Vec<DataType> {
        std::iter::once(self.ty.clone()).chain(self.restarts.then_some(DataType::Boolean)).collect()
    }

    fn result(&self) -> DataType {
        self.ty.clone()
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let restart = Restart::of(values.get(1))?;
        let terms = values[0].as_primitive::<T>();
        let mut sum = Some(T::Native::default());
        let so_far = |row| {
            if restart.at(row) {
                sum = Some(T::Native::default());
            }
            if terms.is_valid(row) {
                sum = sum.and_then(|sum| (self.add)(sum, terms.value(row)));
            }
            sum
        };
        let sums: PrimitiveArray<T> = (0..rows).map(so_far).collect();
        Ok(Arc::new(sums.with_data_type(self.ty.clone())))
    }
}
