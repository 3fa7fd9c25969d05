//! `materialize()`: tables that are computed once a query, when they are first read.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::physical_plan::{ExecutionPlan, collect_partitioned};
use lurcher_binder::bound::{ColumnId, Materialization};
use lurcher_planner::{Bounds, MaterializedSource, PlanContext, TableSource, plan_materialization};
use tokio::sync::OnceCell;

/// The materializations of one query.
pub struct Materializations {
    tables: Arc<dyn TableSource + Send + Sync>,
    /// Whoever reads them first may go before the others do, so that only the query's end ends their work.
    bounds: Bounds,
    /// The columns that the query's results read, by id; a stage, which runs before they are known, keeps all.
    wanted: Mutex<HashMap<u32, Vec<ColumnId>>>,
    made: Mutex<HashMap<u32, Arc<MaterializedTable>>>,
}

impl Materializations {
    /// None so far.
    pub fn new(tables: Arc<dyn TableSource + Send + Sync>, bounds: Bounds) -> Self {
        Self { tables, bounds, wanted: Mutex::default(), made: Mutex::default() }
    }

    /// Says which columns of each materialization are read.
    pub fn want(&self, columns: Vec<(u32, Vec<ColumnId>)>) {
        *lock(&self.wanted) = columns.into_iter().collect();
    }

    fn made(&self, id: u32, columns: &[ColumnId]) -> Option<Arc<MaterializedTable>> {
        let made = lock(&self.made);
        made.get(&id).filter(|table| columns.iter().all(|c| table.columns.contains(c))).cloned()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Materializations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Materializations").field("made", &lock(&self.made).len()).finish_non_exhaustive()
    }
}

impl MaterializedSource for Materializations {
    fn materialized(&self, source: &Arc<Materialization>, columns: &[ColumnId]) -> Result<Arc<dyn TableProvider>> {
        if let Some(table) = self.made(source.id, columns) {
            return Ok(table);
        }
        let wanted = lock(&self.wanted).get(&source.id).cloned();
        let kept: Vec<ColumnId> = match wanted {
            Some(wanted) if columns.iter().all(|c| wanted.contains(c)) => wanted,
            _ => source.columns.iter().map(|(id, _)| *id).collect(),
        };
        let context = PlanContext { tables: &*self.tables, materialized: self, bounds: &self.bounds };
        let plan = plan_materialization(source, &kept, &context)?;
        let schema = Arc::clone(plan.schema().inner());
        let table = Arc::new(MaterializedTable { schema, columns: kept, plan, rows: OnceCell::new() });
        lock(&self.made).insert(source.id, Arc::clone(&table));
        Ok(table)
    }
}

/// A table whose rows are computed by its first reader.
struct MaterializedTable {
    schema: SchemaRef,
    columns: Vec<ColumnId>,
    plan: LogicalPlan,
    rows: OnceCell<Vec<Vec<RecordBatch>>>,
}

impl fmt::Debug for MaterializedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MaterializedTable").field("columns", &self.columns).finish_non_exhaustive()
    }
}

#[async_trait]
impl TableProvider for MaterializedTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Temporary
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        _limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let compute = || async {
            let plan = state.create_physical_plan(&self.plan).await?;
            collect_partitioned(plan, state.task_ctx()).await
        };
        let rows = self.rows.get_or_try_init(compute).await?;
        Ok(MemorySourceConfig::try_new_exec(rows, self.schema(), projection.cloned())?)
    }
}
