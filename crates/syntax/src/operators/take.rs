//! The `take` operator.

use crate::ast::{Expr, Param};

/// `| take n`, `limit n`: any n rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
}
