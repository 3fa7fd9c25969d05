//! Sessions: a workspace, open for queries. This is the library's front door.
//!
//! ```no_run
//! use lurcher_engine::{Session, SessionOptions};
//!
//! let session = Session::open(SessionOptions::default())?;
//! let answer = session.query("print x = 1 + 1")?;
//! for result in answer.results {
//!     for batch in result.start() {
//!         println!("{} rows", batch?.num_rows());
//!     }
//! }
//! # Ok::<(), lurcher_engine::EngineError>(())
//! ```

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use datafusion::logical_expr::LogicalPlan;
use lurcher_binder::bound::{BoundQuery, BoundResult, Plan, ResultColumn, Visualization};
use lurcher_binder::codes::TABLE_EXPECTED;
use lurcher_binder::{Bound, Environment, NoStages, StageRunner, bind};
use lurcher_diagnostics::{Diagnostic, Diagnostics, Source, SourceId, Sources};
use lurcher_functions::allowance::allow;
use lurcher_functions::{BuiltIns, KernelEvaluator};
use lurcher_planner::{PlanContext, materialized_columns, plan};
use lurcher_symbols::{Catalog, Column, Further, StoredFunction, TableSymbol, Value};
use lurcher_syntax::parse;

use crate::called::{call_of, with_called};
use crate::catalog::WorkspaceCatalog;
use crate::clock::Clock;
use crate::error::{EngineError, QueryError, panic_message};
use crate::execution::{
    CancelHandle, Cancellation, Control, Executor, Materializations, Progress, Rows, Stages, Unwound, Waiting,
};
use crate::explain::{StageRun, StageRuns, Step, steps};
use crate::external::Fetch;
use crate::limits::Limits;
use crate::reach::{ReachedByStages, tables_of};
use crate::shortcuts::Shortcuts;
use crate::tables::{Conversion, ConversionCounters, LoadContext, Table, Unread, physical_schema};
use crate::timing::{Phase, Timing};
use crate::workspace::Workspace;

/// Queries are read and bound recursively; the stack bounds how deep they may be nested.
const STACK: usize = 256 << 20;

thread_local! {
    /// Whether this thread has such a stack.
    static IS_BIG: Cell<bool> = const { Cell::new(false) };
}

/// How a session is opened.
#[derive(Debug, Clone, Default)]
pub struct SessionOptions {
    /// The workspace's folder; without one the nearest `lurcher.toml` upwards counts, and where there is none, an empty
    /// workspace.
    pub workspace: Option<PathBuf>,
    /// Where `now()` comes from; without one, the workspace says it.
    pub clock: Option<Clock>,
    /// What the session may use of the machine.
    pub limits: Limits,
    /// Whether content is checked and not run: where the workspace has no tables, a query over all tables means the
    /// documented ones.
    pub checks: bool,
    /// Folders of content behind those that the workspace names.
    pub content: Vec<PathBuf>,
    /// What is done so that queries take less time.
    pub shortcuts: Shortcuts,
    /// What raw logs do not say of themselves: the zone of their times, say.
    pub raw_options: lurcher_sources::Options,
    /// What gets data from the network for `externaldata`; without it such a query is refused.
    pub network: Option<Arc<dyn Fetch>>,
}

/// A workspace that is open for queries. It may be shared by threads.
#[derive(Debug)]
pub struct Session {
    executor: Arc<Executor>,
    catalog: Arc<WorkspaceCatalog>,
    counters: Arc<ConversionCounters>,
    clock: RwLock<Clock>,
    prunes: bool,
}

/// A query as it is asked.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The text.
    pub text: &'a str,
    /// What messages call the text: a file's name, say.
    pub name: &'a str,
    /// A file that the text is a part of, and how to find the text in it.
    pub source: Option<Source>,
    /// Values of `declare query_parameters`.
    pub parameters: HashMap<String, Value>,
    /// The rows of stored tables that the query sees, by their `TimeGenerated` in ticks since 0001-01-01: from a time
    /// on, and before another one. Without a range it sees all.
    pub time_range: Option<Range<i64>>,
    /// Whether the text may name any file of this machine, because whoever asks wrote it. Otherwise it names what is
    /// below the workspace and what its settings name, as the functions that it calls do in any case.
    pub any_file: bool,
    /// What may stop the query.
    pub cancellation: Cancellation,
    /// Where whoever waits can look at what has been done.
    pub progress: Progress,
}

