//! Runs logical plans: DataFusion's session, its settings, and the threads.

mod cancel;
mod compact;
mod control;
mod damaged;
mod depth;
mod frugal;
mod guard;
mod materialized;
mod pool;
mod profile;
mod progress;
mod rows;
mod small;
mod spill;
mod stages;

pub use cancel::{CancelHandle, Cancellation};
pub(crate) use cancel::{Unwound, stop_point};
pub use control::Control;
pub(crate) use control::Waiting;
pub use materialized::Materializations;
pub use profile::Profile;
pub use progress::{Done, Progress};
pub use rows::Rows;
pub(crate) use stages::Stages;

use guard::Guard;
use pool::Pool;
use spill::SpillFolder;

use std::sync::Arc;

use datafusion::execution::config::SessionConfig;
use datafusion::execution::disk_manager::DiskManagerBuilder;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::optimizer::analyzer::AnalyzerRule;
use datafusion::optimizer::analyzer::type_coercion::TypeCoercion;
use datafusion::physical_plan::displayable;
use lurcher_functions::allowance::allow;
use lurcher_planner::Bounds;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::EngineError;
use crate::limits::{FewRows, Limits};
use crate::optimizer;

/// Deeply nested expressions are walked recursively.
const WORKER_STACK: usize = 64 << 20;

/// A column of one batch has at most one part of so many of the queries' memory.
const COLUMN_SHARE: usize = 4;

/// Runs plans on threads of its own.
#[derive(Debug)]
pub struct Executor {
    /// The threads; there until the executor is dropped.
    threads: Option<Runtime>,
    runtime: Handle,
    state: SessionState,
    few_rows: FewRows,
    guard: Guard,
    /// The most bytes that a column of one batch may have.
    column: usize,
}

impl Executor {
    /// Starts the threads. Rules of the optimizer with an omitted name are left out.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn new(limits: &Limits, omitted_rules: &[String]) -> Result<Self, EngineError> {
        let column = limits.memory / COLUMN_SHARE;
        let runtime = Builder::new_multi_thread()
            .worker_threads(limits.partitions.get())
            .thread_name("lurcher")
            .thread_stack_size(WORKER_STACK)
            .on_thread_start(move || allow(column))
            .enable_time()
            .build()
            .map_err(|e| EngineError::Start(format!("no threads: {e}")))?;
        let pool = Pool::new(limits.memory, limits.partitions.get());
        let mut config = config(limits);
        let reserve = &mut config.options_mut().execution.sort_spill_reservation_bytes;
        *reserve = pool.merge_reserve().min(*reserve);
        let spill = SpillFolder { folder: limits.spill_folder.clone() };
        let environment = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(pool))
            .with_disk_manager_builder(DiskManagerBuilder::default().with_temp_file_factory(Arc::new(spill)))
            .build_arc()
            .map_err(|e| EngineError::of(&e))?;
        // Only the functions that plans hold are ever called, and they hold them: none is registered.
        let rules: Vec<Arc<dyn AnalyzerRule + Send + Sync>> = vec![Arc::new(TypeCoercion::new())];
        let footers = environment.cache_manager.get_file_metadata_cache();
        let is_kept = |name: &str| !omitted_rules.iter().any(|omitted| omitted == name);
        let logical = optimizer::rules(&footers).into_iter().filter(|rule| is_kept(rule.name()));
        let physical = optimizer::physical_rules(&footers).into_iter().filter(|rule| is_kept(rule.name()));
        let state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(environment)
            .with_analyzer_rules(rules)
            .with_optimizer_rules(logical.collect())
            .with_physical_optimizer_rules(physical.collect())
            .build();
        let handle = runtime.handle().clone();
        let guard = Guard::new(limits.memory);
        Ok(Self { threads: Some(runtime), runtime: handle, state, few_rows: limits.few_rows, guard, column })
    }

    /// A plan as it is optimized, and as it runs.
    pub(crate) fn explain(&self, plan: &LogicalPlan) -> Result<String, EngineError> {
        let (state, plan) = self.prepare(plan.clone())?;
        let optimized = state.optimize(&plan).map_err(|e| EngineError::of(&e))?;
        let physical = self.runtime.block_on(state.create_physical_plan(&plan)).map_err(|e| EngineError::of(&e))?;
        let logical = optimized.display_indent();
        let physical = displayable(&*physical);
        Ok(format!("{logical}\n\n{}", physical.indent(false)))
    }

    /// The session for a plan, and the plan as it is to run: a handful of rows is not divided as many are.
    pub(crate) fn prepare(&self, plan: LogicalPlan) -> Result<(SessionState, LogicalPlan), EngineError> {
        depth::check(&plan)?;
        let mut state = self.state.clone();
        let partitions = match self.few_rows {
            FewRows::Spread => state.config().target_partitions(),
            // One partition keeps the order in which rows and groups come, and is the faster for a handful of rows.
            FewRows::Together | FewRows::Reversed | FewRows::Rotated if small::is_small(&plan) => 1,
            _ => return Ok((state, plan)),
        };
        state.config_mut().options_mut().execution.target_partitions = partitions;
        let plan = small::arrange(plan, self.few_rows, partitions).map_err(|e| EngineError::of(&e))?;
        Ok((state, plan))
    }

    /// The threads.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// The most bytes that a column of one batch, or a record that is read, may have.
    pub(crate) fn largest_column(&self) -> usize {
        self.column
    }

    /// What bounds the work for whoever waits.
    pub(crate) fn bounds(&self, waiting: &Arc<Waiting>) -> Bounds {
        Bounds::new(Arc::clone(&self.state.runtime_env().memory_pool), Arc::clone(waiting) as _)
    }

    /// What watches running queries.
    fn guard(&self) -> &Guard {
        &self.guard
    }

    /// DataFusion's session.
    pub fn state(&self) -> &SessionState {
        &self.state
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        // Queries that were stopped let go of what they hold when their threads come to it; nobody waits for that.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

fn config(limits: &Limits) -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(limits.partitions.get())
        .with_batch_size(limits.batch_size.get())
        .with_collect_statistics(false)
        // Rows that are in an order must stay in it.
        .with_round_robin_repartition(false);
    let options = config.options_mut();
    // The planner has put the smaller side of a join where it is held in memory; the other side then need not be repartitioned.
    options.optimizer.repartition_joins = false;
    options.optimizer.max_passes = 1;
    options.optimizer.skip_failed_rules = false;
    optimizer::allow_careful_nulls(options);
    optimizer::keep_extremes(options);
    config
}
