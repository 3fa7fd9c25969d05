//! Queries in the shell, and the `let`s that stay.

use std::time::{Instant, SystemTime};

use arrow::array::RecordBatch;
use lurcher_diagnostics::{Origin, Source};
use lurcher_engine::execution::CancelHandle;
use lurcher_engine::{EngineError, QueryResult};
use lurcher_render::{Format, Writer};
use lurcher_symbols::Column;

use super::Shell;
use super::lets::{Lets, only_lets};
use super::log::State;
use crate::charts::{self, Charts};
use crate::failure::Failure;
use crate::session::{self, Stopped};
use crate::{interrupt, output, report};

/// The name of the last result as a table.
const LAST_RESULT: &str = "$_";
/// A result with more rows than this is not kept.
const MAX_KEPT_ROWS: usize = 1_000_000;

impl Shell<'_> {
    /// Answers a query, or keeps `let` statements.
    pub(super) fn query(&mut self, text: &str) -> Result<(), Failure> {
        match only_lets(text) {
            Some(statements) => self.keep(text, statements),
            None => {
                let source = self.source(text, &self.lets);
                self.logged(text, |shell| shell.show(&source))
            }
        }
        .or_else(|stopped| self.tell(stopped))
    }

    /// Runs something, and remembers the query and how it ended.
    pub(super) fn logged(
        &mut self,
        text: &str,
        work: impl FnOnce(&mut Self) -> Result<(), Stopped>,
    ) -> Result<(), Stopped> {
        let (started, start) = (SystemTime::now(), Instant::now());
        let done = work(self);
        let state = match &done {
            Ok(()) => State::Completed,
            Err(Stopped::Query(EngineError::Cancelled)) => State::Cancelled,
            Err(_) => State::Failed,
        };
        self.log.add(text, started, start.elapsed(), state);
        done
    }

    /// The text behind the session's statements. Messages point into the text as it was typed.
    pub(super) fn source(&self, text: &str, lets: &Lets) -> Source {
        let preamble = lets.text();
        let map = vec![(0, 0), (preamble.len() as u32, 0)];
        let origin = Some(Origin { text: text.into(), map });
        Source { origin, ..Source::new("<input>", format!("{preamble}{text}")) }
    }

    /// A query that fails is told and forgotten; output that cannot be written ends the shell.
    pub(super) fn tell(&mut self, stopped: Stopped) -> Result<(), Failure> {
        match stopped {
            Stopped::Query(EngineError::Cancelled) => {
                self.failed = true;
                report::note(self.global, "stopped");
            }
            Stopped::Query(e) => {
                self.failed = true;
                session::report(self.global, &e, &Source::new("<input>", ""));
            }
            Stopped::Output(e) => return Err(e.into()),
        }
        Ok(())
    }

    fn keep(&mut self, text: &str, statements: Vec<(String, String)>) -> Result<(), Stopped> {
        let source = self.source(text, &self.lets.without(&statements));
        let probe =
            Source { text: format!("{}\n;print 0", source.text.trim_end().trim_end_matches(';')).into(), ..source };
        let checked = self.session.check(&self.parameters.fill(session::request(&probe)))?;
        report::diagnostics(self.global, checked.diagnostics.iter(), &checked.sources);
        if checked.diagnostics.has_errors() {
            self.failed = true;
        } else {
            self.lets.keep(statements);
        }
        Ok(())
    }

    /// Runs a query and shows its results.
    pub(super) fn show(&mut self, source: &Source) -> Result<(), Stopped> {
        let start = Instant::now();
        let (request, handle) = self.parameters.fill(session::request(source)).cancellable();
        let results = interrupt::stopping(handle.clone(), || self.session.run(request));
        let answer = results.inspect_err(|_| session::remark_functions(self.global, &self.session))?;
        report::warnings(self.global, &answer.warnings, &answer.sources);
        let mut writer = self.writer()?;
        let mut charts = Charts::on_screen(self.global, self.is_for_people());
        let mut kept = None;
        for result in answer.results {
            kept = self.write(result, &handle, &mut *writer, &mut charts)?;
        }
        writer.finish()?.iter().for_each(|loss| report::warning(self.global, loss));
        session::remark_conversions(self.global, &self.session);
        if let Some((columns, batches)) = kept {
            self.session.keep_table(LAST_RESULT, columns, batches)?;
        }
        if self.taste.timer {
            report::line(&format!("{:.0?}", start.elapsed()));
        }
        Ok(())
    }

    /// Writes one result, and returns its rows unless there are too many to keep.
    fn write(
        &self,
        result: QueryResult,
        handle: &CancelHandle,
        writer: &mut dyn Writer,
        charts: &mut Charts<'_>,
    ) -> Result<Option<Rows>, Stopped> {
        let columns: Vec<Column> = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
        let mut rows = 0;
        let mut kept = Vec::new();
        let limit = if self.is_for_people() && self.taste.max_rows > 0 { self.taste.max_rows } else { usize::MAX };
        let mut chart = charts.begin(&result, &columns);
        let limit = if chart.is_some() { 0 } else { limit };
        if chart.is_none() {
            writer.begin(None, &columns)?;
        }
        interrupt::stopping(handle.clone(), || {
            for batch in result.start() {
                let batch = batch?;
                charts::feed(&mut chart, &batch)?;
                let room = limit.saturating_sub(rows).min(batch.num_rows());
                if room > 0 {
                    writer.batch(&batch.slice(0, room))?;
                }
                rows += batch.num_rows();
                if rows <= MAX_KEPT_ROWS { kept.push(batch) } else { kept.clear() }
            }
            Ok::<_, Stopped>(())
        })?;
        match chart {
            Some(chart) => charts.end(chart)?,
            None => writer.end()?,
        }
        if limit > 0 && rows > limit {
            report::note(
                self.global,
                &format!(
                    "{rows} rows in all; the first {limit} are shown (max-rows in repl.toml, or .mode and .output)"
                ),
            );
        }
        Ok((rows <= MAX_KEPT_ROWS).then_some((columns, kept)))
    }

    /// The rows of a query's last result.
    pub(super) fn collect(&self, source: &Source) -> Result<Rows, Stopped> {
        let (request, handle) = self.parameters.fill(session::request(source)).cancellable();
        interrupt::stopping(handle, || {
            let answer = self.session.run(request)?;
            report::warnings(self.global, &answer.warnings, &answer.sources);
            let Some(result) = answer.results.into_iter().last() else { return Ok((Vec::new(), Vec::new())) };
            let columns = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
            let batches = result.start().collect::<Result<_, _>>()?;
            Ok((columns, batches))
        })
    }

    /// Whether somebody reads the rows on a screen.
    fn is_for_people(&self) -> bool {
        self.output.is_none() && matches!(self.format(), Format::Table)
    }

    /// A writer to the screen or to the file of `.output`.
    fn writer(&self) -> Result<Box<dyn Writer>, Stopped> {
        let format = self.format();
        match &self.output {
            Some((_, file)) => {
                let file = file.try_clone().map_err(|e| Stopped::Output(e.into()))?;
                Ok(output::file(format, file))
            }
            None => Ok(output::results_as(self.global, format)),
        }
    }
}

/// The rows of a result, and its columns.
type Rows = (Vec<Column>, Vec<RecordBatch>);