impl<'a> Request<'a> {
    /// A query that nobody stops.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            name: "query",
            source: None,
            parameters: HashMap::new(),
            time_range: None,
            any_file: false,
            cancellation: Cancellation::default(),
            progress: Progress::default(),
        }
    }

    /// The same query, and what stops it.
    pub fn cancellable(self) -> (Self, CancelHandle) {
        let (handle, cancellation) = CancelHandle::new();
        (Self { cancellation, ..self }, handle)
    }

    /// The same query, with so much time from now on.
    pub fn within(self, time: Duration) -> Self {
        Self { cancellation: self.cancellation.within(time), ..self }
    }

    fn source(&self) -> Source {
        self.source.clone().unwrap_or_else(|| Source::new(self.name, self.text))
    }
}

/// What a query answers.
#[derive(Debug)]
pub struct Answer {
    /// The results: one, or several of `fork`, `facet` and `;`.
    pub results: Vec<QueryResult>,
    /// The queries inside of it that have run already.
    pub stages: Vec<StageRun>,
    /// What is noteworthy about the query.
    pub warnings: Vec<Diagnostic>,
    /// The texts that the warnings point into.
    pub sources: Sources,
    /// What `now()` says, in ticks since 0001-01-01.
    pub now: i64,
    /// Whether that is the newest `TimeGenerated` of the tables that the query reaches. Of [`Clock::Data`] it is the
    /// wall clock's time where they have none.
    pub now_is_newest: bool,
    /// How long the query took to be understood, and takes to be planned.
    pub timing: Timing,
}

/// One result of a query. Nothing runs before [`Self::start`].
#[derive(Debug)]
pub struct QueryResult {
    /// The columns, in the order of the batches'.
    pub columns: Vec<ResultColumn>,
    /// What `render` asked for.
    pub visualization: Option<Visualization>,
    bound: Plan,
    plan: LogicalPlan,
    executor: Arc<Executor>,
    control: Control,
    waiting: Arc<Waiting>,
}

impl QueryResult {
    /// Runs the query.
    pub fn start(self) -> Rows {
        Rows::start(&self.executor, self.plan, self.control, self.waiting)
    }

    /// The steps that the query is made of, in KQL's words.
    pub fn steps(&self) -> Vec<Step> {
        steps(&self.columns, &self.bound)
    }

    /// The plan as it is optimized, and as it runs, for people who look for the reason of an answer or of its time.
    ///
    /// # Errors
    /// Where the plan cannot be made.
    pub fn explain(&self) -> Result<String, EngineError> {
        self.executor.explain(&self.plan)
    }
}

