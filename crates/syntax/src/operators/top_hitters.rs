//! The `top-hitters` operator.

use crate::ast::{Expr, NamedExpr};

/// `| top-hitters n of expr [by weight]`: the most frequent values, approximately.
#[derive(Debug, Clone, PartialEq)]
pub struct TopHitters {
    /// How many.
    pub count: Expr,
    /// The values.
    pub of: NamedExpr,
    /// What is summed instead of counting.
    pub by: Option<NamedExpr>,
}
