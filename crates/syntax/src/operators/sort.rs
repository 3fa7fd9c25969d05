//! The `sort` operator.

use crate::ast::{Param, SortKey};

/// `| sort by keys`, `order by`: sorts the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// Hints.
    pub params: Vec<Param>,
    /// The keys.
    pub keys: Vec<SortKey>,
}