/// What is to say about a query that is only looked at.
#[derive(Debug)]
pub struct Checked {
    /// The bound query.
    pub query: BoundQuery,
    /// What is wrong or noteworthy.
    pub diagnostics: Diagnostics,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

impl Session {
    /// Where `now()` comes from.
    pub fn clock(&self) -> Clock {
        *self.clock.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `now()` come from somewhere else, from the next query on.
    pub fn set_clock(&self, clock: Clock) {
        *self.clock.write().unwrap_or_else(PoisonError::into_inner) = clock;
    }

    /// Opens a workspace. No data is read.
    ///
    /// # Errors
    /// Where the workspace or its settings cannot be read.
    pub fn open(options: SessionOptions) -> Result<Self, EngineError> {
        let start = |e: &dyn std::fmt::Display| EngineError::Start(e.to_string());
        let executor = Arc::new(Executor::new(&options.limits, &options.shortcuts.omitted_rules)?);
        let counters = Arc::new(ConversionCounters::default());
        let workspace = Workspace::open(options.workspace.as_deref()).map_err(|e| start(&e))?;
        let clock = match options.clock {
            Some(clock) => clock,
            None => workspace.settings().clock,
        };
        let runtime = Arc::clone(executor.state().runtime_env());
        let raw_options = Arc::new(options.raw_options);
        let context = LoadContext { runtime, counters: Arc::clone(&counters), raw_options };
        let catalog = WorkspaceCatalog::open_with_content(Arc::new(workspace), &options.content, context);
        let catalog = catalog.map_err(|e| start(&e))?.with_network(options.network);
        let catalog = Arc::new(if options.checks { catalog.for_checks() } else { catalog });
        let prunes = options.shortcuts.prunes;
        Ok(Self { executor, catalog, counters, clock: RwLock::new(clock), prunes })
    }

    /// What the workspace has.
    pub fn catalog(&self) -> &Arc<WorkspaceCatalog> {
        &self.catalog
    }

    /// Cells that did not convert to the types of their columns, since this was asked last.
    pub fn take_conversions(&self) -> Vec<Conversion> {
        self.counters.take()
    }

    /// Records of raw logs that were not among the rows, since this was asked last.
    pub fn take_unread(&self) -> Vec<Unread> {
        self.counters.take_unread()
    }

    /// What `now()` says to a query, in ticks since 0001-01-01.
    ///
    /// # Errors
    /// A table whose newest row is now cannot be read.
    pub fn now(&self, request: &Request<'_>) -> Result<i64, EngineError> {
        let newest = self.on_a_big_stack(&request.cancellation, || self.newest(request))??;
        Ok(newest.or_else(|| self.fixed_now()).unwrap_or_else(Clock::system_ticks))
    }

    /// Answers a query.
    ///
    /// # Errors
    /// Where the query is wrong, or one of its stages fails.
    pub fn query(&self, text: &str) -> Result<Answer, EngineError> {
        self.run(Request::new(text))
    }

    /// Answers a query.
    ///
    /// # Errors
    /// Where the query is wrong, or one of its stages fails.
    pub fn run(&self, request: Request<'_>) -> Result<Answer, EngineError> {
        self.on_a_big_stack(&request.cancellation, || self.answer(&request))?
    }

    /// Reads and binds a query, and runs nothing.
    ///
    /// # Errors
    /// Only where a defect of ours shows.
    pub fn check(&self, request: &Request<'_>) -> Result<Checked, EngineError> {
        self.on_a_big_stack(&request.cancellation, || self.look(request, &*self.catalog))
    }

    /// Reads and binds a stored function as if it were called, and runs nothing. What is found in its body points into
    /// its file.
    ///
    /// # Errors
    /// Only where a defect of ours shows.
    pub fn check_function(&self, function: &Arc<StoredFunction>) -> Result<Checked, EngineError> {
        let catalog = with_called(function, &*self.catalog);
        let look = |call: String| {
            let request = Request { name: &function.file, ..Request::new(&call) };
            self.on_a_big_stack(&request.cancellation, || self.look(&request, &catalog))
        };
        let call = call_of(function);
        let checked = look(call.clone())?;
        // The call is the first text; what is found in the body points into the body's own.
        let gives_scalar = |d: &Diagnostic| d.code == TABLE_EXPECTED && d.span.source == SourceId::default();
        // The call where a scalar is expected.
        if checked.diagnostics.iter().any(gives_scalar) { look(format!("print {call}")) } else { Ok(checked) }
    }

    /// Does something with the names that a query could use, completion say. Nothing is run.
    ///
    /// # Errors
    /// Only where a defect of ours shows.
    pub fn with_environment<T: Send>(&self, work: impl FnOnce(&Environment<'_>) -> T + Send) -> Result<T, EngineError> {
        let now = self.fixed_now().unwrap_or_else(Clock::system_ticks);
        self.on_a_big_stack(&Cancellation::default(), || {
            // Whoever completes a text types it.
            let any_file = Some(SourceId::default());
            work(&Environment { any_file, ..environment(&*self.catalog, &NoStages, now) })
        })
    }

    /// Keeps rows as a table for as long as the session lasts. It hides a table of that name.
    ///
    /// # Errors
    /// The batches have other columns.
    pub fn keep_table(&self, name: &str, columns: Vec<Column>, batches: Vec<RecordBatch>) -> Result<(), EngineError> {
        let failed = |e: &dyn std::fmt::Display| EngineError::Failed(e.to_string());
        // A result's batches call their columns by id.
        let schema = physical_schema(&columns);
        let named = |batch: RecordBatch| RecordBatch::try_new(Arc::clone(&schema), batch.columns().to_vec());
        let batches = batches.into_iter().map(named).collect::<Result<_, _>>().map_err(|e| failed(&e))?;
        let symbol = TableSymbol { name: name.into(), columns, further: Further::default(), empty: false };
        let table = Table::in_memory(symbol, batches).map_err(|e| failed(&e))?;
        self.catalog.put_temporary(table);
        Ok(())
    }

    fn look(&self, request: &Request<'_>, catalog: &dyn Catalog) -> Checked {
        let mut sources = Sources::new();
        let now = self.fixed_now().unwrap_or_else(Clock::system_ticks);
        let bound = self.bind(request, &mut sources, catalog, &NoStages, now, &Timing::default());
        Checked { query: bound.query, diagnostics: bound.diagnostics, sources }
    }

    fn answer(&self, request: &Request<'_>) -> Result<Answer, EngineError> {
        let newest = self.newest(request)?;
        let now = newest.or_else(|| self.fixed_now()).unwrap_or_else(Clock::system_ticks);
        let bounds = self.executor.bounds(&Waiting::of(&request.cancellation));
        let materialized = Arc::new(Materializations::new(self.catalog.clone(), bounds));
        let timing = Timing::default();
        let (cancellation, progress) = (request.cancellation.clone(), request.progress.clone());
        let control = Control { cancellation, timing: timing.clone(), progress };
        let stages = Stages {
            executor: Arc::clone(&self.executor),
            tables: self.catalog.clone(),
            materialized: Arc::clone(&materialized),
            control: control.clone(),
            runs: StageRuns::default(),
        };
        let mut sources = Sources::new();
        let bound = self.bind(request, &mut sources, &*self.catalog, &stages, now, &timing);
        if let Some(reason) = request.cancellation.reason() {
            return Err(reason);
        }
        let diagnostics: Vec<Diagnostic> = bound.diagnostics.iter().cloned().collect();
        if bound.diagnostics.has_errors() {
            return Err(EngineError::Query(Box::new(QueryError { diagnostics, sources })));
        }
        let start = Instant::now();
        materialized.want(materialized_columns(&bound.query.results));
        let result = |bound: BoundResult| {
            let waiting = Waiting::of(&request.cancellation);
            let bounds = self.executor.bounds(&waiting);
            let context = PlanContext { tables: &*self.catalog, materialized: &*materialized, bounds: &bounds };
            let plan = plan(&bound, &context).map_err(|e| EngineError::of(&e))?;
            let BoundResult { columns, visualization, plan: bound, .. } = bound;
            let (executor, control) = (Arc::clone(&self.executor), control.clone());
            Ok(QueryResult { columns, visualization, bound, plan, executor, control, waiting })
        };
        let results = bound.query.results.into_iter().map(result).collect::<Result<_, EngineError>>()?;
        timing.add(Phase::Plan, start);
        Ok(Answer {
            results,
            stages: stages.runs.all(),
            warnings: diagnostics,
            sources,
            now,
            now_is_newest: newest.is_some(),
            timing,
        })
    }

    /// Reads and binds. A text that cannot be read is not bound: what its broken parts mean nobody knows.
    fn bind(
        &self,
        request: &Request<'_>,
        sources: &mut Sources,
        catalog: &dyn Catalog,
        stages: &dyn StageRunner,
        now: i64,
        timing: &Timing,
    ) -> Bound {
        let start = Instant::now();
        let source = sources.add(request.source());
        let parsed = parse(request.text, source);
        timing.add(Phase::Parse, start);
        if parsed.diagnostics.has_errors() {
            return Bound { query: BoundQuery::default(), diagnostics: parsed.diagnostics };
        }
        let start = Instant::now();
        let parameters = request.parameters.clone();
        let time_range = request.time_range.clone();
        let (prunes, any_file) = (self.prunes, request.any_file.then_some(source));
        let environment = Environment { parameters, time_range, any_file, prunes, ..environment(catalog, stages, now) };
        let mut bound = bind(&parsed.query, sources, &environment);
        let mut diagnostics = parsed.diagnostics;
        diagnostics.extend(std::mem::take(&mut bound.diagnostics));
        timing.add(Phase::Bind, start);
        Bound { diagnostics, ..bound }
    }

    /// What the clock says, where it does not depend on the query.
    fn fixed_now(&self) -> Option<i64> {
        match self.clock() {
            Clock::Wall => Some(Clock::system_ticks()),
            Clock::Fixed(ticks) => Some(ticks),
            Clock::Data => None,
        }
    }

    /// The newest `TimeGenerated` of the tables that a query reaches, where the clock follows the data.
    fn newest(&self, request: &Request<'_>) -> Result<Option<i64>, EngineError> {
        if self.fixed_now().is_some() {
            return Ok(None);
        }
        let system = Clock::system_ticks();
        let stages = ReachedByStages::default();
        let bound = self.bind(request, &mut Sources::new(), &*self.catalog, &stages, system, &Timing::default());
        let mut newest = None;
        for table in tables_of(&bound.query).union(&stages.into_names()) {
            let Some(found) = self.catalog.data(table) else { continue };
            let found = found.and_then(|table| table.newest_time_generated());
            newest = newest.max(found.map_err(|e| EngineError::Failed(e.to_string()))?);
        }
        Ok(newest)
    }

    /// Runs what looks at many queries, so that they share one stack.
    ///
    /// # Errors
    /// There is no thread to run it on, or a defect of ours shows.
    pub fn on_one_stack<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, EngineError> {
        self.on_a_big_stack(&Cancellation::default(), work)
    }

    /// Does work of a query that reads files, within the query's bounds.
    pub(crate) fn guarded<T: Send>(
        &self,
        request: &Request<'_>,
        work: impl FnOnce() -> T + Send,
    ) -> Result<T, EngineError> {
        self.on_a_big_stack(&request.cancellation, work)
    }

    /// Runs something recursive for a query that may be stopped. A panic in it is a defect of ours, and an error of the
    /// query.
    fn on_a_big_stack<T: Send>(
        &self,
        cancellation: &Cancellation,
        work: impl FnOnce() -> T + Send,
    ) -> Result<T, EngineError> {
        let column = self.executor.largest_column();
        let work = || {
            allow(column);
            cancellation.clone().during(work)
        };
        let guarded = || catch_unwind(AssertUnwindSafe(work));
        let ended = if IS_BIG.get() {
            Ok(Ok(guarded()))
        } else {
            let big = || {
                IS_BIG.set(true);
                guarded()
            };
            thread::scope(|scope| {
                let named = thread::Builder::new().name("lurcher-query".to_owned());
                named.stack_size(STACK).spawn_scoped(scope, big).map(|thread| thread.join())
            })
        };
        match ended {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(panic)) | Err(panic)) if panic.is::<Unwound>() => {
                Err(cancellation.reason().unwrap_or(EngineError::Cancelled))
            }
            Ok(Ok(Err(panic)) | Err(panic)) => Err(EngineError::Internal(panic_message(&*panic))),
            Err(e) => Err(EngineError::Start(format!("no thread: {e}"))),
        }
    }
}

/// What a query without parameters may name.
fn environment<'a>(catalog: &'a dyn Catalog, stages: &'a dyn StageRunner, now: i64) -> Environment<'a> {
    let parameters = HashMap::new();
    Environment {
        catalog,
        functions: &BuiltIns,
        constants: &KernelEvaluator,
        stages,
        now,
        time_range: None,
        any_file: None,
        parameters,
        prunes: true,
    }
}
