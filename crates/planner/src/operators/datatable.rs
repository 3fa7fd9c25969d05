//! Constant rows: `datatable` and `print`.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch};
use arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::{Column, Result, ScalarValue, TableReference};
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::logical_expr::logical_plan::TableScanBuilder;
use datafusion::logical_expr::{Expr, LogicalPlan};
use lurcher_binder::bound::{ColumnId, Values};
use lurcher_functions::types::{null_scalar, to_scalar};
use lurcher_symbols::ScalarType;

use crate::fields::{field, field_name};
use crate::planner::Planner;
use crate::relation::{Columns, Relation};

/// One row needs no table: its cells are literals.
pub fn datatable(planner: &mut Planner<'_>, values: &Values) -> Result<Relation> {
    match values.rows.as_slice() {
        [] => Ok(Relation::empty(values.columns.iter().copied())),
        [row] => {
            let mut relation = Relation::one_row();
            for ((id, ty), value) in values.columns.iter().zip(row) {
                relation.define(*id, *ty, Expr::Literal(to_scalar(value), None));
            }
            Ok(relation)
        }
        rows => {
            let read: Vec<usize> =
                (0..values.columns.len()).filter(|i| planner.uses.is_read(values.columns[*i].0)).collect();
            let mut columns: Vec<(ColumnId, ScalarType)> = read.iter().map(|i| values.columns[*i]).collect();
            let mut arrays = Vec::with_capacity(columns.len() + 1);
            for i in read {
                let ty = values.columns[i].1;
                let cells = rows.iter().map(|row| row.get(i).map_or_else(|| null_scalar(ty), to_scalar));
                arrays.push(ScalarValue::iter_to_array(cells)?);
            }
            if columns.is_empty() {
                columns.push((planner.uses.hidden(), ScalarType::Long));
                arrays.push(Arc::new(Int64Array::from_iter_values(0..rows.len() as i64)));
            }
            Ok(table(planner, &columns, arrays)?.with_rows(Some(rows.len() as u64)))
        }
    }
}

fn table(planner: &mut Planner<'_>, columns: &[(ColumnId, ScalarType)], arrays: Vec<ArrayRef>) -> Result<Relation> {
    let schema: SchemaRef = Schema::new(columns.iter().map(|(id, ty)| field(*id, *ty)).collect::<Vec<_>>()).into();
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let provider = Arc::new(MemTable::try_new(schema, vec![vec![batch]])?);
    let name = TableReference::bare(planner.scan_name("datatable"));
    let scan = TableScanBuilder::new(name.clone(), provider_as_source(provider)).build()?;
    let mut relation = Relation::new(LogicalPlan::TableScan(scan), Columns::default());
    for (id, ty) in columns {
        relation.define(*id, *ty, Expr::Column(Column::new(Some(name.clone()), field_name(*id))));
    }
    Ok(relation)
}
