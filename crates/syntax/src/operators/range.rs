//! The `range` operator.

use crate::ast::{Expr, Name};

/// `range name from a to b step s`: a table of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The column.
    pub name: Name,
    /// The first value.
    pub from: Expr,
    /// The last value, inclusive.
    pub to: Expr,
    /// The distance of two values.
    pub step: Expr,
}
