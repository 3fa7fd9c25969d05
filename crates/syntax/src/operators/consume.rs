//! The `consume` operator.

use crate::ast::Param;

/// `| consume`: reads all rows and returns none.
#[derive(Debug, Clone, PartialEq)]
pub struct Consume {
    /// `decodeblocks=true`.
    pub params: Vec<Param>,
}
