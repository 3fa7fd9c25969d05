//! Queries in the shell, and the `let`s that stay.

use std::time::{Instant, SystemTime};

use arrow::array::RecordBatch;
use lurcher_diagnostics::{Origin, Source};
use lurcher_engine::{EngineError, Request};
use lurcher_render::Options;
use lurcher_symbols::Column;

use super::Shell;
use super::lets::{Lets, only_lets};
use super::log::State;
use crate::charts::Charts;
use crate::failure::Failure;
use crate::output::{self, Output, Screen};
use crate::running::{self, Target};
use crate::session::{self, Stopped};
use crate::{report, units};

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
                self.logged(text, |shell| shell.show(shell.request(&source)))
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
            // Whoever left a pager has seen enough, and a file that cannot be written is not the shell's end.
            Stopped::Output(Failure::ClosedPipe) if self.taste.pager => {}
            Stopped::Output(Failure::Message(message)) if self.output.is_some() => self.complain(&message),
            Stopped::Content(error) => {
                self.failed = true;
                report::content_errors(self.global, &[error]);
            }
            // Times that contradict each other.
            Stopped::Output(Failure::Usage(message)) => self.complain(&message),
            Stopped::Output(failure) => return Err(failure),
        }
        Ok(())
    }

    fn keep(&mut self, text: &str, statements: Vec<(String, String)>) -> Result<(), Stopped> {
        let source = self.source(text, &self.lets.without(&statements));
        let probe =
            Source { text: format!("{}\n;print 0", source.text.trim_end().trim_end_matches(';')).into(), ..source };
        let checked = self.session.check(&self.parameters.fill(self.request(&probe)))?;
        report::diagnostics(self.global, checked.diagnostics.iter(), &checked.sources);
        if checked.diagnostics.has_errors() {
            self.failed = true;
        } else {
            self.lets.keep(statements);
        }
        Ok(())
    }

    /// The request for a text of the input.
    pub(super) fn request<'s>(&self, source: &'s Source) -> Request<'s> {
        if self.is_typed { session::typed(source) } else { session::request(source) }
    }

    /// Runs a query and shows its results.
    pub(super) fn show(&mut self, request: Request<'_>) -> Result<(), Stopped> {
        let start = Instant::now();
        let filled = self.times.fill(self.global, &self.session, &request, &self.parameters)?;
        let request = filled.request(&self.parameters);
        let mut kept = None;
        let shown = running::run(self.global, request, self.timeout, |request, bar| {
            let answer = self.session.run(request);
            let answer = answer.inspect_err(|_| session::remark_content(self.global, &self.session))?;
            report::warnings(self.global, &answer.warnings, &answer.sources);
            let mut output = self.open_output(start)?;
            let mut charts = Charts::on_screen(self.global, self.is_for_people());
            let bar = self.output.is_none().then_some(bar);
            let mut target = Target { heading: None, writer: output.writer(), charts: &mut charts, bar };
            for result in answer.results {
                let columns = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
                let mut batches = Vec::new();
                let mut room = MAX_KEPT_ROWS;
                let rows = target.write(result, |batch| {
                    room = room.saturating_sub(batch.num_rows());
                    if room > 0 { batches.push(batch) } else { batches.clear() }
                })?;
                kept = (rows <= MAX_KEPT_ROWS).then_some((columns, batches));
            }
            Ok(output.finish(self.global)?)
        });
        session::remark_conversions(self.global, &self.session);
        shown?;
        if let Some(file) = &mut self.output {
            file.has_results = true;
        }
        if let Some((columns, batches)) = kept {
            self.session.keep_table(LAST_RESULT, columns, batches)?;
        }
        if self.taste.timer && !(self.is_for_people() && output::is_on_screen(None)) {
            report::line(&units::time(start.elapsed()));
        }
        Ok(())
    }

    /// The rows of a query's last result.
    pub(super) fn collect(&self, source: &Source) -> Result<Rows, Stopped> {
        let filled = self.times.fill(self.global, &self.session, &self.request(source), &self.parameters)?;
        let request = filled.request(&self.parameters);
        running::run(self.global, request, self.timeout, |request, _| {
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
        self.output.is_none() && self.format().is_for_people()
    }

    /// Results go to the screen, or to the file of `.output`, behind those that it has.
    fn open_output(&self, start: Instant) -> Result<Output<'static>, Failure> {
        let Some(file) = &self.output else {
            let max_rows = self.global.output.max_rows.or(Some(self.taste.max_rows).filter(|rows| *rows > 0));
            let screen = Screen {
                format: self.format(),
                max_rows: max_rows.filter(|_| self.is_for_people()),
                list: false,
                pager: self.taste.pager,
                since: Some(start).filter(|_| self.taste.timer),
            };
            return Ok(Output::to_screen(self.global, screen));
        };
        let format = self.taste.mode.unwrap_or_else(|| output::format(self.global, Some(&file.path)));
        match file.has_results {
            false => Output::to_file(&file.path, format, &Options::default()),
            true if format.is_binary() => {
                let path = file.path.display();
                Err(Failure::Message(format!(
                    "{path}: holds a result, and a {format} file holds one; name another with .output"
                )))
            }
            true => Output::behind(&file.path, format, &Options::default()),
        }
    }
}

/// The rows of a result, and its columns.
type Rows = (Vec<Column>, Vec<RecordBatch>);
