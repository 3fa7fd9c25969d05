//! What is answered.

use std::sync::Arc;

use datafusion::logical_expr::LogicalPlan;
use lurcher_binder::bound::{BoundQuery, Plan, ResultColumn, Visualization};
use lurcher_diagnostics::{Diagnostic, Diagnostics, Sources};

use crate::error::EngineError;
use crate::execution::{Control, Executor, Rows, Waiting};
use crate::explain::{StageRun, Step, steps};
use crate::timing::Timing;

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
    /// The newest `TimeGenerated`, where that is of the future, which is never now.
    pub later: Option<i64>,
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
    pub(super) bound: Plan,
    pub(super) plan: LogicalPlan,
    pub(super) executor: Arc<Executor>,
    pub(super) control: Control,
    pub(super) waiting: Arc<Waiting>,
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
