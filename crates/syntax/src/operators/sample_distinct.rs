//! The `sample-distinct` operator.

use crate::ast::{Expr, NamedExpr, Param};

/// `| sample-distinct n of expr`: any n distinct values.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleDistinct {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
    /// The values.
    pub of: NamedExpr,
}
