//! Columns and tables.

use std::sync::Arc;

use crate::{Further, ScalarType};

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
    /// What may be named beside them.
    pub further: Further,
    /// Whether it is known that no row exists, so that nothing need be read.
    pub empty: bool,
}

impl TableSymbol {
    /// The columns of its rows: those that it shows, and behind them those that are there by name only.
    pub fn row_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().chain(self.further.stored.iter())
    }
}
