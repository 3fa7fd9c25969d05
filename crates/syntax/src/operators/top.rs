//! The `top` operator.

use crate::ast::{Expr, Param, SortKey};

/// `| top n by key`: the first n rows in an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Top {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
    /// The order.
    pub by: SortKey,
}
