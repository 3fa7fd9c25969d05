//! The `count` operator.

use crate::ast::Name;

/// `| count [as Name]`: the number of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The column's name, `Count` when absent.
    pub name: Option<Name>,
}
