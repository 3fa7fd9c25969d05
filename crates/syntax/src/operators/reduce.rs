//! The `reduce` operator.

use crate::ast::{NamedExpr, Param};

/// `| reduce by expr [with …]`: groups similar strings.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// `kind=source` …
    pub params: Vec<Param>,
    /// The strings.
    pub by: NamedExpr,
    /// `threshold`, `characters`.
    pub properties: Vec<Param>,
}
