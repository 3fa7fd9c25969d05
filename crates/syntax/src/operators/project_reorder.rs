//! The `project-reorder` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, same_but_span};

/// `| project-reorder columns`: these columns first.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectReorder {
    /// Names and wildcards.
    pub columns: Vec<ReorderColumn>,
}

/// `name-or-wildcard [asc|desc|granny-asc|granny-desc]`
#[derive(Debug, Clone)]
pub struct ReorderColumn {
    /// The column or the wildcard.
    pub column: Expr,
    /// How the columns of a wildcard are sorted.
    pub order: Option<ReorderOrder>,
    /// All of it.
    pub span: Span,
}

/// How the columns of a wildcard are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReorderOrder {
    /// `asc`
    Asc,
    /// `desc`
    Desc,
    /// `granny-asc`: digits count as numbers.
    GrannyAsc,
    /// `granny-desc`
    GrannyDesc,
}

same_but_span! {
    ReorderColumn { column, order }
}
