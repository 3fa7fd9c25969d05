//! The `union` operator.

use crate::ast::{Expr, Name, Param};

/// `| union [kind=…] [withsource=Name] [isfuzzy=true] tables`: the rows of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// `kind=…`; `outer` when not written.
    pub kind: Option<UnionKind>,
    /// `withsource=Name`: the column that says where a row came from.
    pub with_source: Option<Name>,
    /// `isfuzzy=…`: whether tables that do not exist are forgiven.
    pub is_fuzzy: Option<bool>,
    /// Hints.
    pub params: Vec<Param>,
    /// Names, wildcards, calls and subqueries.
    pub sources: Vec<Expr>,
}

/// Which columns a union has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnionKind {
    /// `inner`: the columns that all have.
    Inner,
    /// `outer`: the columns that any has.
    Outer,
}
