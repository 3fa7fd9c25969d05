//! How a query runs, told in KQL's words: the steps of the bound tree, and what each part of the plan did once it has
//! run.

mod expressions;
mod ran;
mod steps;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lurcher_diagnostics::Span;

pub use ran::RanStep;
pub(crate) use ran::ran;
pub(crate) use steps::steps;

/// A step of a query: one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How many queries it stands inside of.
    pub depth: usize,
    /// The operator as KQL, with its pipe.
    pub text: String,
}

/// A query inside of the query that ran first, because its answer decides how the rest is understood: `toscalar(…)`,
/// `in (…)`.
#[derive(Debug, Clone)]
pub struct StageRun {
    /// Where the query has it.
    pub span: Span,
    /// How many rows it gave.
    pub rows: usize,
    /// How long it took.
    pub time: Duration,
}

/// The stages of one query as they run. Clones are the same list.
#[derive(Debug, Clone, Default)]
pub(crate) struct StageRuns(Arc<Mutex<Vec<StageRun>>>);

impl StageRuns {
    pub(crate) fn add(&self, run: StageRun) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(run);
    }

    pub(crate) fn all(&self) -> Vec<StageRun> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
