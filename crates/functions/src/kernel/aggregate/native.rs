//! Aggregates that are DataFusion's own.

use std::sync::Arc;

use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::functions_aggregate::sum::sum_udaf;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::{AggregateUDF, Expr, cast, lit};
use lurcher_symbols::ScalarType;

use super::decimals::sum_of_decimals;
use crate::nulls::or_else;
use crate::types::{arrow_type, null_scalar};

/// A call of one of DataFusion's aggregates over the rows that `filter` lets through.
pub fn native(function: Arc<AggregateUDF>, args: Vec<Expr>, filter: Option<Expr>) -> Expr {
    Expr::AggregateFunction(AggregateFunction::new_udf(function, args, false, filter.map(Box::new), vec![], None))
}

/// The number of rows that `filter` lets through.
pub fn rows(filter: Option<Expr>) -> Expr {
    // Of a constant, which DataFusion knows to be no column: the number may come from a file's metadata.
    native(count_udaf(), vec![lit(1_i64)], filter)
}

/// The sum of `arg`, of an int a long; a sum of longs wraps around, as the engine's does. Null where there are no
/// values: [`or_zero`] has to finish it.
pub fn sum(arg: Expr, ty: ScalarType, filter: Option<Expr>) -> Expr {
    match ty {
        ScalarType::Decimal => sum_of_decimals(arg, filter),
        ScalarType::Int => native(sum_udaf(), vec![cast(arg, DataType::Int64)], filter),
        _ => native(sum_udaf(), vec![arg], filter),
    }
}

/// All values of `arg` joined by one of DataFusion's bit aggregates; null where there are none.
pub fn bits_joined(function: &str, join: Arc<AggregateUDF>, arg: Expr, ty: ScalarType) -> Result<Expr> {
    match ty {
        ScalarType::Int | ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => {
            Ok(native(join, vec![arg], None))
        }
        other => refuse!("{function}() of a {other}: it must be a whole number"),
    }
}

/// 0 for null; of decimals a null is a sum that is too great.
pub fn or_zero(column: Expr, ty: ScalarType) -> Result<Expr> {
    if ty == ScalarType::Decimal {
        return Ok(column);
    }
    let zero = ScalarValue::new_zero(&arrow_type(ty))?;
    or_else(column, lit(zero))
}

/// `""` for the null of a string, which is never null.
pub fn or_missing(column: Expr, ty: ScalarType) -> Result<Expr> {
    match ty {
        ScalarType::String => or_else(column, lit(null_scalar(ty))),
        _ => Ok(column),
    }
}
