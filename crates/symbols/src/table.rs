//! Columns and tables.

use std::sync::Arc;

use crate::ScalarType;

/// A named, typed column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Column {
    /// The name, case-sensitive.
    pub name: Arc<str>,
    /// The type.
    pub ty: ScalarType,
}

impl Column {
    /// A column of that name and type.
    pub fn new(name: impl Into<Arc<str>>, ty: ScalarType) -> Self {
        Self { name: name.into(), ty }
    }
}

/// What the binder knows of a table: its name and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSymbol {
    /// The table's name, case-sensitive.
    pub name: Arc<str>,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Whether any further column may be named; it is a `dynamic` that is null in every row (a string `""` for a watchlist, see `open_type`).
    pub open: bool,
    /// The type that an undeclared column of an open table has.
    pub open_type: ScalarType,
    /// Whether it is known that no row exists, so that nothing need be read.
    pub empty: bool,
}
