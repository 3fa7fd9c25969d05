//! The catalog as the planner sees it: scans, and expressions over them.

use datafusion::common::{Result, plan_err};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{Expr, lit};
use lurcher_functions::types::null_scalar;
use lurcher_planner::{RawTable, TableSource};
use lurcher_symbols::TableSymbol;

use super::WorkspaceCatalog;
use super::watchlists::alias_of;

impl TableSource for WorkspaceCatalog {
    fn scan(&self, table: &TableSymbol, columns: &[&str]) -> Result<Vec<RawTable>> {
        let data = match alias_of(&table.name) {
            Some(alias) => self.watchlist_data(alias).map_err(DataFusionError::Plan)?,
            None => match self.data(&table.name) {
                Some(data) => data?,
                None => return plan_err!("the table '{}' is gone", table.name),
            },
        };
        // A column that nobody declares exists in an open table, and no row has it.
        let column = |of: &[Expr], name: &str| {
            let place = data.symbol().columns.iter().position(|c| *c.name == *name);
            place.and_then(|i| of.get(i).cloned()).unwrap_or_else(|| lit(null_scalar(table.open_type)))
        };
        let part = |source: &crate::tables::Source| RawTable {
            provider: source.provider().clone(),
            columns: columns.iter().map(|name| column(source.columns(), name)).collect(),
            rows: source.rows(),
        };
        Ok(data.sources().iter().map(part).collect())
    }
}
