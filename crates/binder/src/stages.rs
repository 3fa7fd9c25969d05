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

    /// Runs `result` and hands over its rows one by one, at most `limit` of them, so that nobody holds them all. `row`
    /// says how many bytes it keeps of each. False where stages are not run.
    fn run_each(
        &self,
        result: &BoundResult,
        limit: usize,
        span: Span,
        row: &mut dyn FnMut(Vec<Value>) -> usize,
    ) -> Result<bool, String> {
        let StageAnswer::Rows(rows) = self.run(result, limit, span)? else { return Ok(false) };
        for values in rows {
            row(values);
        }
        Ok(true)
    }

    /// A place to stop in long work between stages: does not return where nobody waits for the query any more.
    fn pause(&self) {}
}

/// Runs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoStages;

impl StageRunner for NoStages {
    fn run(&self, _: &BoundResult, _: usize, _: Span) -> Result<StageAnswer, String> {
        Ok(StageAnswer::Unknown)
    }
}
