//! The `project` operator.

use crate::ast::NamedExpr;

/// `| project [name =] expr, …`: these columns and no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The columns.
    pub columns: Vec<NamedExpr>,
}
