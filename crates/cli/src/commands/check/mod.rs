//! `lurcher check`: parse and bind, run nothing.

mod baseline;
mod findings;
mod json;
mod locations;
mod sarif;
mod summary;

use std::collections::HashMap;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use clap::{Args, ValueEnum};
use lurcher_binder::codes::{EMPTY_OFFLINE, LEG_DROPPED, LEG_FAILED};
use lurcher_content::holes::{Filled, Holes};
use lurcher_content::kinds::Content;
use lurcher_content::placeholders::fill_to_check;
use lurcher_content::{Loaded, Piece, checks, load_all};
use lurcher_diagnostics::{Diagnostic, Diagnostics, Severity, Source, Sources, Style};
use lurcher_engine::{Checked, EngineError, Session};
use lurcher_render::Format;

use crate::arguments::{GlobalArguments, OutputFormat};
use crate::failure::Failure;
use crate::{report, session};
use baseline::Baseline;
use findings::{Finding, Findings};
use locations::Base;
use summary::Summary;

/// Look for mistakes in queries, rules and functions without running them.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Sentinel's YAML files, files of KQL, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Forgive the findings that a file lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings to a file, for --baseline
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// What makes the command fail as errors do
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
}

/// What makes the command fail besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    Text,
    Json,
    Sarif,
}

impl Check {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let output = output(global)?;
        let mut baseline = self.baseline.as_deref().map(Baseline::read).transpose().map_err(Failure::Usage)?;
        let started = Instant::now();
        let session = session::open_to_check(global, &self.paths)?;
        let loaded = load_all(&self.paths);
        let mut findings = Findings::new(Base::of(&self.paths));
        find(&session, &loaded, &mut findings)?;
        if let Some(file) = &self.write_baseline {
            baseline::write(file, findings.iter()).map_err(Failure::Message)?;
            findings.forgive(|_| true);
        } else if let Some(baseline) = &mut baseline {
            findings.forgive(|finding| baseline.forgives(finding));
        }
        match output {
            Output::Text => write_text(global, &findings)?,
            Output::Json => json::write(&findings, io::stdout().lock())?,
            Output::Sarif => sarif::write(&findings, io::stdout().lock())?,
        }
        let summary = Summary { loaded: &loaded, findings: &findings, elapsed: started.elapsed() };
        summary.lines().iter().for_each(|line| report::note(global, line));
        if let Some(stale) = baseline.map(|baseline| baseline.unused()).filter(|stale| *stale > 0) {
            report::note(
                global,
                &format!("{stale} of the baseline's findings are gone; write it anew with --write-baseline"),
            );
        }
        let denied = findings.errors() + if self.deny.is_some() { findings.warnings() } else { 0 };
        if denied > 0 { Err(Failure::Reported) } else { Ok(()) }
    }
}

fn output(global: &GlobalArguments) -> Result<Output, Failure> {
    match global.format {
        None | Some(OutputFormat::Rows(Format::Table)) => Ok(Output::Text),
        Some(OutputFormat::Rows(Format::Json)) => Ok(Output::Json),
        Some(OutputFormat::Sarif) => Ok(Output::Sarif),
        Some(OutputFormat::Rows(other)) => {
            Err(Failure::Usage(format!("check writes text (--format table), json or sarif, not {other}")))
        }
    }
}

/// Adds all findings, file by file.
fn find(session: &Session, loaded: &Loaded, findings: &mut Findings) -> Result<(), Failure> {
    for error in &loaded.errors {
        findings.add_one(|sources| error.diagnostic(sources));
    }
    for warning in &loaded.warnings {
        findings.add_one(|sources| Diagnostic { severity: Severity::Warning, ..warning.diagnostic(sources) });
    }
    let failed = |e: EngineError| Failure::Message(e.to_string());
    for found in check_all(session, &loaded.pieces).map_err(failed)? {
        let (sources, diagnostics) = found.map_err(failed)?;
        findings.add(&Arc::new(sources), diagnostics.into_iter().map(as_told));
    }
    for warning in session.catalog().watchlist_warnings() {
        findings.add_one(|sources| Diagnostic { severity: Severity::Warning, ..warning.diagnostic(sources) });
    }
    let repeated = [checks::duplicate_ids(&loaded.pieces), checks::duplicate_functions(&loaded.pieces)];
    for remark in repeated.iter().flatten() {
        findings.add_one(|sources| remark.diagnostic(sources));
    }
    findings.sort();
    Ok(())
}

