//! Keys of groups, joins and partitions.

use datafusion::functions::math::expr_fn::nanvl;
use datafusion::logical_expr::{Expr, lit};
use lurcher_symbols::ScalarType;

/// A key as it is compared with others: all NaNs are one, and so are the zeros. Arrow tells reals apart by their bits,
/// and the bits of a NaN depend on what computed it or wrote it into a file.
pub fn as_key(expr: Expr, ty: ScalarType) -> Expr {
    match ty {
        ScalarType::Real => zeros_alike(nanvl(expr, lit(f64::NAN))),
        _ => expr,
    }
}

/// A real in which the negative zero is the other one.
pub fn zeros_alike(real: Expr) -> Expr {
    real + lit(0.0)
}
