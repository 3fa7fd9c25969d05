//! The state of a `scan` and how rows change it.

use std::rc::Rc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use datafusion::common::{Result, internal_err};
use lurcher_binder::bound::ScanOutput;

use super::expression::{Compiled, Matched, MatchedRows, matched};
use super::matches::Matches;
use super::{CompiledStep, Program};

/// A condition over the state is computed for at most so many rows ahead.
const MOST_AHEAD: usize = 1_024;

/// A sequence: what the step that it has come to knows.
struct Sequence {
    match_id: i64,
    /// The row that each step up to this one matched last; none for a step that was skipped.
    rows: Vec<Option<Rc<Matched>>>,
}

/// A match that has not come out yet, since a later one of the same series may take its place.
struct Pending {
    match_id: i64,
    matched: Rc<Matched>,
}

/// The answers of a condition for the rows ahead. They hold while the matches that the condition reads stay the same: a
/// sequence that is waiting for its next row costs little, and one that every row changes not much more than a row at a
/// time.
#[derive(Default)]
struct Ahead {
    versions: Vec<u64>,
    first: usize,
    answers: Option<BooleanArray>,
}

struct Run<'a> {
    program: &'a Program,
    values: &'a [ArrayRef],
    filters: Vec<Option<&'a BooleanArray>>,
    total: usize,
    versions: u64,
    sequences: i64,
    pending: Vec<Option<Pending>>,
    /// For each step the answers of its condition with the state of each step before it, and with its own.
    ahead: Vec<Vec<Ahead>>,
    matches: Matches,
}

/// What messages about memory call a scan.
const CONSUMER: &str = "ScanMatches";

/// About so many bytes has a value of a match.
const CELL: usize = 16;

/// The matches of each row.
///
/// # Errors
/// Where an expression fails.
pub(super) fn run(program: &Program, values: &[ArrayRef], total: usize) -> Result<ArrayRef> {
    let filter = |step: &CompiledStep| step.filter.map(|number| values[number].as_boolean());
    let count = program.steps.len();
    let mut work = program.bounds.begin(CONSUMER);
    let mut run = Run {
        program,
        values,
        filters: program.steps.iter().map(filter).collect(),
        total,
        versions: 0,
        sequences: 0,
        pending: program.steps.iter().map(|_| None).collect(),
        ahead: (0..count).map(|step| (0..=step).map(|_| Ahead::default()).collect()).collect(),
        matches: Matches::new(program),
    };
    let cells = CELL * (2 + program.declared.len());
    let mut states: Vec<Option<Sequence>> = (0..count).map(|_| None).collect();
    for row in 0..total {
        work.step()?;
        let before = run.matches.len();
        // From the last step to the first, so that a row takes a sequence one step on, not several.
        for step in (0..count).rev() {
            run.visit(row, step, &mut states)?;
        }
        work.hold((run.matches.len() - before) * cells)?;
    }
    for step in 0..count {
        run.release(step)?;
    }
    run.matches.finish(program, total)
}

impl Run<'_> {
    fn visit(&mut self, row: usize, step: usize, states: &mut [Option<Sequence>]) -> Result<()> {
        if let Some(filter) = self.filters[step]
            && !(filter.is_valid(row) && filter.value(row))
        {
            return Ok(());
        }
        // A sequence that waits at the step before, or before optional steps that it skips.
        let mut before = step;
        while before > 0 {
            before -= 1;
            if let Some(sequence) = &states[before]
                && self.holds(row, step, before, &sequence.rows)?
            {
                let Some(mut sequence) = states[before].take() else {
                    return internal_err!("scan: a sequence is gone");
                };
                self.release(before)?;
                self.release(step)?;
                sequence.rows.resize(step, None);
                let matched = self.matched(row, step, &sequence.rows)?;
                self.show(step, sequence.match_id, &matched)?;
                sequence.rows.push(Some(matched));
                states[step] = Some(sequence);
                return Ok(());
            }
            if !self.program.steps[before].optional {
                break;
            }
        }
        // The step's own sequence goes on.
        if let Some(sequence) = &mut states[step] {
            if self.holds(row, step, step, &sequence.rows)? {
                let matched = self.matched(row, step, &sequence.rows)?;
                self.show(step, sequence.match_id, &matched)?;
                sequence.rows[step] = Some(matched);
            }
            return Ok(());
        }
        // A sequence begins.
        let first = self.program.steps[..step].iter().all(|before| before.optional);
        if first && self.holds(row, step, step, &[])? {
            let matched = self.matched(row, step, &[])?;
            let match_id = self.sequences;
            self.sequences += 1;
            self.show(step, match_id, &matched)?;
            let mut rows = vec![None; step];
            rows.push(Some(matched));
            states[step] = Some(Sequence { match_id, rows });
        }
        Ok(())
    }

    /// Whether a row meets the step's condition, with the state of the step `of`.
    fn holds(&mut self, row: usize, step: usize, of: usize, state: &MatchedRows) -> Result<bool> {
        let Some(condition) = &self.program.steps[step].condition else { return Ok(true) };
        let ahead = &mut self.ahead[step][of];
        ahead.answer(condition, row, self.total, self.values, state)
    }

    /// The row as a match of the step, with the values that the step assigns.
    fn matched(&mut self, row: usize, step: usize, state: &MatchedRows) -> Result<Rc<Matched>> {
        self.versions += 1;
        let values = self.program.steps[step].values.iter().zip(&self.program.defaults);
        let declared = values.map(|(value, default)| match value {
            Some(value) => value.evaluate(self.values, row, 1, state),
            None => Ok(ArrayRef::clone(default)),
        });
        Ok(Rc::new(Matched { version: self.versions, row, declared: declared.collect::<Result<_>>()? }))
    }

    fn show(&mut self, step: usize, match_id: i64, matched: &Rc<Matched>) -> Result<()> {
        match self.program.steps[step].output {
            ScanOutput::All => self.matches.push(matched, match_id),
            ScanOutput::Last => {
                self.pending[step] = Some(Pending { match_id, matched: Rc::clone(matched) });
                Ok(())
            }
            ScanOutput::None => Ok(()),
        }
    }

    /// Lets the last match of a step come out, whose series is over.
    fn release(&mut self, step: usize) -> Result<()> {
        match self.pending[step].take() {
            Some(pending) => self.matches.push(&pending.matched, pending.match_id),
            None => Ok(()),
        }
    }
}

impl Ahead {
    fn answer(
        &mut self,
        condition: &Compiled,
        row: usize,
        total: usize,
        values: &[ArrayRef],
        state: &MatchedRows,
    ) -> Result<bool> {
        let version = |step: &usize| matched(state, *step).map_or(0, |matched| matched.version);
        let mut rows = 1;
        if let Some(answers) = &self.answers
            && condition.steps.iter().map(version).eq(self.versions.iter().copied())
        {
            if let Some(place) = row.checked_sub(self.first).filter(|place| *place < answers.len()) {
                return Ok(answers.is_valid(place) && answers.value(place));
            }
            rows = (2 * answers.len()).min(MOST_AHEAD).min(total - row);
        } else {
            self.versions.clear();
            self.versions.extend(condition.steps.iter().map(version));
        }
        let answers = condition.evaluate(values, row, rows, state)?;
        let Some(answers) = answers.as_boolean_opt() else {
            return internal_err!("scan: a condition is a {}", answers.data_type());
        };
        let answer = answers.is_valid(0) && answers.value(0);
        (self.first, self.answers) = (row, Some(answers.clone()));
        Ok(answer)
    }
}
