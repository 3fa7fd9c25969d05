//! The `project-by-names` operator.

use crate::ast::Expr;

/// `| project-by-names names`: columns whose names are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectByNames {
    /// Constant expressions: strings or dynamic arrays of strings.
    pub columns: Vec<Expr>,
}
