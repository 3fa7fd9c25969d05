//! The engine's session, and how its answers and errors reach the user.

use std::path::PathBuf;
use std::sync::Arc;

use lurcher_content::ContentError;
use lurcher_diagnostics::{Source, render_short};
use lurcher_engine::clock::Clock;
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_engine::{Answer, EngineError, Fetch, Request, Session, SessionOptions};
use lurcher_render::RenderError;
use lurcher_symbols::values::datetime;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::network::Network;
use crate::placeholders::may_be_two_days;
use crate::report;

/// Opens the session that the global arguments ask for, to run queries.
pub(crate) fn open(global: &GlobalArguments) -> Result<Session, Failure> {
    open_with(global, SessionOptions::default())
}

/// Opens a session to run content: the functions in the folders that are run are known.
pub(crate) fn open_to_run(global: &GlobalArguments, paths: &[PathBuf]) -> Result<Session, Failure> {
    open_with(global, SessionOptions { content: folders(paths), ..SessionOptions::default() })
}

/// Opens a session to look at content only: the tables of all known connectors count as declared, and the functions in
/// the folders that are looked at are known.
pub(crate) fn open_to_check(global: &GlobalArguments, paths: &[PathBuf]) -> Result<Session, Failure> {
    open_with(global, SessionOptions { checks: true, content: folders(paths), ..SessionOptions::default() })
}

fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.is_dir()).cloned().collect()
}

pub(crate) fn open_with(global: &GlobalArguments, options: SessionOptions) -> Result<Session, Failure> {
    let session = open_without_tables(global, options)?;
    for (name, path) in named_tables(global)? {
        session.catalog().put_files(name, path).map_err(|e| Failure::Message(e.to_string()))?;
    }
    Ok(session)
}

/// The names and paths of `--table NAME=PATH`.
pub(crate) fn named_tables(global: &GlobalArguments) -> Result<Vec<(&str, &str)>, Failure> {
    let wrong = |table: &String| Failure::Usage(format!("--table {table}: a table is given as NAME=PATH"));
    let tables = global.tables.iter();
    tables.map(|table| table.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| wrong(table))).collect()
}

/// Opens a session in which the tables that the arguments name are no tables yet.
pub(crate) fn open_without_tables(global: &GlobalArguments, options: SessionOptions) -> Result<Session, Failure> {
    if let Some(now) = global.now.as_deref().filter(|now| may_be_two_days(now)) {
        return Err(Failure::Usage(format!("--now {now}: this may be two days; write the year first: 2026-01-15")));
    }
    let clock =
        global.now.as_deref().map(Clock::parse).transpose().map_err(|e| Failure::Usage(format!("--now: {e}")))?;
    let hosts = Some(&global.allow_network[..]).filter(|hosts| !hosts.is_empty());
    let network = hosts.map(|hosts| Arc::new(Network::of(hosts)) as Arc<dyn Fetch>);
    let workspace = options.workspace.clone().or_else(|| global.workspace.clone());
    let raw_options = global.raw.options();
    let options = SessionOptions { workspace, clock, limits: limits(global), network, raw_options, ..options };
    Session::open(options).map_err(|e| Failure::Message(e.to_string()))
}

/// What the global arguments allow. Whoever says how many partitions there are gets as many, also where one would be
/// faster; rows keep their order.
pub(crate) fn limits(global: &GlobalArguments) -> Limits {
    let defaults = Limits::default();
    Limits {
        partitions: global.partitions.unwrap_or(defaults.partitions),
        few_rows: if global.partitions.is_some() { FewRows::First } else { defaults.few_rows },
        batch_size: global.batch_size.unwrap_or(defaults.batch_size),
        memory: global.limits.memory_limit.unwrap_or(defaults.memory),
        ..defaults
    }
}

