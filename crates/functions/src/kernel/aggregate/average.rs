//! Averages.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, PrimitiveArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DECIMAL128_MAX_PRECISION, DataType, Decimal128Type, Float64Type, Int64Type,
};
use datafusion::common::Result;
use datafusion::logical_expr::{Expr, cast};
use lurcher_symbols::ScalarType;

use super::decimals::average_of_decimals;
use super::fold::{Fold, Folding};
use super::selection::downcast;
use super::udaf::call;

/// The average of `arg`. Of no values it is NaN for numbers and null for anything else. A sum of longs wraps around, as
/// the engine's does.
pub fn average(arg: Expr, ty: ScalarType, filter: Option<Expr>) -> Result<Expr> {
    let name = format!("avg({ty})");
    Ok(match ty {
        ScalarType::Int => call(name, Folding::<Mean<Longs>>::new(), vec![cast(arg, DataType::Int64)], filter),
        ScalarType::Long => call(name, Folding::<Mean<Longs>>::new(), vec![arg], filter),
        ScalarType::Real => call(name, Folding::<Mean<Reals>>::new(), vec![arg], filter),
        ScalarType::Decimal => average_of_decimals(arg, filter),
        ScalarType::DateTime | ScalarType::TimeSpan => call(name, Folding::<Mean<Ticks>>::new(), vec![arg], filter),
        other => return refuse!("avg() of a {other}"),
    })
}

/// How the values of one type are summed and divided.
trait Sum: Debug + Send + Sync + 'static {
    type Input: ArrowPrimitiveType;
    type State: ArrowPrimitiveType;

    fn input() -> DataType;
    fn state() -> DataType;
    fn widen(value: <Self::Input as ArrowPrimitiveType>::Native) -> <Self::State as ArrowPrimitiveType>::Native;
    fn add(
        a: <Self::State as ArrowPrimitiveType>::Native,
        b: <Self::State as ArrowPrimitiveType>::Native,
    ) -> <Self::State as ArrowPrimitiveType>::Native;
    fn result() -> DataType;
    fn divide(cells: &[(<Self::State as ArrowPrimitiveType>::Native, i64)]) -> ArrayRef;
}

/// Sum and count.
#[derive(Debug)]
struct Mean<S>(PhantomData<S>);

impl<S: Sum> Fold for Mean<S> {
    type Input = S::Input;
    type Cell = (<S::State as ArrowPrimitiveType>::Native, i64);

    #[inline]
    fn add(cell: &mut Self::Cell, value: <S::Input as ArrowPrimitiveType>::Native) {
        Self::merge(cell, (S::widen(value), 1));
    }

    #[inline]
    fn merge(cell: &mut Self::Cell, other: Self::Cell) {
        *cell = (S::add(cell.0, other.0), cell.1 + other.1);
    }

    fn state() -> Vec<DataType> {
        vec![S::state(), DataType::Int64]
    }

    fn save(cells: &[Self::Cell]) -> Vec<ArrayRef> {
        let sums: PrimitiveArray<S::State> = PrimitiveArray::from_iter_values(cells.iter().map(|c| c.0));
        let counts = Int64Array::from_iter_values(cells.iter().map(|c| c.1));
        vec![Arc::new(sums.with_data_type(S::state())), Arc::new(counts)]
    }

    fn load(columns: &[ArrayRef]) -> Result<Vec<Self::Cell>> {
        let sums: &PrimitiveArray<S::State> = downcast(&columns[0])?;
        let counts: &Int64Array = downcast(&columns[1])?;
        Ok(sums.values().iter().copied().zip(counts.values().iter().copied()).collect())
    }

    fn types() -> (DataType, DataType) {
        (S::input(), S::result())
    }

    fn finish(cells: &[Self::Cell]) -> ArrayRef {
        S::divide(cells)
    }
}

#[derive(Debug)]
struct Longs;

impl Sum for Longs {
    type Input = Int64Type;
    type State = Int64Type;

    fn input() -> DataType {
        DataType::Int64
    }

    fn state() -> DataType {
        DataType::Int64
    }

    fn widen(value: i64) -> i64 {
        value
    }

    fn add(a: i64, b: i64) -> i64 {
        a.wrapping_add(b)
    }

    fn result() -> DataType {
        DataType::Float64
    }

    fn divide(cells: &[(i64, i64)]) -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(cells.iter().map(|(sum, n)| *sum as f64 / *n as f64)))
    }
}

#[derive(Debug)]
struct Reals;

impl Sum for Reals {
    type Input = Float64Type;
    type State = Float64Type;

    fn input() -> DataType {
        DataType::Float64
    }

    fn state() -> DataType {
        DataType::Float64
    }

    fn widen(value: f64) -> f64 {
        value
    }

    fn add(a: f64, b: f64) -> f64 {
        a + b
    }

    fn result() -> DataType {
        DataType::Float64
    }

    fn divide(cells: &[(f64, i64)]) -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(cells.iter().map(|(sum, n)| sum / *n as f64)))
    }
}

/// Points in time and spans of it: fourteen of today's datetimes are more than a long holds.
#[derive(Debug)]
struct Ticks;

impl Sum for Ticks {
    type Input = Int64Type;
    type State = Decimal128Type;

    fn input() -> DataType {
        DataType::Int64
    }

    fn state() -> DataType {
        DataType::Decimal128(DECIMAL128_MAX_PRECISION, 0)
    }

    fn widen(value: i64) -> i128 {
        i128::from(value)
    }

    fn add(a: i128, b: i128) -> i128 {
        a.wrapping_add(b)
    }

    fn result() -> DataType {
        DataType::Int64
    }

    fn divide(cells: &[(i128, i64)]) -> ArrayRef {
        let mean = |(sum, n): &(i128, i64)| sum.checked_div(i128::from(*n)).and_then(|mean| i64::try_from(mean).ok());
        Arc::new(cells.iter().map(mean).collect::<Int64Array>())
    }
}
