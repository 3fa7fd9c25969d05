//! Tables: what columns a table's files have, and how DataFusion scans them.
//!
//! A [`Table`] has a [`TableSymbol`] for the binder and [`Source`]s for the planner. A source is a plain scan and,
//! for each column of the table, an expression over the scan's columns that has KQL's physical type.

mod cells;
mod counters;
pub mod edge;
mod error;
mod load;
mod newest;
mod parquet;
mod raw;
mod reading;
mod text;
mod typing;
pub(crate) mod values;

use std::fmt;
use std::sync::{Arc, OnceLock};

use arrow::array::RecordBatch;
use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::ScalarValue;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{Expr, ident, lit};
use lurcher_functions::types::null_scalar;
use lurcher_symbols::{Column, ScalarType, TableSymbol};

use crate::store::Snapshot;

pub(crate) use cells::Cells;
pub use counters::{Conversion, ConversionCounters, FailedCell, Loss, Unread};
pub use error::DataError;
pub(crate) use error::open_file;
pub(crate) use load::load_with_logs;
pub use load::{LoadContext, load};
pub use newest::Newest;
pub(crate) use parquet::SteadyReaders;
pub use raw::begins_a_raw_log;
pub(crate) use raw::{RawLogs, Wanted, is_raw, told, why_not_raw};
pub(crate) use reading::Reading;
pub(crate) use text::{
    Field, Input, Layout, RowPlan, TextBatches, decode, open, physical_schema, where_json_breaks_off,
};
pub use typing::Declared;

/// The column that says when a row was made.
pub const TIME_GENERATED: &str = "TimeGenerated";
/// The column that says so in Defender's tables.
const TIMESTAMP: &str = "Timestamp";
/// The column that holds the table's name.
pub const TYPE: &str = "Type";

/// Adds [`TYPE`], which every table has, also where its documentation leaves it out.
pub(crate) fn add_type(columns: &mut Vec<Column>) {
    if !columns.iter().any(|c| *c.name == *TYPE) {
        columns.push(Column::new(TYPE, ScalarType::String));
    }
}

/// A table that a query can read.
pub struct Table {
    symbol: Arc<TableSymbol>,
    sources: Vec<Source>,
    newest: OnceLock<Result<Newest, DataError>>,
    find_newest: Option<newest::Find>,
    /// What holds files that may be written meanwhile.
    snapshots: Vec<Snapshot>,
}

/// One scan of a table's rows; a table whose files do not fit into one has several, whose rows together are the
/// table's.
#[derive(Debug, Clone)]
pub struct Source {
    provider: Arc<dyn TableProvider>,
    columns: Vec<Expr>,
    rows: Option<u64>,
}

impl Table {
    /// A table without rows.
    pub fn empty(symbol: TableSymbol) -> Self {
        Self::new(TableSymbol { empty: true, ..symbol }, Vec::new(), None)
    }

    /// A table of batches in memory, which have the symbol's columns in KQL's physical types.
    ///
    /// # Errors
    /// The batches have other columns.
    pub fn in_memory(symbol: TableSymbol, batches: Vec<RecordBatch>) -> Result<Self, DataFusionError> {
        let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let provider = Arc::new(MemTable::try_new(physical_schema(&symbol.columns), vec![batches])?);
        let columns = symbol.columns.iter().map(|c| ident(&*c.name)).collect();
        let source = Source { provider, columns, rows: Some(rows as u64) };
        Ok(Self::new(TableSymbol { empty: rows == 0, ..symbol }, vec![source], None))
    }

    fn new(symbol: TableSymbol, sources: Vec<Source>, find_newest: Option<newest::Find>) -> Self {
        Self { symbol: Arc::new(symbol), sources, newest: OnceLock::new(), find_newest, snapshots: Vec::new() }
    }

    /// The same table, whose files stay there as long as it lives.
    pub(crate) fn holding(mut self, snapshots: Vec<Snapshot>) -> Self {
        self.snapshots = snapshots;
        self
    }

    /// What the binder knows of the table.
    pub fn symbol(&self) -> &Arc<TableSymbol> {
        &self.symbol
    }

    /// The scans whose rows together are the table's; none for a table without rows.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// How many rows the table has, where that is known without reading it.
    pub fn rows(&self) -> Option<u64> {
        self.sources.iter().map(|s| s.rows).sum()
    }

    /// The newest `TimeGenerated`, from the statistics of Parquet files where there are any, otherwise by a scan of that
    /// column. There is none of a table without such a column or without rows. Looked for once.
    ///
    /// # Errors
    /// The files cannot be read.
    pub fn newest_time_generated(&self) -> Result<Newest, DataError> {
        let find = || self.find_newest.as_ref().map_or_else(|| Ok(Newest::none()), |find| find());
        self.newest.get_or_init(find).clone()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("symbol", &self.symbol).field("sources", &self.sources).finish_non_exhaustive()
    }
}

impl Source {
    /// `columns` are those of the table in order; what the scan does not have is `missing`'s.
    fn new(
        provider: Arc<dyn TableProvider>,
        columns: Vec<Option<Expr>>,
        table: &TableSymbol,
        rows: Option<u64>,
    ) -> Self {
        let missing = |c: &Column| lit(missing(c, &table.name));
        let columns =
            columns.into_iter().zip(table.row_columns()).map(|(found, c)| found.unwrap_or_else(|| missing(c)));
        Self { provider, columns: columns.collect(), rows }
    }

    /// The scan.
    pub fn provider(&self) -> &Arc<dyn TableProvider> {
        &self.provider
    }

    /// The columns of the table's symbol by unqualified columns of the scan, in KQL's physical types. A column that the
    /// files do not have is a literal.
    pub fn columns(&self) -> &[Expr] {
        &self.columns
    }

    /// How many rows it has, where that is known without reading it.
    pub fn rows(&self) -> Option<u64> {
        self.rows
    }
}

/// What a column holds in rows whose file does not have it.
fn missing(column: &Column, table: &str) -> ScalarValue {
    if *column.name == *TYPE && column.ty == ScalarType::String {
        return ScalarValue::Utf8View(Some(table.to_owned()));
    }
    null_scalar(column.ty)
}

#[cfg(test)]
mod tests;
