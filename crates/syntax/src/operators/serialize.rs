//! The `serialize` operator.

use crate::ast::{NamedExpr, Param};

/// `| serialize [[name =] expr, …]`: marks the rows' order as meaningful.
#[derive(Debug, Clone, PartialEq)]
pub struct Serialize {
    /// Hints.
    pub params: Vec<Param>,
    /// New columns, as in `extend`.
    pub columns: Vec<NamedExpr>,
}
