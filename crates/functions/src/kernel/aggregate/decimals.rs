//! Sums and averages of decimals.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Decimal128Array, Int64Array};
use arrow::datatypes::{DataType, Decimal128Type};
use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;

use super::fold::{Fold, Folding};
use super::selection::downcast;
use super::udaf::call;
use crate::types::arrow_type;

/// The sum of `arg`, 0 where there are no values; null where it is too great.
pub fn sum_of_decimals(arg: Expr, filter: Option<Expr>) -> Expr {
    call("sum(decimal)".into(), Folding::<Totals<false>>::new(), vec![arg], filter)
}

/// The average of `arg`, null where there are no values.
pub fn average_of_decimals(arg: Expr, filter: Option<Expr>) -> Expr {
    call("avg(decimal)".into(), Folding::<Totals<true>>::new(), vec![arg], filter)
}

/// The sum of a group's values, none when it has become too great, and their number.
#[derive(Debug, Clone, Copy)]
struct Total(Option<Decimal>, i64);

impl Default for Total {
    fn default() -> Self {
        Self(Some(Decimal::ZERO), 0)
    }
}

impl Total {
    fn mean(&self) -> Option<Decimal> {
        self.0?.checked_div(Decimal::from_long(self.1))
    }
}

/// Sums; their quotients by the number of values where `MEAN` says so.
#[derive(Debug)]
struct Totals<const MEAN: bool>;

impl<const MEAN: bool> Fold for Totals<MEAN> {
    type Input = Decimal128Type;
    type Cell = Total;

    #[inline]
    fn add(cell: &mut Total, value: i128) {
        Self::merge(cell, Total(Some(Decimal::from_key(value)), 1));
    }

    #[inline]
    fn merge(cell: &mut Total, other: Total) {
        let sum = cell.0.zip(other.0).and_then(|(a, b)| a.checked_add(b));
        *cell = Total(sum, cell.1 + other.1);
    }

    fn state() -> Vec<DataType> {
        vec![arrow_type(ScalarType::Decimal), DataType::Int64]
    }

    fn save(cells: &[Total]) -> Vec<ArrayRef> {
        let counts = Int64Array::from_iter_values(cells.iter().map(|total| total.1));
        vec![column(cells.iter().map(|total| total.0)), Arc::new(counts)]
    }

    fn load(columns: &[ArrayRef]) -> Result<Vec<Total>> {
        let sums: &Decimal128Array = downcast(&columns[0])?;
        let counts: &Int64Array = downcast(&columns[1])?;
        let of = |row| Total(sums.is_valid(row).then(|| Decimal::from_key(sums.value(row))), counts.value(row));
        Ok((0..counts.len()).map(of).collect())
    }

    fn types() -> (DataType, DataType) {
        (arrow_type(ScalarType::Decimal), arrow_type(ScalarType::Decimal))
    }

    fn finish(cells: &[Total]) -> ArrayRef {
        if MEAN { column(cells.iter().map(Total::mean)) } else { column(cells.iter().map(|total| total.0)) }
    }
}

fn column(numbers: impl Iterator<Item = Option<Decimal>>) -> ArrayRef {
    let keys: Decimal128Array = numbers.map(|number| number.map(Decimal::key)).collect();
    Arc::new(keys.with_data_type(arrow_type(ScalarType::Decimal)))
}
