//! `lurcher run`: the queries of files and folders, and their hits.

use std::path::PathBuf;

use clap::Args;
use lurcher_content::{Runnable, load};
use lurcher_engine::Session;
use lurcher_render::{Format, Heading, Writer};

use crate::arguments::GlobalArguments;
use crate::charts::Charts;
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::session::Stopped;
use crate::{output, report, session};

/// Run hunting queries and rules, and show their hits; of summary rules, the rows that they would write.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Sentinel's YAML files, .kql files, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    parameters: Parameters,
    /// Exit with 1 when there is a hit
    #[arg(long)]
    fail_on_hits: bool,
}

/// What was run.
#[derive(Default)]
struct Tally {
    queries: usize,
    with_hits: usize,
    failed: usize,
}

impl Run {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global)?;
        let mut queries = Vec::new();
        let mut tally = Tally::default();
        for path in &self.paths {
            let loaded = load(path);
            report::content_errors(global, &loaded.errors);
            tally.failed += loaded.errors.len();
            queries.extend(loaded.runnables());
        }
        if queries.is_empty() && tally.failed == 0 {
            return Err(Failure::Message("there is no hunting query, rule or .kql file to run".to_owned()));
        }
        let format = global.format().unwrap_or(Format::Table);
        if queries.len() > 1 && !format.has_headings() {
            return Err(Failure::Usage(format!(
                "--format {format} cannot say which of the {} queries a row is of; use table, json or markdown",
                queries.len()
            )));
        }
        let session = session::open(global)?;
        let mut writer = output::results(global, true);
        for query in &queries {
            self.run(global, &session, query, &mut *writer, &mut tally)?;
        }
        writer.finish()?.iter().for_each(|loss| report::warning(global, loss));
        session::remark_functions(global, &session);
        report::note(global, &tally.to_string());
        if tally.failed > 0 || (self.fail_on_hits && tally.with_hits > 0) { Err(Failure::Reported) } else { Ok(()) }
    }

    /// Runs one query. What is wrong with it is told and counted; only output that cannot be written ends the command.
    fn run(
        &self,
        global: &GlobalArguments,
        session: &Session,
        query: &Runnable,
        writer: &mut dyn Writer,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let heading = heading(query);
        let answer = session::ask(global, session, &query.query, &self.parameters).map_err(Stopped::Query);
        let mut charts = Charts::none(global);
        let written = answer.and_then(|answer| session::write(answer, Some(&heading), writer, &mut charts));
        session::remark_conversions(global, session);
        tally.queries += 1;
        match written {
            Ok(rows) => tally.with_hits += usize::from(query.finds_hits && rows > 0),
            Err(Stopped::Query(e)) => {
                tally.failed += 1;
                writer.fail(Some(&heading), &session::message(&e))?;
                session::report(global, &e, &query.query);
            }
            Err(Stopped::Output(e)) => return Err(e.into()),
        }
        Ok(())
    }
}

fn heading(query: &Runnable) -> Heading {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let texts = |list: &[std::sync::Arc<str>]| list.iter().map(|t| t.to_string()).collect();
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
