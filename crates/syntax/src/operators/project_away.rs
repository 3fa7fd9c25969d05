//! The `project-away` operator.

use crate::ast::Expr;

/// `| project-away columns`: all columns but these.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectAway {
    /// Names and wildcards.
    pub columns: Vec<Expr>,
}
