//! The rows of a result, batch by batch.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use futures::StreamExt;
use lurcher_functions::allowance::TooLarge;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::compact::compact;
use super::guard::{Signal, Watch};
use super::{Cancellation, Control, Executor, Profile, Progress, Waiting, damaged, frugal};
use crate::error::EngineError;
use crate::explain::{RanStep, ran};
use crate::timing::Phase;

/// How many batches may wait for whoever reads them.
const WAITING: usize = 2;

/// The batches of a running query. Dropping it stops the query.
#[derive(Debug)]
pub struct Rows {
    batches: mpsc::Receiver<Result<RecordBatch, EngineError>>,
    task: Option<JoinHandle<()>>,
    runtime: Handle,
    plan: RunningPlan,
    cancellation: Cancellation,
    signal: Signal,
    #[expect(dead_code, reason = "it is held, not read: the query is watched as long")]
    watch: Watch,
    failed: bool,
    waiting: Arc<Waiting>,
}

/// The plan that runs, once there is one.
type RunningPlan = Arc<Mutex<Option<Arc<dyn ExecutionPlan>>>>;

impl Rows {
    /// Starts a plan. `waiting` is what its work asks.
    pub(crate) fn start(executor: &Arc<Executor>, plan: LogicalPlan, control: Control, waiting: Arc<Waiting>) -> Self {
        let (sender, batches) = mpsc::channel(WAITING);
        let prepared = executor.prepare(plan);
        let running = RunningPlan::default();
        let cancellation = control.cancellation.clone();
        let watch = executor.guard().watch(cancellation.deadline());
        let (mut stop, mut signal) = (cancellation.clone(), watch.signal());
        let run = Run { sender: sender.clone(), control, running: Arc::clone(&running) };
        let work = async move {
            tokio::select! {
                failed = run.all(prepared) => if let Err(e) = failed {
                    // Work that was told to stop fails in words of its own.
                    let e = run.control.cancellation.reason().unwrap_or(e);
                    drop(sender.send(Err(e)).await)
                },
                reason = stop.cancelled() => drop(sender.send(Err(reason)).await),
                reason = signal.stopped() => drop(sender.send(Err(reason)).await),
            }
        };
        let runtime = executor.runtime().clone();
        let task = Some(runtime.spawn(work));
        let (plan, signal) = (running, watch.signal());
        Self { batches, task, runtime, plan, cancellation, signal, watch, failed: false, waiting }
    }

    /// What has been read so far.
    pub fn profile(&self) -> Profile {
        lock(&self.plan).as_ref().map_or_else(Profile::default, |plan| Profile::of(&**plan))
    }

    /// What each part of the plan has done so far, the result's first.
    pub fn ran(&self) -> Vec<RanStep> {
        lock(&self.plan).as_ref().map(|plan| ran(&**plan)).unwrap_or_default()
    }

    /// The next batch, for asynchronous callers.
    pub async fn next_batch(&mut self) -> Option<Result<RecordBatch, EngineError>> {
        if self.failed {
            return None;
        }
        // A thread that computes without a pause does not notice that it is to stop; whoever waits for it is not kept.
        let received = tokio::select! {
            biased;
            received = self.batches.recv() => received,
            reason = self.cancellation.cancelled() => Some(Err(reason)),
            reason = self.signal.stopped() => Some(Err(reason)),
        };
        let next = match received {
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
        self.waiting.end();
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A plan on its way through a task.
struct Run {
    sender: mpsc::Sender<Result<RecordBatch, EngineError>>,
    control: Control,
    running: RunningPlan,
}

impl Run {
    /// Sends all batches. A plan that holds too much in memory begins again as one that needs less, where nobody has
    /// seen a row yet.
    async fn all(&self, prepared: Result<(SessionState, LogicalPlan), EngineError>) -> Result<(), EngineError> {
        let (mut state, plan) = prepared?;
        state.config_mut().set_extension(self.control.progress.reading());
        let mut is_frugal = false;
        loop {
            let Err(end) = self.once(&state, &plan, is_frugal).await else { return Ok(()) };
            let failed = self.running().filter(|_| !end.seen);
            let frugal = match (&end.error, failed) {
                (EngineError::Memory(_), Some(failed)) => frugal::state(&state, &*failed, end.in_a_batch),
                _ => None,
            };
            match frugal {
                Some(frugal) => (state, is_frugal) = (frugal, true),
                None => return Err(end.error),
            }
        }
    }

    fn running(&self) -> Option<Arc<dyn ExecutionPlan>> {
        lock(&self.running).take()
    }

    async fn once(&self, state: &SessionState, plan: &LogicalPlan, is_frugal: bool) -> Result<(), End> {
        let start = Instant::now();
        let mut plan = state.create_physical_plan(plan).await.map_err(|e| End::of(&e, false))?;
        if is_frugal {
            plan = compact(plan).map_err(|e| End::of(&e, false))?;
        }
        self.control.timing.add(Phase::Plan, start);
        let _watched = Watched::begin(&self.control.progress, &plan);
        *lock(&self.running) = Some(Arc::clone(&plan));
        let mut stream = execute_stream(Arc::clone(&plan), state.task_ctx()).map_err(|e| End::of(&e, false))?;
        let mut seen = false;
        while let Some(batch) = stream.next().await {
            let batch = batch.map_err(|e| End::of(&e, seen).naming(&*plan))?;
            seen = true;
            if self.sender.send(Ok(batch)).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// How a plan ended early.
struct End {
    error: EngineError,
    /// Whether somebody has seen rows.
    seen: bool,
    /// Whether what one batch of rows becomes was too large.
    in_a_batch: bool,
}

impl End {
    fn of(error: &DataFusionError, seen: bool) -> Self {
        let in_a_batch = match error.find_root() {
            DataFusionError::External(e) => matches!(e.downcast_ref(), Some(TooLarge::Column(_))),
            DataFusionError::ArrowError(e, _) => matches!(**e, ArrowError::OffsetOverflowError(_)),
            _ => false,
        };
        Self { error: EngineError::of(error), seen, in_a_batch }
    }

    /// Where a file of the plan cannot be read, which.
    fn naming(self, plan: &dyn ExecutionPlan) -> Self {
        Self { error: damaged::named(self.error, plan), ..self }
    }
}

/// A plan that counts as running until this is dropped.
struct Watched<'a> {
    progress: &'a Progress,
    number: usize,
}

impl<'a> Watched<'a> {
    fn begin(progress: &'a Progress, plan: &Arc<dyn ExecutionPlan>) -> Self {
        Self { progress, number: progress.begin(plan) }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.progress.end(self.number);
    }
}