/// A fuzzy union says itself that a leg may be missing, and what is empty here is not so in the cloud: worth knowing, but
/// nothing to mend.
fn as_told(diagnostic: Diagnostic) -> Diagnostic {
    let is_news = [LEG_DROPPED, LEG_FAILED, EMPTY_OFFLINE].contains(&diagnostic.code);
    Diagnostic { severity: if is_news { Severity::Information } else { diagnostic.severity }, ..diagnostic }
}

/// What was found in a piece of content, and the texts that it points into.
type Found = Result<(Sources, Diagnostics), EngineError>;

/// What there is to say about each piece of content, in their order. All processors take part.
fn check_all(session: &Session, pieces: &[Piece]) -> Result<Vec<Found>, EngineError> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = |first: usize| {
        let own = pieces.iter().enumerate().skip(first).step_by(workers);
        own.map(|(i, piece)| (i, check_piece(session, piece))).collect::<Vec<_>>()
    };
    let mut checked = thread::scope(|scope| {
        let on_one_stack = |first| session.on_one_stack(move || share(first));
        let started: Vec<_> = (0..workers).map(|first| scope.spawn(move || on_one_stack(first))).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        started.into_iter().map(join).collect::<Result<Vec<_>, _>>()
    })?;
    let mut checked: Vec<_> = checked.drain(..).flatten().collect();
    checked.sort_by_key(|(i, _)| *i);
    Ok(checked.into_iter().map(|(_, checked)| checked).collect())
}

/// What there is to say about a piece of content: about its keys, its KQL, and whether they belong together.
fn check_piece(session: &Session, Piece { content, document }: &Piece) -> Found {
    let mut remarks = document.as_ref().map_or_else(Vec::new, |document| checks::metadata(document, content));
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    if let Some(checked) = check_query(session, content) {
        let checked = checked?;
        if let (Some(document), Some(columns)) = (document, columns(&checked)) {
            remarks.extend(checks::unknown_columns(document, content, &columns));
        }
        (sources, diagnostics) = (checked.sources, checked.diagnostics);
    }
    diagnostics.extend(remarks.iter().map(|remark| remark.diagnostic(&mut sources)).collect::<Vec<_>>());
    Ok(pointed_at(&sources, diagnostics))
}

/// The diagnostics with the texts that they point into. A query may call dozens of parsers, and of thousands of queries
/// nobody keeps the texts of all.
fn pointed_at(sources: &Sources, diagnostics: Diagnostics) -> (Sources, Diagnostics) {
    let (mut kept, mut pointing, mut ids) = (Sources::new(), Diagnostics::new(), HashMap::new());
    pointing.extend(diagnostics.into_iter().map(|mut diagnostic| {
        let id = diagnostic.span.source;
        diagnostic.span.source = *ids.entry(id).or_insert_with(|| kept.add(sources.get(id).clone()));
        diagnostic
    }));
    (kept, pointing)
}

/// What there is to say about the KQL of a piece of content that holds some.
fn check_query(session: &Session, content: &Content) -> Option<Result<Checked, EngineError>> {
    let function = match content {
        Content::Function(function) => function.stored(),
        Content::AsimParser(parser) => parser.stored_as(&parser.name),
        Content::WorkbookQuery(workbook) => return Some(check_filled(session, &workbook.query, &workbook.holes)),
        _ => {
            let Filled { query, holes } = fill_to_check(content.query()?);
            return Some(check_filled(session, &query, &holes));
        }
    };
    Some(session.check_function(&Arc::new(function)))
}

/// What there is to say about a query with holes: what nobody knows is no mistake.
fn check_filled(session: &Session, query: &Source, holes: &Holes) -> Result<Checked, EngineError> {
    let mut checked = session.check(&session::request(query))?;
    if !holes.is_empty() {
        let mut certain = Diagnostics::new();
        certain.extend(checked.diagnostics.into_iter().filter(|diagnostic| !holes.concern(diagnostic)));
        checked.diagnostics = certain;
        checked.query.results.clear();
    }
    Ok(checked)
}

/// The columns that a query returns, where that is known without its data.
fn columns(checked: &Checked) -> Option<Vec<&str>> {
    match &checked.query.results[..] {
        [result] if !result.open && !checked.diagnostics.has_errors() => {
            Some(result.columns.iter().map(|column| &*column.name).collect())
        }
        _ => None,
    }
}

fn write_text(global: &GlobalArguments, findings: &Findings) -> io::Result<()> {
    let stdout = io::stdout();
    let style = if global.colours_output(&stdout) { Style::Coloured } else { Style::Plain };
    let mut out = stdout.lock();
    for Finding { diagnostic, sources, .. } in findings.iter() {
        writeln!(out, "{}", report::text(diagnostic, sources, global.error_format, style))?;
    }
    out.flush()
}
