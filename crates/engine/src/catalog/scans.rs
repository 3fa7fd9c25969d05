//! The catalog as the planner sees it: scans, and expressions over them.

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, lit};
use lurcher_binder::bound::ExternalData;
use lurcher_functions::types::null_scalar;
use lurcher_planner::{RawTable, TableSource};
use lurcher_symbols::{ScalarType, TableSymbol};

use super::WorkspaceCatalog;
use super::watchlists::alias_of;
use crate::tables::Table;

impl TableSource for WorkspaceCatalog {
    fn scan(&self, table: &TableSymbol, columns: &[&str]) -> Result<Vec<RawTable>> {
        let data = match alias_of(&table.name) {
            Some(alias) => self.watchlist_data(alias).map_err(lurcher_functions::refused)?,
            None => match self.data(&table.name) {
                Some(data) => data?,
                None => return lurcher_functions::refuse!("the table '{}' is gone", table.name),
            },
        };
        Ok(parts(&data, columns))
    }

    fn external(&self, data: &ExternalData, columns: &[&str]) -> Result<Vec<RawTable>> {
        let tables = self.externals.read(data, columns, self.workspace(), self.context())?;
        Ok(tables.iter().flat_map(|table| parts(table, columns)).collect())
    }
}

/// The scans of a table. A further column has no value in any row.
fn parts(data: &Table, columns: &[&str]) -> Vec<RawTable> {
    let column = |of: &[Expr], name: &str| {
        let place = data.symbol().row_columns().position(|c| *c.name == *name);
        let missing = || data.symbol().further.ty(name).unwrap_or(ScalarType::String);
        place.and_then(|i| of.get(i).cloned()).unwrap_or_else(|| lit(null_scalar(missing())))
    };
    let part = |source: &crate::tables::Source| RawTable {
        provider: source.provider().clone(),
        columns: columns.iter().map(|name| column(source.columns(), name)).collect(),
        rows: source.rows(),
    };
    data.sources().iter().map(part).collect()
}
