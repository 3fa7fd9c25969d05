//! Asks both about a query, and says where they differ.

use std::collections::HashSet;
use std::error::Error;
use std::fmt;
use std::ops::Add;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lurcher_diagnostics::Diagnostic;
use lurcher_engine::{EngineError, Request, Session, SessionOptions};
use lurcher_symbols::Catalog;
use lurcher_testing::binding::{Official, Opinion};
use tempfile::TempDir;

use crate::causes::{Causes, general};
use crate::explained::{Asked, explanation, refusal, words};
use crate::knowledge::knowledge;
use crate::queries::TreeQuery;

/// No query over no rows takes that long.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What is said of data that only the network has.
const NETWORK: &str = "externaldata needs the network";

/// How many queries agree.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Share {
    queries: u64,
    accepted: u64,
    bound: u64,
    equal: u64,
    explained: u64,
    asked_to_run: u64,
    run: u64,
    from_network: u64,
}

/// Both binders, with a tree as content.
pub(super) struct Judge {
    theirs: Official,
    checks: Session,
    runs: Session,
    _workspace: TempDir,
}

impl Judge {
    pub(super) fn new(tree: &Path) -> Result<Self, Box<dyn Error>> {
        let workspace = TempDir::new()?;
        let open = |checks: bool| {
            let (folder, content): (_, Vec<PathBuf>) = (Some(workspace.path().to_owned()), vec![tree.to_owned()]);
            Session::open(SessionOptions { workspace: folder, content, checks, ..SessionOptions::default() })
        };
        let (checks, runs) = (open(true)?, open(false)?);
        let known = workspace.path().join("known.json");
        std::fs::write(&known, knowledge(&checks).to_string())?;
        let theirs = Official::start_knowing(&known).ok_or("Microsoft's binder does not start")?;
        Ok(Self { theirs, checks, runs, _workspace: workspace })
    }

    /// Holds one query.
    pub(super) fn hold(
        &mut self,
        query: &TreeQuery,
        runs: bool,
        share: &mut Share,
        causes: &mut Causes,
    ) -> Result<(), Box<dyn Error>> {
        share.queries += 1;
        let theirs = self.theirs.judge(&query.source.text)?;
        let is_open = self.theirs.is_open();
        let request = || Request { source: Some(query.source.clone()), ..Request::new(&query.source.text) };
        let ours = self.checks.check(&request())?;
        let mut errors = ours.diagnostics.iter().filter(|d| d.is_error());
        let error = errors.next();
        // The binder does not look into the functions of a database.
        let is_elsewhere = |error: &Diagnostic| ours.sources.get(error.span.source).name != query.source.name;
        if let Some(error) = error.filter(|error| is_elsewhere(error)) {
            causes.add(format!("not held, wrong in a function: {}", cause_of(error)), &query.place, &error.message);
            return Ok(());
        }
        if let Opinion::Columns(theirs) = theirs {
            share.accepted += 1;
            match error {
                Some(error) => match refusal(error.code.id(), is_open) {
                    Some(why) => {
                        share.explained += 1;
                        causes.add(format!("refused, explained: {why}"), &query.place, &error.message);
                    }
                    None => causes.add(cause_of(error), &query.place, &error.message),
                },
                None => {
                    share.bound += 1;
                    let results = ours.query.results.first();
                    let columns = results.map(|result| result.columns.as_slice()).unwrap_or_default();
                    let columns: Vec<_> = columns.iter().map(|c| (c.name.to_string(), c.ty.to_string())).collect();
                    match difference(&columns, &theirs) {
                        None => share.equal += 1,
                        Some((cause, detail)) => {
                            let asked = Asked { text: self.with_functions(&query.source.text), is_open };
                            match explanation(&columns, &theirs, &asked) {
                                Some(why) => {
                                    share.explained += 1;
                                    causes.add(format!("explained: {why}"), &query.place, &detail);
                                }
                                None => causes.add(cause, &query.place, &detail),
                            }
                        }
                    }
                }
            }
        }
        if runs && error.is_none() {
            match self.run(request().within(TIMEOUT)) {
                Ok(()) => share.run += 1,
                Err(message) if message.contains(NETWORK) => {
                    share.from_network += 1;
                    causes.add("not run, needs the network".to_owned(), &query.place, "");
                    return Ok(());
                }
                Err(message) => causes.add(format!("does not run: {}", general(&message)), &query.place, &message),
            }
            share.asked_to_run += 1;
        }
        Ok(())
    }

