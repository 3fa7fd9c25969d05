//! Choices between values, as DataFusion expressions.

use datafusion::common::Result;
use datafusion::functions::math::expr_fn::nanvl;
use datafusion::logical_expr::expr::Case;
use datafusion::logical_expr::{Expr, lit};
use lurcher_symbols::ScalarType;

use crate::promotion::promote;
use crate::types::null_scalar;
use crate::udf::Lowering;

/// The arguments, numbers widened to the type of the result.
pub fn converted(call: &Lowering<'_>) -> Result<Vec<Expr>> {
    (0..call.args.len()).map(|i| widened(call, i)).collect()
}

/// The same for a choice of the least or the greatest, which a NaN is, as it is in aggregates. Arrow tells NaNs apart by
/// their bits, which depend on what computed them: all are `nan` here.
pub fn ordered(call: &Lowering<'_>, nan: f64) -> Result<Vec<Expr>> {
    let arguments = converted(call)?;
    Ok(match call.result {
        ScalarType::Real => arguments.into_iter().map(|argument| nanvl(argument, lit(nan))).collect(),
        _ => arguments,
    })
}

fn widened(call: &Lowering<'_>, i: usize) -> Result<Expr> {
    let (ty, expr) = (call.types[i], call.args[i].clone());
    if ty.promotes_to(call.result) { promote(expr, ty, call.result) } else { Ok(expr) }
}

/// `iff()` and `case()`: conditions and values in turn, and a last value. A condition that is null is not true.
pub fn choose(call: &Lowering<'_>) -> Result<Expr> {
    let branches = call.args.len() / 2;
    let branch = |i: usize| Ok((Box::new(call.args[2 * i].clone()), Box::new(widened(call, 2 * i + 1)?)));
    let when_then_expr = (0..branches).map(branch).collect::<Result<_>>()?;
    let otherwise = Some(Box::new(widened(call, 2 * branches)?));
    Ok(Expr::Case(Case { expr: None, when_then_expr, else_expr: otherwise }))
}

/// `coalesce()`: an empty string counts as a null.
pub fn first_given(call: &Lowering<'_>) -> Result<Expr> {
    let mut values = converted(call)?;
    let last = values.pop().map(Box::new);
    let given = |value: &Expr| match call.result {
        ScalarType::String => value.clone().not_eq(lit(null_scalar(ScalarType::String))),
        _ => value.clone().is_not_null(),
    };
    let when_then_expr = values.into_iter().map(|value| (Box::new(given(&value)), Box::new(value))).collect();
    Ok(Expr::Case(Case { expr: None, when_then_expr, else_expr: last }))
}