/// Binds and plans what is requested; what is noteworthy is told. Nothing has run yet.
pub(crate) fn answer(global: &GlobalArguments, session: &Session, request: Request<'_>) -> Result<Answer, EngineError> {
    let answer = session.run(request)?;
    report::warnings(global, &answer.warnings, &answer.sources);
    if session.clock() == Clock::Data {
        let from = match (answer.now_is_newest, answer.later) {
            (true, Some(later)) => {
                let later = datetime::format(later);
                &format!("the newest TimeGenerated that is not of the future: there are times up to {later}")
            }
            (true, None) => "the newest TimeGenerated",
            (false, _) => "the wall clock's: no table of the query has a TimeGenerated",
        };
        report::note(global, &format!("now() is {}, {from}", datetime::format(answer.now)));
    }
    Ok(answer)
}

/// A request for a text that may stand in a file.
pub(crate) fn request(source: &Source) -> Request<'_> {
    Request { name: &source.name, source: Some(source.clone()), ..Request::new(&source.text) }
}

/// A request for a text that somebody typed: they know which files it names.
pub(crate) fn typed(source: &Source) -> Request<'_> {
    Request { any_file: true, ..request(source) }
}

/// Why an answer did not come to its end.
pub(crate) enum Stopped {
    /// The query failed.
    Query(EngineError),
    /// The query cannot be asked as it is written.
    Content(ContentError),
    /// The output takes no more.
    Output(Failure),
}

impl From<EngineError> for Stopped {
    fn from(e: EngineError) -> Self {
        Stopped::Query(e)
    }
}

impl From<RenderError> for Stopped {
    fn from(e: RenderError) -> Self {
        Stopped::Output(e.into())
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Stopped::Output(failure)
    }
}

/// Runs the query and throws its rows away.
pub(crate) fn drain(answer: Answer) -> Result<(), EngineError> {
    for result in answer.results {
        for batch in result.start() {
            batch?;
        }
    }
    Ok(())
}

/// Tells what is wrong with stored functions, watchlists and raw logs that were looked for.
pub(crate) fn remark_content(global: &GlobalArguments, session: &Session) {
    session.catalog().raw_log_warnings().iter().for_each(|warning| report::warning(global, warning));
    session.catalog().stored_functions().warnings().iter().for_each(|w| report::warning(global, &w.to_string()));
    report::content_warnings(global, &session.catalog().watchlist_warnings());
}

/// Tells what did not convert while queries ran.
pub(crate) fn remark_conversions(global: &GlobalArguments, session: &Session) {
    for conversion in session.take_conversions() {
        report::warning(global, &conversion.to_string());
    }
    for unread in session.take_unread() {
        report::warning(global, &unread.to_string());
    }
}

/// Tells why a query failed.
pub(crate) fn report(global: &GlobalArguments, error: &EngineError, source: &Source) {
    match error {
        EngineError::Query(query) => report::diagnostics(global, &query.diagnostics, &query.sources),
        EngineError::Memory(_) => {
            let advice = "--memory-limit gives it more; filter, project or summarize earlier to need less";
            report::error(global, &format!("{}: {error} ({advice})", source.name));
        }
        EngineError::Timeout(_) => {
            report::error(global, &format!("{}: {error} (--timeout gives it more)", source.name))
        }
        other => report::error(global, &format!("{}: {other}", source.name)),
    }
}

/// Why a query failed, on as many lines as there are errors.
pub(crate) fn message(error: &EngineError) -> String {
    match error {
        EngineError::Query(query) => {
            let errors = query.diagnostics.iter().filter(|d| d.is_error());
            errors.map(|d| render_short(d, &query.sources)).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

impl Stopped {
    /// Tells what is left to tell; the command ends.
    pub(crate) fn tell(self, global: &GlobalArguments, source: &Source) -> Failure {
        match self {
            Stopped::Query(EngineError::Cancelled) => Failure::Interrupted,
            Stopped::Query(e) => {
                report(global, &e, source);
                Failure::Reported
            }
            Stopped::Content(error) => {
                report::content_errors(global, std::slice::from_ref(&error));
                Failure::Reported
            }
            Stopped::Output(failure) => failure,
        }
    }
}
