//! The `summarize` operator.

use crate::ast::{Expr, NamedExpr, Param};

/// `| summarize aggregates by keys`: one row for each combination of keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Summarize {
    /// `hint.strategy=shuffle` …
    pub params: Vec<Param>,
    /// The aggregates.
    pub aggregates: Vec<NamedExpr>,
    /// The keys.
    pub by: Vec<NamedExpr>,
    /// `bin=value` after the keys, an old spelling.
    pub bin: Option<Expr>,
}
