//! The `sample` operator.

use crate::ast::{Expr, Param};

/// `| sample n`: any n rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
}
