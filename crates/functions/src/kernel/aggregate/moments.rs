//! Variances, standard deviations and covariances, by DataFusion's numerically stable sums.

use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::functions::math::expr_fn::{abs, round, sqrt};
use datafusion::functions_aggregate::covariance::{covar_pop_udaf, covar_samp_udaf};
use datafusion::functions_aggregate::variance::{var_pop_udaf, var_samp_udaf};
use datafusion::logical_expr::{Expr, cast, lit, when};
use lurcher_symbols::ScalarType;

use super::native::native;
use crate::nulls::or_else;
use crate::promotion::promote;

/// A number, or the ticks of a point or span of time, as a real.
fn real(arg: Expr, ty: ScalarType) -> Result<Expr> {
    match ty.is_numeric() {
        true => promote(arg, ty, ScalarType::Real),
        false => Ok(cast(arg, DataType::Float64)),
    }
}

/// The variance of the values: of a sample, or of all there is. [`variance_of`] or [`deviation_of`] has to finish it.
pub fn variance(sample: bool, arg: Expr, ty: ScalarType, filter: Option<Expr>) -> Result<Expr> {
    Ok(native(if sample { var_samp_udaf() } else { var_pop_udaf() }, vec![real(arg, ty)?], filter))
}

/// The covariance of two columns: of a sample, or of all there is.
pub fn covariance(sample: bool, args: Vec<Expr>, types: &[ScalarType], filter: Option<Expr>) -> Result<Expr> {
    let args = args.into_iter().zip(types).map(|(arg, ty)| real(arg, *ty)).collect::<Result<_>>()?;
    Ok(native(if sample { covar_samp_udaf() } else { covar_pop_udaf() }, args, filter))
}

/// The engine's variance: rounded to ten digits after the point, 0 where there are too few values for one.
pub fn variance_of(variance: Expr) -> Result<Expr> {
    // Beyond 10^16 a real has no digits after the point, and scaling it might overflow.
    let mut rounded = when(abs(variance.clone()).lt(lit(1e16)), round(vec![variance.clone(), lit(10_i64)]));
    or_else(rounded.otherwise(variance)?, lit(0.0))
}

/// The engine's standard deviation: the root of the rounded variance.
pub fn deviation_of(variance: Expr) -> Result<Expr> {
    Ok(sqrt(variance_of(variance)?))
}