    /// The text with those of the functions that it calls.
    fn with_functions(&self, text: &str) -> String {
        let mut all = text.to_owned();
        let mut known: HashSet<String> = HashSet::new();
        let mut waiting = vec![text.to_owned()];
        while let Some(text) = waiting.pop() {
            for word in words(&text).filter(|word| known.insert((*word).to_owned())) {
                if let Some(Ok(function)) = self.checks.catalog().function(word) {
                    all.push_str(&function.body);
                    waiting.push(function.body.to_string());
                }
            }
        }
        all
    }

    fn run(&self, request: Request<'_>) -> Result<(), String> {
        let drained = self.runs.run(request).and_then(|answer| {
            answer.results.into_iter().flat_map(|result| result.start()).try_for_each(|batch| batch.map(drop))
        });
        drained.map_err(|error| match error {
            EngineError::Query(query) => {
                let first = query.diagnostics.iter().find(|d| d.is_error());
                first.map(|d| format!("{}: {}", d.code, d.message)).unwrap_or_default()
            }
            other => other.to_string(),
        })
    }
}

fn cause_of(error: &Diagnostic) -> String {
    format!("is refused, {}: {}", error.code, general(&error.message))
}

/// The first column that is not as the binder's, with what it is.
pub(super) fn difference(ours: &[(String, String)], theirs: &[(String, String)]) -> Option<(String, String)> {
    let names = |columns: &[(String, String)]| columns.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let (own, other) = (names(ours), names(theirs));
    if let Some(at) = (0..own.len().max(other.len())).find(|at| own.get(*at) != other.get(*at)) {
        let (mine, its) = (own.get(at).map_or("nothing", |n| n), other.get(at).map_or("nothing", |n| n));
        let (mut sorted, mut sorted_others) = (own.clone(), other.clone());
        sorted.sort();
        sorted_others.sort();
        let cause = match (sorted == sorted_others, own.len().cmp(&other.len())) {
            (true, _) => "columns in another order",
            (false, std::cmp::Ordering::Equal) => "a column of another name",
            (false, std::cmp::Ordering::Less) => "a column less",
            (false, std::cmp::Ordering::Greater) => "a column more",
        };
        return Some((cause.to_owned(), format!("column {}: {mine}, the binder's {its}", at + 1)));
    }
    // What only an open table knows, the binder has no type for.
    let is_known = |column: &(String, String)| column.1 != "unknown";
    let is_other =
        |(mine, its): &(&(String, String), &(String, String))| mine.1 != its.1 && is_known(its) && is_known(mine);
    let (mine, its) = ours.iter().zip(theirs).find(is_other)?;
    Some((format!("another type: {}, the binder's {}", mine.1, its.1), mine.0.clone()))
}

impl Share {
    /// Whether every query agrees.
    pub(super) fn agrees(&self) -> bool {
        self.equal + self.explained == self.accepted && self.run == self.asked_to_run
    }
}

impl Add for Share {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            queries: self.queries + other.queries,
            accepted: self.accepted + other.accepted,
            bound: self.bound + other.bound,
            equal: self.equal + other.equal,
            explained: self.explained + other.explained,
            asked_to_run: self.asked_to_run + other.asked_to_run,
            run: self.run + other.run,
            from_network: self.from_network + other.from_network,
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |part: u64, all: u64| match all {
            0 => "–".to_owned(),
            _ => format!("{part} ({:.1} %)", 100.0 * part as f64 / all as f64),
        };
        write!(f, "{} | {} | {} | ", self.queries, self.accepted, of(self.bound, self.accepted))?;
        write!(f, "{} | {} | ", of(self.equal, self.bound), self.explained)?;
        write!(f, "{} | {}", of(self.run, self.asked_to_run), self.from_network)
    }
}
