//! The `getschema` operator.

use crate::ast::Name;

/// `| getschema`: the columns of the input as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct GetSchema {
    /// `kind=csl`.
    pub kind: Option<Name>,
}
