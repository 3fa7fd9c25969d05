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
    /// Hands over the rows, and counts them. What is kept of them comes out of the memory of all queries.
    fn each(
        &self,
        result: &BoundResult,
        limit: usize,
        row: &mut dyn FnMut(Vec<Value>) -> usize,
    ) -> Result<usize, EngineError> {
        let waiting = Waiting::of(&self.control.cancellation);
        let bounds = self.executor.bounds(&waiting);
        let context = PlanContext { tables: &*self.tables, materialized: &*self.materialized, bounds: &bounds };
        let plan = plan(result, &context).map_err(|e| EngineError::of(&e))?;
        let (mut work, mut count) = (bounds.begin("rows of an inner query"), 0);
        // The time that a stage takes is that of binding.
        let control = Control { timing: Timing::default(), ..self.control.clone() };
        for batch in Rows::start(&self.executor, plan, control.clone(), waiting) {
            let batch = batch?;
            for place in 0..batch.num_rows() {
                if count >= limit {
                    return Ok(count);
                }
                let cells = result.columns.iter().zip(batch.columns()).map(|(column, array)| {
                    let scalar = ScalarValue::try_from_array(array, place).map_err(|e| EngineError::of(&e))?;
                    from_scalar(&scalar, column.ty).ok_or_else(|| {
                        EngineError::Internal(format!("a stage's {} is no {}", scalar.data_type(), column.ty))
                    })
                });
                work.hold(row(cells.collect::<Result<_, _>>()?)).map_err(|e| EngineError::of(&e))?;
                count += 1;
            }
        }
        Ok(count)
    }
}

impl StageRunner for Stages {
    fn run(&self, result: &BoundResult, limit: usize, span: Span) -> Result<StageAnswer, String> {
        let mut rows = Vec::new();
        self.run_each(result, limit, span, &mut |row| {
            let bytes = size_of_row(&row);
            rows.push(row);
            bytes
        })?;
        Ok(StageAnswer::Rows(rows))
    }

    fn run_each(
        &self,
        result: &BoundResult,
        limit: usize,
        span: Span,
        row: &mut dyn FnMut(Vec<Value>) -> usize,
    ) -> Result<bool, String> {
        // A query of a thousand stages that is late must not begin each of them.
        stop_point();
        let start = Instant::now();
        let rows = self.each(result, limit, row).map_err(|e| e.to_string())?;
        self.runs.add(StageRun { span, rows, time: start.elapsed() });
        Ok(true)
    }

    fn pause(&self) {
        stop_point();
    }
}

/// How many bytes a row takes.
fn size_of_row(row: &[Value]) -> usize {
    let text = |value: &Value| match value {
        Value::String(text) | Value::Dynamic(text) => text.len(),
        _ => 0,
    };
    size_of::<Vec<Value>>() + row.iter().map(|value| size_of::<Value>() + text(value)).sum::<usize>()
}
