//! Watchlists as tables. <https://learn.microsoft.com/azure/sentinel/watchlists>

use std::fs;
use std::time::UNIX_EPOCH;

use arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use lurcher_content::Watchlist;
use lurcher_symbols::{Column, Further, FurtherNames, ScalarType, TableSymbol, Value};

use crate::clock::UNIX_EPOCH_TICKS;
use crate::tables::{Cells, Table, physical_schema};

/// What the name of a watchlist's table begins with, so that it is not taken for a table of the workspace:
/// `_GetWatchlist('alias')`.
const CALL: &str = "_GetWatchlist('";

/// The documented columns of every watchlist.
const SYSTEM_COLUMNS: [(&str, ScalarType); 4] = [
    ("_DTItemId", ScalarType::String),
    ("LastUpdatedTimeUTC", ScalarType::DateTime),
    ("SearchKey", ScalarType::String),
    ("WatchlistItem", ScalarType::Dynamic),
];

/// A watchlist with its items.
pub(super) fn table(watchlist: &Watchlist) -> Result<Table, String> {
    let columns = watchlist.schema();
    let rows = watchlist.values(last_changed(watchlist));
    let batch = batch(&columns, &rows).map_err(|e| e.to_string())?;
    Table::in_memory(symbol(&watchlist.alias, columns), vec![batch]).map_err(|e| e.to_string())
}

/// A watchlist that nobody has: open and empty, so that a query that names one still runs.
pub(super) fn absent(alias: &str) -> Table {
    Table::empty(symbol(alias, SYSTEM_COLUMNS.map(|(name, ty)| Column::new(name, ty)).into()))
}

/// The alias of a watchlist's table.
pub(super) fn alias_of(table: &str) -> Option<&str> {
    table.strip_prefix(CALL)?.strip_suffix("')")
}

fn symbol(alias: &str, columns: Vec<Column>) -> TableSymbol {
    let name = format!("{CALL}{alias}')").into();
    TableSymbol { name, columns, further: Further::names(FurtherNames::Strings), empty: false }
}

/// When the watchlist's file was written, in ticks.
fn last_changed(watchlist: &Watchlist) -> Option<i64> {
    let changed = fs::metadata(&watchlist.path).and_then(|m| m.modified()).ok()?;
    let since_epoch = changed.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since_epoch.as_nanos() / 100).ok()?.checked_add(UNIX_EPOCH_TICKS)
}

fn batch(columns: &[Column], rows: &[Vec<Value>]) -> Result<RecordBatch, DataFusionError> {
    let mut cells: Vec<Cells> = columns.iter().map(|c| Cells::new(c.ty)).collect();
    for row in rows {
        row.iter().zip(&mut cells).for_each(|(value, cells)| cells.append_value(value));
    }
    Ok(RecordBatch::try_new(physical_schema(columns), cells.iter_mut().map(Cells::finish).collect())?)
}
