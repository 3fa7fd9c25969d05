//! The `facet` operator.

use super::Operator;
use crate::ast::Expr;

/// `| facet by columns [with (operators)]`: a table of values for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// The columns.
    pub by: Vec<Expr>,
    /// What the rows go through besides, empty when not written.
    pub with: Vec<Operator>,
}
