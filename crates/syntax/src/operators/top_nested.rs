//! The `top-nested` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, NamedExpr, SortKey, same_but_span};

/// `| top-nested n of expr by aggregate, …`: the top values of the top values.
#[derive(Debug, Clone, PartialEq)]
pub struct TopNested {
    /// The levels, the outermost first.
    pub clauses: Vec<TopNestedClause>,
}

/// `top-nested [n] of expr [with others = value] by aggregate [asc|desc]`
#[derive(Debug, Clone)]
pub struct TopNestedClause {
    /// How many; all when not written.
    pub count: Option<Expr>,
    /// The values.
    pub of: NamedExpr,
    /// The value that stands for all others.
    pub others: Option<Expr>,
    /// The aggregate that ranks them.
    pub by: SortKey,
    /// All of it.
    pub span: Span,
}

same_but_span! {
    TopNestedClause { count, of, others, by }
}
