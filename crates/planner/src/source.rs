//! Where the planner gets rows from. The engine implements it.

use std::sync::Arc;

use datafusion::catalog::TableProvider;
use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_binder::bound::{ColumnId, ExternalData, Materialization};
use lurcher_symbols::TableSymbol;

/// The stored rows of a table as their files have them, and what makes KQL's columns of them.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// The rows.
    pub provider: Arc<dyn TableProvider>,
    /// For each column that was asked for, an expression over the provider's columns, without a qualifier, of the
    /// physical type of [`lurcher_functions::types::arrow_type`].
    pub columns: Vec<Expr>,
    /// How many rows there are, where that is known.
    pub rows: Option<u64>,
}

/// The stored tables, and the data from outside.
pub trait TableSource {
    /// The parts of a table, one after the other; none where it has no rows. `columns` are names of the table's
    /// columns.
    ///
    /// # Errors
    /// Where a file of the table cannot be read.
    fn scan(&self, table: &TableSymbol, columns: &[&str]) -> Result<Vec<RawTable>>;

    /// The parts of data from outside. `columns` are names of its declared columns.
    ///
    /// # Errors
    /// Where a file cannot be had or read.
    fn external(&self, data: &ExternalData, columns: &[&str]) -> Result<Vec<RawTable>>;
}

/// The tables that are computed once a query.
pub trait MaterializedSource {
    /// The rows of a materialization; fields are called as the plan calls them (`c12`). `columns` are those that the
    /// reader needs.
    ///
    /// # Errors
    /// Where its plan cannot be made.
    fn materialized(&self, source: &Arc<Materialization>, columns: &[ColumnId]) -> Result<Arc<dyn TableProvider>>;
}
