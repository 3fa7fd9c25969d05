//! `lurcher check`: parse and bind, run nothing.

use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use clap::Args;
use lurcher_content::kinds::Content;
use lurcher_content::load;
use lurcher_diagnostics::{Diagnostics, Sources, Style};
use lurcher_engine::{Checked, EngineError, Session};
use lurcher_render::Format;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::{report, session};

/// Look for mistakes in queries, rules and functions without running them.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Sentinel's YAML files, .kql files, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
}

impl Check {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let as_json = match global.format {
            None | Some(Format::Table) => false,
            Some(Format::Json) => true,
            Some(other) => return Err(Failure::Usage(format!("check writes text or json, not {other}"))),
        };
        let session = session::open_to_check(global, &self.paths)?;
        let mut found = Found::default();
        let mut checked = 0;
        for path in &self.paths {
            let loaded = load(path);
            for error in &loaded.errors {
                let mut sources = Sources::new();
                let diagnostic = error.diagnostic(&mut sources);
                found.add(sources, [diagnostic].into_iter().collect());
            }
            checked += loaded.contents.len();
            for checked in check_all(&session, &loaded.contents) {
                let checked = checked.map_err(|e| Failure::Message(e.to_string()))?;
                found.add(checked.sources, checked.diagnostics);
            }
        }
        if as_json {
            found.write_json()?;
        } else {
            found.write_text(global)?;
        }
        report::note(global, &format!("{checked} checked, {} errors, {} warnings", found.errors, found.warnings));
        if found.errors > 0 { Err(Failure::Reported) } else { Ok(()) }
    }
}

/// What there is to say about each piece of content that holds KQL, in their order. All processors take part.
fn check_all(session: &Session, contents: &[Content]) -> Vec<Result<Checked, EngineError>> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = |first: usize| {
        let own = contents.iter().enumerate().skip(first).step_by(workers);
        own.filter_map(|(i, content)| Some((i, check(session, content)?))).collect::<Vec<_>>()
    };
    let mut checked = thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|first| scope.spawn(move || share(first))).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        started.into_iter().flat_map(join).collect::<Vec<_>>()
    });
    checked.sort_by_key(|(i, _)| *i);
    checked.into_iter().map(|(_, checked)| checked).collect()
}

/// What there is to say about a piece of content that holds KQL.
fn check(session: &Session, content: &Content) -> Option<Result<Checked, EngineError>> {
    let function = match content {
        Content::Function(function) => function.stored(),
        Content::AsimParser(parser) => parser.stored_as(&parser.name),
        _ => return Some(session.check(&session::request(content.query()?))),
    };
    Some(session.check_function(&Arc::new(function)))
}

/// What was found, by the texts that it points into.
#[derive(Default)]
struct Found {
    groups: Vec<(Sources, Diagnostics)>,
    errors: usize,
    warnings: usize,
}

impl Found {
    fn add(&mut self, sources: Sources, diagnostics: Diagnostics) {
        let errors = diagnostics.iter().filter(|d| d.is_error()).count();
        self.errors += errors;
        self.warnings += diagnostics.len() - errors;
        self.groups.push((sources, diagnostics));
    }

    fn write_text(&self, global: &GlobalArguments) -> io::Result<()> {
        let stdout = io::stdout();
        let style = if global.colours_output(&stdout) { Style::Coloured } else { Style::Plain };
        let mut out = stdout.lock();
        for (sources, diagnostics) in &self.groups {
            for diagnostic in diagnostics {
                writeln!(out, "{}", report::text(diagnostic, sources, global.error_format, style))?;
            }
        }
        out.flush()
    }

    /// An array, whatever the format of errors is.
    fn write_json(&self) -> io::Result<()> {
        let objects: Vec<serde_json::Value> = self
            .groups
            .iter()
            .flat_map(|(sources, diagnostics)| diagnostics.iter().map(|d| report::json(d, sources)))
            .collect();
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &objects)?;
        writeln!(out)
    }
}
