//! The `as` operator.

use crate::ast::{Name, Param};

/// `| as Name`: names the rows, so that other parts of the query can refer to them.
#[derive(Debug, Clone, PartialEq)]
pub struct As {
    /// `hint.materialized=true`.
    pub params: Vec<Param>,
    /// The name.
    pub name: Name,
}
