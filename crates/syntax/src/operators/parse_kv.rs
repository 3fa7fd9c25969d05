//! The `parse-kv` operator.

use crate::ast::{ColumnDecl, Expr, Param};

/// `| parse-kv expr as (keys) [with (properties)]`: columns out of `key=value` text.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseKv {
    /// The string.
    pub value: Expr,
    /// The keys to take out, and their types.
    pub keys: Vec<ColumnDecl>,
    /// `pair_delimiter`, `kv_delimiter`, `quote`, `escape`, `greedy`, `regex`.
    pub properties: Vec<Param>,
}
