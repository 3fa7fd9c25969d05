//! The query that a command is given.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use lurcher_content::load;
use lurcher_diagnostics::Source;
use lurcher_engine::Request;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::{report, session};

/// A query: as an argument, on standard input, or in a file.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The query, or - to read it from standard input
    #[arg(value_name = "KQL", required_unless_present = "file", conflicts_with = "file")]
    kql: Option<String>,
    /// Read the query from a file: KQL, or Sentinel's YAML
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Input {
    /// A query as the arguments of another command give it.
    pub(crate) fn new(kql: Option<String>, file: Option<PathBuf>) -> Self {
        Self { kql, file }
    }

    /// The request for the query. Whoever typed it knows which files it names; what comes from a file or a pipe may be
    /// somebody else's.
    pub(crate) fn request<'a>(&self, source: &'a Source) -> Request<'a> {
        let is_typed = self.file.is_none() && (self.kql.as_deref() != Some("-") || io::stdin().is_terminal());
        if is_typed { session::typed(source) } else { session::request(source) }
    }

    /// The query's text.
    pub(crate) fn source(&self, global: &GlobalArguments) -> Result<Source, Failure> {
        match (&self.file, self.kql.as_deref()) {
            (Some(file), _) => from_file(global, file),
            (None, Some("-")) => {
                let mut text = Vec::new();
                io::stdin().lock().read_to_end(&mut text)?;
                Ok(Source::new("<stdin>", utf8(text, 1)?))
            }
            (None, text) => Ok(Source::new("<query>", text.unwrap_or_default())),
        }
    }
}

/// The text of standard input, which begins in that line.
pub(crate) fn utf8(bytes: Vec<u8>, line: usize) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|e| {
        let before = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = line + before.iter().filter(|b| **b == b'\n').count();
        Failure::Message(format!("<stdin>:{line}: is not UTF-8 text (save it as UTF-8)"))
    })
}

/// The one query of a file.
pub(crate) fn from_file(global: &GlobalArguments, path: &Path) -> Result<Source, Failure> {
    if path.is_dir() {
        return Err(Failure::Usage(format!("{} is a folder; `lurcher run` runs all its queries", path.display())));
    }
    if !lurcher_content::is_content(path) {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|e| Failure::Message(format!("{}: cannot be read: {e}", path.display())))?;
        return Ok(Source::new(path.to_string_lossy(), text));
    }
    let loaded = load(path);
    report::content_warnings(global, &loaded.warnings);
    if !loaded.errors.is_empty() {
        report::content_errors(global, &loaded.errors);
        return Err(Failure::Reported);
    }
    let mut queries = loaded.contents().filter_map(|c| c.query());
    match (queries.next(), queries.next()) {
        (Some(query), None) => Ok(query.clone()),
        (None, _) => Err(Failure::Message(format!("{}: holds no query", path.display()))),
        (Some(_), Some(_)) => {
            Err(Failure::Message(format!("{}: holds several queries; `lurcher run` runs them all", path.display())))
        }
    }
}
