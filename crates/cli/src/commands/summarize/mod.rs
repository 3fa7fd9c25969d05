//! `lurcher summarize`: summary rules, bin by bin, into the tables that they name.

mod destination;
mod timing;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, StringViewArray};
use clap::Args;
use lurcher_content::kinds::{Content, SummaryRule};
use lurcher_content::load;
use lurcher_engine::clock::Clock;
use lurcher_engine::{EngineError, Request, Session};
use lurcher_symbols::ScalarType;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::output::{self, show_rows};
use crate::placeholders::{in_order, time};
use crate::session::Stopped;
use crate::{report, running, session};
use destination::Destination;
use timing::{Bin, Timing};

/// Run summary rules over the bins of a time, and write what they sum up into the tables that they name.
#[derive(Debug, Args)]
pub(crate) struct Summarize {
    /// Summary rules in Sentinel's YAML, or folders of them [default: the workspace's folder summary_rules]
    #[arg(value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// The first bin begins then or later [default: the last whole bin before the end]
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Option<i64>,
    /// The last bin ends then or earlier [default: what now() says]
    #[arg(long, value_name = "TIME", value_parser = time)]
    to: Option<i64>,
}

/// What was done: an element for each bin of each rule.
#[derive(Default)]
struct Done {
    rules: Vec<Arc<str>>,
    tables: Vec<Arc<str>>,
    starts: Vec<i64>,
    rows: Vec<i64>,
    failed: usize,
}

impl Summarize {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global, None)?;
        in_order(self.from, self.to)?;
        let session = session::open(global)?;
        let workspace = session.catalog().workspace();
        let Some(tables) = workspace.tables_folder() else {
            return Err(Failure::Usage("there is no workspace to write tables into; name one with --workspace".into()));
        };
        let to = self.to.map_or_else(|| now(&session), Ok)?;
        let memory = session::limits(global).memory;
        let mut done = Done::default();
        for rule in self.rules(global, workspace.summary_rules_folder(), &mut done)? {
            let planned =
                Timing::of(&rule).and_then(|timing| Ok((timing, Destination::of(&rule, timing, &tables, memory)?)));
            match planned {
                Ok((timing, destination)) => {
                    run(global, &rule, &destination, timing.bins(self.from, to), &mut done)?;
                }
                Err(message) => {
                    report::error(global, &format!("{}: {message}", rule.query.name));
                    done.failed += 1;
                }
            }
        }
        done.write(global)?;
        report::note(global, &done.to_string());
        if done.failed > 0 { Err(Failure::Reported) } else { Ok(()) }
    }

    /// The rules that are named, or those of the workspace.
    fn rules(
        &self,
        global: &GlobalArguments,
        of_workspace: Option<PathBuf>,
        done: &mut Done,
    ) -> Result<Vec<SummaryRule>, Failure> {
        let paths = match (&*self.paths, of_workspace) {
            ([], Some(folder)) => vec![folder],
            ([], None) => return Err(Failure::Usage("the workspace has no folder of summary rules; name them".into())),
            (paths, _) => paths.to_vec(),
        };
        let mut rules = Vec::new();
        for path in &paths {
            let loaded = load(path);
            report::content_errors(global, &loaded.errors);
            report::content_warnings(global, &loaded.warnings);
            done.failed += loaded.errors.len();
            rules.extend(loaded.pieces.into_iter().filter_map(|piece| match piece.content {
                Content::SummaryRule(rule) => Some(rule),
                _ => None,
            }));
        }
        if rules.is_empty() && done.failed == 0 {
            return Err(Failure::Message("there is no summary rule to run".to_owned()));
        }
        Ok(rules)
    }
}

/// Runs a rule over its bins. After a mistake, which is told and counted, the bins that are left are left out.
fn run(
    global: &GlobalArguments,
    rule: &SummaryRule,
    destination: &Destination<'_>,
    bins: impl Iterator<Item = Bin>,
    done: &mut Done,
) -> Result<(), Failure> {
    for (i, bin) in bins.enumerate() {
        // A session of its own sees what other rules have written, and what this one has.
        let session = session::open(global)?;
        session.set_clock(Clock::Fixed(bin.run_at));
        let request = Request { time_range: Some(bin.range.clone()), ..session::request(&rule.query) };
        let written = running::run(global, request, global.limits.timeout, |request, _| {
            let answer = session.run(request)?;
            if i == 0 {
                report::warnings(global, &answer.warnings, &answer.sources);
            }
            destination.write(session.catalog(), &bin, answer)
        });
        match written {
            Ok(rows) => {
                done.rules.push(rule.name.clone());
                done.tables.push(rule.destination_table.clone());
                done.starts.push(bin.range.start);
                done.rows.push(i64::try_from(rows).unwrap_or(i64::MAX));
            }
            Err(stopped @ (Stopped::Output(_) | Stopped::Query(EngineError::Cancelled))) => {
                return Err(stopped.tell(global, &rule.query));
            }
            Err(Stopped::Query(e)) => {
                session::report(global, &e, &rule.query);
                done.failed += 1;
                break;
            }
            Err(Stopped::Content(error)) => {
                report::content_errors(global, &[error]);
                done.failed += 1;
                break;
            }
        }
    }
    Ok(())
}

/// What the clock says.
fn now(session: &Session) -> Result<i64, Failure> {
    match session.clock() {
        Clock::Wall => Ok(Clock::system_ticks()),
        Clock::Fixed(ticks) => Ok(ticks),
        Clock::Data => Err(Failure::Usage("now() follows the data here; say with --to where the bins end".into())),
    }
}

impl Done {
    /// Writes a row for each bin.
    fn write(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let text = |texts: &[Arc<str>]| Arc::new(StringViewArray::from_iter_values(texts)) as ArrayRef;
        let long = |numbers: &[i64]| Arc::new(Int64Array::from(numbers.to_vec())) as ArrayRef;
        show_rows(
            global,
            [
                ("Rule", ScalarType::String, text(&self.rules)),
                ("Table", ScalarType::String, text(&self.tables)),
                ("BinStartTime", ScalarType::DateTime, long(&self.starts)),
                ("Rows", ScalarType::Long, long(&self.rows)),
            ],
        )
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: i64 = self.rows.iter().sum();
        let [bins, rows_word] = [(self.starts.len(), "bin"), (usize::try_from(rows).unwrap_or(0), "row")]
            .map(|(n, word)| if n == 1 { format!("{n} {word}") } else { format!("{n} {word}s") });
        write!(f, "{bins} summed up, {rows_word} written, {} failed", self.failed)
    }
}
