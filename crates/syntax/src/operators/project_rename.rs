//! The `project-rename` operator.

use crate::ast::NamedExpr;

/// `| project-rename new = old, …`: renames columns.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRename {
    /// The new names and the columns.
    pub columns: Vec<NamedExpr>,
}
