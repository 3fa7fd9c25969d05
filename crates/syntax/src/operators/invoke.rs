//! The `invoke` operator.

use crate::ast::Expr;

/// `| invoke f(args)`: calls a function with the rows as its first argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Invoke {
    /// The call, without that first argument.
    pub call: Expr,
}
