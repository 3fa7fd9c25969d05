//! The rows of a result, batch by batch.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use datafusion::arrow::array::RecordBatch;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use futures::StreamExt;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{Cancellation, Executor, Profile};
use crate::error::EngineError;
use crate::explain::{RanStep, ran};
use crate::timing::{Phase, Timing};

/// How many batches may wait for whoever reads them.
const WAITING: usize = 2;

/// The batches of a running query. Dropping it stops the query.
#[derive(Debug)]
pub struct Rows {
    batches: mpsc::Receiver<Result<RecordBatch, EngineError>>,
    task: Option<JoinHandle<()>>,
    runtime: Handle,
    plan: Arc<OnceLock<Arc<dyn ExecutionPlan>>>,
    failed: bool,
}

impl Rows {
    /// Starts a plan.
    pub(crate) fn start(
        executor: &Arc<Executor>,
        plan: LogicalPlan,
        mut cancellation: Cancellation,
        timing: Timing,
    ) -> Self {
        let (sender, batches) = mpsc::channel(WAITING);
        let prepared = executor.prepare(plan);
        let running = Arc::new(OnceLock::new());
        let started = Arc::clone(&running);
        let work = async move {
            let send = async {
                let (state, plan) = match prepared {
                    Ok(prepared) => prepared,
                    Err(e) => return drop(sender.send(Err(e)).await),
                };
                let stream = async {
                    let start = Instant::now();
                    let plan = state.create_physical_plan(&plan).await?;
                    timing.add(Phase::Plan, start);
                    let stream = execute_stream(Arc::clone(&plan), state.task_ctx());
                    // Nobody else sets it.
                    let _ = started.set(plan);
                    stream
                };
                let mut stream = match stream.await {
                    Ok(stream) => stream,
                    Err(e) => return drop(sender.send(Err(EngineError::of(&e))).await),
                };
                while let Some(batch) = stream.next().await {
                    let batch = batch.map_err(|e| EngineError::of(&e));
                    let last = batch.is_err();
                    if sender.send(batch).await.is_err() || last {
                        return;
                    }
                }
            };
            tokio::select! {
                () = send => {}
                () = cancellation.cancelled() => drop(sender.send(Err(EngineError::Cancelled)).await),
            }
        };
        let runtime = executor.runtime().handle().clone();
        let task = Some(runtime.spawn(work));
        Self { batches, task, runtime, plan: running, failed: false }
    }

    /// What has been read so far.
    pub fn profile(&self) -> Profile {
        self.plan.get().map_or_else(Profile::default, |plan| Profile::of(&**plan))
    }

    /// What each part of the plan has done so far, the result's first.
    pub fn ran(&self) -> Vec<RanStep> {
        self.plan.get().map(|plan| ran(&**plan)).unwrap_or_default()
    }

    /// The next batch, for asynchronous callers.
    pub async fn next_batch(&mut self) -> Option<Result<RecordBatch, EngineError>> {
        if self.failed {
            return None;
        }
        let next = match self.batches.recv().await {
            Some(batch) => Some(batch),
            None => match self.task.take()?.await {
                Ok(()) => None,
                Err(e) => Some(Err(EngineError::of_task(e))),
            },
        };
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

/// For callers that may wait: no thread of the runtime.
impl Iterator for Rows {
    type Item = Result<RecordBatch, EngineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let runtime = self.runtime.clone();
        runtime.block_on(self.next_batch())
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}
