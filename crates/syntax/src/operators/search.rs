//! The `search` operator.

use crate::ast::{Expr, Param};

/// `search [kind=…] [in (tables)] predicate`: rows with a term anywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// `kind=case_sensitive` …
    pub params: Vec<Param>,
    /// Where to look: names, wildcards, calls; all tables when empty and not piped.
    pub sources: Vec<Expr>,
    /// What to look for: a condition in which a string alone means any column has it; [`ExprKind::Star`](crate::ast::ExprKind::Star) for all rows.
    pub predicate: Expr,
}
