//! Runs what must be known before a query can be bound: `toscalar(…)`, `in (tabular)`.

use std::sync::Arc;
use std::time::Instant;

use datafusion::common::ScalarValue;
use lurcher_binder::bound::BoundResult;
use lurcher_binder::{StageAnswer, StageRunner};
use lurcher_diagnostics::Span;
use lurcher_functions::types::from_scalar;
use lurcher_planner::{PlanContext, TableSource, plan};
use lurcher_symbols::Value;

use super::{Control, Executor, Materializations, Rows, Waiting, stop_point};
use crate::error::EngineError;
use crate::explain::{StageRun, StageRuns};
use crate::timing::Timing;

/// Runs the stages of one query, on a thread that may wait.
pub(crate) struct Stages {
    pub executor: Arc<Executor>,
    pub tables: Arc<dyn TableSource + Send + Sync>,
    pub materialized: Arc<Materializations>,
    pub control: Control,
    pub runs: StageRuns,
}

impl Stages {
    fn rows(&self, result: &BoundResult, limit: usize) -> Result<Vec<Vec<Value>>, EngineError> {
        let waiting = Waiting::of(&self.control.cancellation);
        let bounds = self.executor.bounds(&waiting);
        let context = PlanContext { tables: &*self.tables, materialized: &*self.materialized, bounds: &bounds };
        let plan = plan(result, &context).map_err(|e| EngineError::of(&e))?;
        let mut values = Vec::new();
        // The time that a stage takes is that of binding.
        let control = Control { timing: Timing::default(), ..self.control.clone() };
        for batch in Rows::start(&self.executor, plan, control.clone(), waiting) {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                if values.len() >= limit {
                    return Ok(values);
                }
                let cells = result.columns.iter().zip(batch.columns()).map(|(column, array)| {
                    let scalar = ScalarValue::try_from_array(array, row).map_err(|e| EngineError::of(&e))?;
                    from_scalar(&scalar, column.ty).ok_or_else(|| {
                        EngineError::Internal(format!("a stage's {} is no {}", scalar.data_type(), column.ty))
                    })
                });
                values.push(cells.collect::<Result<_, _>>()?);
            }
        }
        Ok(values)
    }
}

impl StageRunner for Stages {
    fn run(&self, result: &BoundResult, limit: usize, span: Span) -> Result<StageAnswer, String> {
        // A query of a thousand stages that is late must not begin each of them.
        stop_point();
        let start = Instant::now();
        let rows = self.rows(result, limit).map_err(|e| e.to_string())?;
        self.runs.add(StageRun { span, rows: rows.len(), time: start.elapsed() });
        Ok(StageAnswer::Rows(rows))
    }
}
