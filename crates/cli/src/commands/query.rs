//! `lurcher query`: one query.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use clap::builder::RangedU64ValueParser;
use lurcher_content::load;
use lurcher_diagnostics::Source;
use lurcher_engine::Session;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::session::Stopped;
use crate::{output, report, session};

/// Run one query.
#[derive(Debug, Args)]
pub(crate) struct Query {
    /// The query, or - to read it from standard input
    #[arg(value_name = "KQL", required_unless_present = "file", conflicts_with = "file")]
    kql: Option<String>,
    /// Read the query from a file: KQL, or Sentinel's YAML
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Run it so many times, and print the result once
    #[arg(long, value_name = "N", default_value = "1", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    repeat: u32,
    /// Print how long each run took
    #[arg(long)]
    timing: bool,
}

impl Query {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global)?;
        let source = self.source(global)?;
        let session = session::open(global)?;
        for turn in 0..self.repeat {
            let start = Instant::now();
            let ran = self.run(global, &session, &source, turn == 0);
            if turn == 0 {
                session::remark_functions(global, &session);
            }
            ran.map_err(|e| e.tell(global, &source))?;
            if self.timing {
                report::line(&format!("elapsed_ms: {:.3}", start.elapsed().as_secs_f64() * 1000.0));
            }
        }
        Ok(())
    }

    /// Runs the query once; the first time its results are written, and what is noteworthy is told.
    fn run(&self, global: &GlobalArguments, session: &Session, source: &Source, first: bool) -> Result<(), Stopped> {
        if !first {
            return Ok(session::drain(session.run(session::request(source))?)?);
        }
        let answer = session::ask(global, session, source)?;
        let mut writer = output::results(global, answer.results.len() > 1);
        let written = session::write(answer, None, &mut *writer);
        session::remark_conversions(global, session);
        written?;
        writer.finish()?.iter().for_each(|loss| report::warning(global, loss));
        Ok(())
    }

    fn source(&self, global: &GlobalArguments) -> Result<Source, Failure> {
        match (&self.file, self.kql.as_deref()) {
            (Some(file), _) => from_file(global, file),
            (None, Some("-")) => {
                let mut text = Vec::new();
                io::stdin().lock().read_to_end(&mut text)?;
                match String::from_utf8(text) {
                    Ok(text) => Ok(Source::new("<stdin>", text)),
                    Err(_) => Err(Failure::Message("standard input is not UTF-8".to_owned())),
                }
            }
            (None, text) => Ok(Source::new("<query>", text.unwrap_or_default())),
        }
    }
}

/// The one query of a file.
fn from_file(global: &GlobalArguments, path: &Path) -> Result<Source, Failure> {
    if path.is_dir() {
        return Err(Failure::Usage(format!("{} is a folder; `lurcher run` runs all its queries", path.display())));
    }
    let is_content = path.extension().is_some_and(|e| ["yaml", "yml", "kql"].iter().any(|c| e.eq_ignore_ascii_case(c)));
    if !is_content {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|e| Failure::Message(format!("{}: cannot be read: {e}", path.display())))?;
        return Ok(Source::new(path.to_string_lossy(), text));
    }
    let loaded = load(path);
    if !loaded.errors.is_empty() {
        report::content_errors(global, &loaded.errors);
        return Err(Failure::Reported);
    }
    let mut queries = loaded.contents.iter().filter_map(|c| c.query());
    match (queries.next(), queries.next()) {
        (Some(query), None) => Ok(query.clone()),
        (None, _) => Err(Failure::Message(format!("{}: holds no query", path.display()))),
        (Some(_), Some(_)) => {
            Err(Failure::Message(format!("{}: holds several queries; `lurcher run` runs them all", path.display())))
        }
    }
}
