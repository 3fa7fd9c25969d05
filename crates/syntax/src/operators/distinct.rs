//! The `distinct` operator.

use crate::ast::{NamedExpr, Param};

/// `| distinct columns`: the distinct combinations of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinct {
    /// Hints.
    pub params: Vec<Param>,
    /// The columns; [`ExprKind::Star`](crate::ast::ExprKind::Star) for all.
    pub columns: Vec<NamedExpr>,
}
