//! The `print` operator.

use crate::ast::NamedExpr;

/// `print [name =] expr, …`: one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// The columns.
    pub columns: Vec<NamedExpr>,
}
