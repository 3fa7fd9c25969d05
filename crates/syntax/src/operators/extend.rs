//! The `extend` operator.

use crate::ast::NamedExpr;

/// `| extend [name =] expr, …`: adds columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Extend {
    /// The new columns.
    pub columns: Vec<NamedExpr>,
}
