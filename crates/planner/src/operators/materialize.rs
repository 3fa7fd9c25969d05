//! `materialize()`: a reader of a table that is computed once a query.

use datafusion::common::{Column, Result, TableReference};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::logical_plan::TableScanBuilder;
use datafusion::logical_expr::{Expr, LogicalPlan};
use lurcher_binder::bound::{ColumnId, Materialized};

use crate::fields::field_name;
use crate::planner::Planner;
use crate::relation::{Columns, Relation};

pub fn materialize(planner: &mut Planner<'_>, reader: &Materialized) -> Result<Relation> {
    let read: Vec<_> = reader.columns.iter().filter(|(id, ..)| planner.uses.is_read(*id)).collect();
    let columns: Vec<ColumnId> = read.iter().map(|(_, _, source)| *source).collect();
    let provider = planner.context.materialized.materialized(&reader.source, &columns)?;
    let name = TableReference::bare(planner.scan_name("materialized"));
    let scan = TableScanBuilder::new(name.clone(), provider_as_source(provider)).build()?;
    let mut relation = Relation::new(LogicalPlan::TableScan(scan), Columns::default());
    for (id, ty, source) in read {
        relation.define(*id, *ty, Expr::Column(Column::new(Some(name.clone()), field_name(*source))));
    }
    Ok(relation)
}
