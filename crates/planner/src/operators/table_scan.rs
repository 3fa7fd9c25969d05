//! The rows of a stored table.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, Result, TableReference};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::logical_plan::TableScanBuilder;
use datafusion::logical_expr::{Expr, LogicalPlan, Projection, Union, lit};
use lurcher_binder::bound::{TableScan, TableScanColumn};

use crate::fields::field_name;
use crate::planner::Planner;
use crate::relation::{ColumnExpr, Columns, Relation};
use crate::source::RawTable;

pub fn table_scan(planner: &mut Planner<'_>, scan: &TableScan) -> Result<Relation> {
    let read: Vec<&TableScanColumn> = scan.columns.iter().filter(|column| planner.uses.is_read(column.id)).collect();
    let none = |read: &[&TableScanColumn]| Relation::empty(read.iter().map(|column| (column.id, column.ty)));
    if scan.table.empty {
        return Ok(none(&read));
    }
    let names: Vec<&str> = read.iter().map(|column| &*column.name).collect();
    let tables = planner.context.tables;
    let mut parts = match &scan.external {
        Some(data) => tables.external(data, &names)?,
        None => tables.scan(&scan.table, &names)?,
    };
    let rows: Option<u64> = parts.iter().map(|part| part.rows).sum();
    match parts.len() {
        0 => Ok(none(&read)),
        1 => {
            let (node, exprs) = raw_scan(planner, &scan.table.name, parts.remove(0))?;
            let columns = read.iter().zip(exprs).map(|(column, expr)| (column.id, ColumnExpr { expr, ty: column.ty }));
            Ok(Relation::new(node, columns.collect()).with_rows(rows))
        }
        _ => {
            let inputs = parts.into_iter().map(|part| {
                let (node, exprs) = raw_scan(planner, &scan.table.name, part)?;
                let fields = read.iter().zip(exprs).map(|(column, expr)| expr.alias(field_name(column.id)));
                projected(node, fields.collect())
            });
            let union = Union::try_new(inputs.collect::<Result<_>>()?)?;
            let mut relation = Relation::new(LogicalPlan::Union(union), Columns::default());
            read.iter().for_each(|column| relation.define_field(column.id, column.ty));
            Ok(relation.with_rows(rows))
        }
    }
}

/// A projection that has at least one field, so that it can be an input of a union.
pub fn projected(node: LogicalPlan, mut fields: Vec<Expr>) -> Result<Arc<LogicalPlan>> {
    if fields.is_empty() {
        fields.push(lit(true).alias("row"));
    }
    Ok(Arc::new(LogicalPlan::Projection(Projection::try_new(fields, Arc::new(node))?)))
}

/// The scan of one part under a name of its own, and KQL's columns over it.
fn raw_scan(planner: &mut Planner<'_>, table: &str, part: RawTable) -> Result<(LogicalPlan, Vec<Expr>)> {
    let name = TableReference::bare(planner.scan_name(table));
    let scan = TableScanBuilder::new(name.clone(), provider_as_source(part.provider)).build()?;
    let qualify = |expr: Expr| {
        let qualified = expr.transform(|e| match e {
            Expr::Column(column) if column.relation.is_none() => {
                Ok(Transformed::yes(Expr::Column(Column::new(Some(name.clone()), column.name))))
            }
            other => Ok(Transformed::no(other)),
        });
        qualified.map(|t| t.data)
    };
    let columns = part.columns.into_iter().map(qualify).collect::<Result<_>>()?;
    Ok((LogicalPlan::TableScan(scan), columns))
}
