//! The `evaluate` operator.

use crate::ast::{Expr, Param, Schema};

/// `| evaluate plugin(args) [: schema]`: calls a plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluate {
    /// `hint.distribution=per_node` …
    pub params: Vec<Param>,
    /// The plugin's [`ExprKind::Call`](crate::ast::ExprKind::Call).
    pub call: Expr,
    /// The declared output; open when it begins with `*`.
    pub schema: Option<Schema>,
}
