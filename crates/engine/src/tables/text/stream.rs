//! A scan of text files as DataFusion sees it: its own streaming scan, one partition for each share of the files.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use arrow::datatypes::{Field, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::{Column, ScalarType};

use super::{DateOrder, RowPlan, TextBatches};
use crate::tables::counters::ConversionCounters;
use crate::tables::reading::Reading;
use crate::workspace::TableFile;

/// How many batches a partition may be ahead of the one that reads it.
const BATCHES_AHEAD: usize = 2;

/// The Arrow schema of columns of KQL's physical types.
pub(crate) fn physical_schema(columns: &[Column]) -> SchemaRef {
    let field = |c: &Column| Field::new(&*c.name, arrow_type(c.ty), c.ty != ScalarType::String);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// The text files of a table.
#[derive(Debug)]
pub(crate) struct TextTable {
    files: Vec<TableFile>,
    plan: RowPlan,
}

impl TextTable {
    /// Files that together have `columns`.
    pub(crate) fn new(
        table: Arc<str>,
        files: Vec<TableFile>,
        columns: Vec<Column>,
        dates: HashMap<Arc<str>, DateOrder>,
        counters: Arc<ConversionCounters>,
    ) -> Self {
        let schema = physical_schema(&columns);
        let dates = Arc::new(dates);
        Self { files, plan: RowPlan { table, columns, schema, dates, counters, reading: Arc::default() } }
    }

    /// The files.
    pub(crate) fn files(&self) -> &[TableFile] {
        &self.files
    }

    /// The place of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.plan.columns.iter().position(|c| *c.name == *name)
    }

    /// What to build for these of the columns.
    pub(crate) fn plan(&self, projection: Option<&[usize]>) -> RowPlan {
        let Some(projection) = projection else { return self.plan.clone() };
        let columns: Vec<Column> = projection.iter().map(|i| self.plan.columns[*i].clone()).collect();
        RowPlan { schema: physical_schema(&columns), columns, ..self.plan.clone() }
    }
}

#[async_trait]
impl TableProvider for TextTable {
    fn schema(&self) -> SchemaRef {
        self.plan.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let plan = self.plan(projection.map(Vec::as_slice));
        let shares = state.config().target_partitions().clamp(1, self.files.len().max(1));
        let size = self.files.len().div_ceil(shares).max(1);
        let partitions = self.files.chunks(size).map(|files| {
            Arc::new(TextPartition { files: files.to_vec(), plan: plan.clone() }) as Arc<dyn PartitionStream>
        });
        let scan = StreamingTableExec::try_new(plan.schema.clone(), partitions.collect(), None, [], false, limit)?;
        Ok(Arc::new(scan))
    }
}

/// A share of the files, read one after the other.
struct TextPartition {
    files: Vec<TableFile>,
    plan: RowPlan,
}

impl fmt::Debug for TextPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.files.iter().map(|file| &file.path)).finish()
    }
}

impl PartitionStream for TextPartition {
    fn schema(&self) -> &SchemaRef {
        &self.plan.schema
    }

    fn execute(&self, context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStreamBuilder::new(self.plan.schema.clone(), BATCHES_AHEAD);
        let output = stream.tx();
        let reading = context.session_config().get_extension::<Reading>().unwrap_or_default();
        let (files, plan) = (self.files.clone(), RowPlan { reading: Arc::clone(&reading), ..self.plan.clone() });
        let batch_size = context.session_config().batch_size();
        let sizes = files.iter().map(|file| std::fs::metadata(&file.path).map_or(0, |m| m.len() as usize));
        Reading::add(&reading.all_bytes, sizes.sum());
        Reading::add(&reading.all_files, files.len());
        stream.spawn_blocking(move || {
            for file in &files {
                for batch in TextBatches::open(file, &plan, batch_size)? {
                    // Nobody listens any more when the query has what it needs.
                    let batch = batch?;
                    Reading::add(&reading.rows, batch.num_rows());
                    if output.blocking_send(Ok(batch)).is_err() {
                        return Ok(());
                    }
                }
                Reading::add(&reading.files, 1);
            }
            Ok(())
        });
        stream.build()
    }
}
