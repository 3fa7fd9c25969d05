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

mod answer;
mod query;
mod request;
mod stack;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use arrow::array::RecordBatch;
use lurcher_binder::codes::TABLE_EXPECTED;
use lurcher_binder::{Environment, NoStages};
use lurcher_diagnostics::{Diagnostic, SourceId};
use lurcher_symbols::{Column, Further, StoredFunction, TableSymbol};

pub use answer::{Answer, Checked, QueryResult};
use query::environment;
pub use request::Request;

use crate::called::{call_of, with_called};
use crate::catalog::WorkspaceCatalog;
use crate::clock::Clock;
use crate::error::EngineError;
use crate::execution::{Cancellation, Executor};
use crate::external::Fetch;
use crate::limits::Limits;
use crate::shortcuts::Shortcuts;
use crate::tables::{Conversion, ConversionCounters, LoadContext, Table, Unread, physical_schema};
use crate::workspace::Workspace;

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
        Ok(newest.now().or_else(|| self.fixed_now()).unwrap_or_else(Clock::system_ticks))
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
}
