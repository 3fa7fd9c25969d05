//! Queries that must be run before binding can go on: `toscalar(…)`, `in (tabular)`.

use lurcher_diagnostics::Span;
use lurcher_symbols::Value;

use crate::bound::BoundResult;

/// What a stage answers.
#[derive(Debug, Clone, PartialEq)]
pub enum StageAnswer {
    /// The rows.
    Rows(Vec<Vec<Value>>),
    /// Stages are not run here (`lurcher check`): any value is possible.
    Unknown,
}

/// Runs stages. The engine implements it; `lurcher check` answers [`StageAnswer::Unknown`].
pub trait StageRunner {
    /// Runs `result` and returns its rows, at most `limit` of them. `span` is the text of the stage, for `explain` and
    /// for messages.
    fn run(&self, result: &BoundResult, limit: usize, span: Span) -> Result<StageAnswer, String>;
}

/// Runs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoStages;

impl StageRunner for NoStages {
    fn run(&self, _: &BoundResult, _: usize, _: Span) -> Result<StageAnswer, String> {
        Ok(StageAnswer::Unknown)
    }
}
