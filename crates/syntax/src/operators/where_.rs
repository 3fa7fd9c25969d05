//! The `where` operator.

use crate::ast::{Expr, Param};

/// `| where predicate`, `filter`: the rows that fulfil it.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// Hints.
    pub params: Vec<Param>,
    /// The condition.
    pub predicate: Expr,
}
