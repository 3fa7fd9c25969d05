//! `min` and `max`.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array};
use arrow::datatypes::{DataType, Float64Type};
use datafusion::common::Result;
use datafusion::functions_aggregate::min_max::{max_udaf, min_udaf};
use datafusion::logical_expr::Expr;
use lurcher_symbols::ScalarType;

use super::fold::{Fold, Folding};
use super::native::native;
use super::selection::downcast;
use super::udaf::call;

/// Which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The least value.
    Min,
    /// The greatest value.
    Max,
}

/// The least or greatest value of `arg`, null where there is none. DataFusion's own, but for reals: a NaN wins over
/// every number in both.
pub fn extreme(end: Extreme, arg: Expr, ty: ScalarType, filter: Option<Expr>) -> Expr {
    match (end, ty) {
        (Extreme::Min, ScalarType::Real) => call("min(real)".into(), Folding::<Real<Least>>::new(), vec![arg], filter),
        (Extreme::Max, ScalarType::Real) => {
            call("max(real)".into(), Folding::<Real<Greatest>>::new(), vec![arg], filter)
        }
        (Extreme::Min, _) => native(min_udaf(), vec![arg], filter),
        (Extreme::Max, _) => native(max_udaf(), vec![arg], filter),
    }
}

trait Choice: Debug + Send + Sync + 'static {
    /// Whether a number is farther at that end; -0.0 is below 0.0, so that it does not matter which comes first.
    fn prefers(new: f64, old: f64) -> bool;
}

#[derive(Debug)]
struct Least;

impl Choice for Least {
    fn prefers(new: f64, old: f64) -> bool {
        new.total_cmp(&old).is_lt()
    }
}

#[derive(Debug)]
struct Greatest;

impl Choice for Greatest {
    fn prefers(new: f64, old: f64) -> bool {
        new.total_cmp(&old).is_gt()
    }
}

#[derive(Debug)]
struct Real<C>(PhantomData<C>);

impl<C: Choice> Fold for Real<C> {
    type Input = Float64Type;
    type Cell = Option<f64>;

    #[inline]
    fn add(cell: &mut Option<f64>, value: f64) {
        match cell {
            Some(best) if !value.is_nan() && !C::prefers(value, *best) => {}
            Some(best) if best.is_nan() => {}
            _ => *cell = Some(value),
        }
    }

    fn merge(cell: &mut Option<f64>, other: Option<f64>) {
        if let Some(value) = other {
            Self::add(cell, value);
        }
    }

    fn state() -> Vec<DataType> {
        vec![DataType::Float64]
    }

    fn save(cells: &[Option<f64>]) -> Vec<ArrayRef> {
        vec![Self::finish(cells)]
    }

    fn load(columns: &[ArrayRef]) -> Result<Vec<Option<f64>>> {
        let column: &Float64Array = downcast(&columns[0])?;
        Ok(column.iter().collect())
    }

    fn types() -> (DataType, DataType) {
        (DataType::Float64, DataType::Float64)
    }

    fn finish(cells: &[Option<f64>]) -> ArrayRef {
        Arc::new(cells.iter().copied().collect::<Float64Array>())
    }
}
