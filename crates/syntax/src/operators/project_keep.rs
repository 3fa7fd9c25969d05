//! The `project-keep` operator.

use crate::ast::Expr;

/// `| project-keep columns`: these columns, in the input's order.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectKeep {
    /// Names and wildcards.
    pub columns: Vec<Expr>,
}
