//! `lurcher run`: the queries of files and folders, and their hits.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use lurcher_content::{Runnable, load};
use lurcher_engine::{EngineError, Session};
use lurcher_render::{Heading, Writer};

use crate::arguments::{Destination, GlobalArguments};
use crate::charts::Charts;
use crate::failure::Failure;
use crate::output::{self, Output, Screen};
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;
use crate::running::{self, Target};
use crate::session::Stopped;
use crate::{report, session};

/// Run hunting queries and rules, and show their hits; of summary rules, the rows that they would write.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Sentinel's YAML files, files of KQL, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    times: TimeRange,
    /// Exit with 1 when there is a hit
    #[arg(long)]
    fail_on_hits: bool,
    #[command(flatten)]
    destination: Destination,
}

/// So many files that are passed over are named.
const MOST_NAMED: usize = 3;

/// What was run.
#[derive(Default)]
struct Tally {
    queries: usize,
    with_hits: usize,
    failed: usize,
}

impl Run {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let file = self.destination.output_file.as_deref();
        output::check(global, file)?;
        let (mut queries, mut skipped) = (Vec::new(), Vec::new());
        let mut tally = Tally::default();
        for path in &self.paths {
            let loaded = load(path);
            report::content_errors(global, &loaded.errors);
            report::content_warnings(global, &loaded.warnings);
            tally.failed += loaded.errors.len();
            queries.extend(loaded.runnables());
            skipped.extend(loaded.skipped);
        }
        if queries.is_empty() && tally.failed == 0 {
            passed_over(&skipped).into_iter().for_each(|note| report::note(global, &note));
            return Err(Failure::Message("there is no hunting query, rule or file of KQL to run".to_owned()));
        }
        let format = output::format(global, file);
        if queries.len() > 1 && !format.has_headings() {
            return Err(Failure::Usage(format!(
                "--format {format} cannot say which of the {} queries a row is of; use table, vertical, json, markdown or html",
                queries.len()
            )));
        }
        self.parameters.tell_unused(global, queries.iter().map(|query| &query.query));
        let session = session::open_to_run(global, &self.paths)?;
        let screen = Screen { list: true, ..Screen::of(global) };
        let mut output = Output::open(global, file, screen)?;
        for query in &queries {
            self.run(global, &session, query, output.writer(), &mut tally)?;
        }
        output.finish(global)?;
        session::remark_content(global, &session);
        passed_over(&skipped).into_iter().for_each(|note| report::note(global, &note));
        report::note(global, &tally.to_string());
        if tally.failed > 0 || (self.fail_on_hits && tally.with_hits > 0) { Err(Failure::Reported) } else { Ok(()) }
    }

    /// Runs one query. What is wrong with it is told and counted; only Ctrl-C and output that cannot be written end the
    /// command.
    fn run(
        &self,
        global: &GlobalArguments,
        session: &Session,
        query: &Runnable,
        writer: &mut dyn Writer,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let heading = heading(query);
        let on_screen = output::is_on_screen(self.destination.output_file.as_deref());
        let filled = self.times.fill(global, session, &session::request(&query.query), &self.parameters);
        let written = filled.and_then(|filled| {
            let request = filled.request(&self.parameters);
            running::run(global, request, global.limits.timeout, |request, bar| {
                let answer = session::answer(global, session, request)?;
                let (charts, bar) = (&mut Charts::none(global), on_screen.then_some(bar));
                Target { heading: Some(&heading), writer: &mut *writer, charts, bar }.write_all(answer)
            })
        });
        session::remark_conversions(global, session);
        tally.queries += 1;
        match written {
            Ok(rows) => tally.with_hits += usize::from(query.finds_hits && rows > 0),
            Err(stopped @ (Stopped::Output(_) | Stopped::Query(EngineError::Cancelled))) => {
                return Err(stopped.tell(global, &query.query));
            }
            Err(Stopped::Query(e)) => {
                tally.failed += 1;
                writer.fail(Some(&heading), &session::message(&e))?;
                session::report(global, &e, &query.query);
            }
            Err(Stopped::Content(error)) => {
                tally.failed += 1;
                writer.fail(Some(&heading), &error.to_string())?;
                report::content_errors(global, &[error]);
            }
        }
        Ok(())
    }
}

/// Which files of the folders are no content.
fn passed_over(files: &[Arc<str>]) -> Option<String> {
    let named: Vec<&str> = files.iter().take(MOST_NAMED).map(|file| &**file).collect();
    let rest = match files.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    let files = if files.len() == 1 { "this file holds" } else { "these files hold" };
    (!named.is_empty()).then(|| format!("{files} no query, rule or function: {}{rest}", named.join(", ")))
}

fn heading(query: &Runnable) -> Heading {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let texts = |list: &[Arc<str>]| list.iter().map(|t| t.to_string()).collect();
    let metadata = &query.metadata;
    Heading {
        file: query.file.to_string(),
        id: known(&metadata.id),
        name: known(&metadata.name).unwrap_or_else(|| query.file.to_string()),
        kind: query.kind.to_owned(),
        severity: known(&metadata.severity),
        tactics: texts(&metadata.tactics),
        techniques: texts(&metadata.techniques),
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let queries = if self.queries == 1 { "query" } else { "queries" };
        write!(f, "{} {queries} run, {} with hits, {} failed", self.queries, self.with_hits, self.failed)
    }
}
