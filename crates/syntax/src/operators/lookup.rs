//! The `lookup` operator.

use super::JoinKind;
use crate::ast::{Expr, Param};

/// `| lookup kind=… (right) on …`: adds a dimension table's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// `leftouter`, which it is when not written, or `inner`.
    pub kind: Option<JoinKind>,
    /// Hints.
    pub params: Vec<Param>,
    /// The dimension table.
    pub right: Expr,
    /// The keys.
    pub on: Vec<Expr>,
}
