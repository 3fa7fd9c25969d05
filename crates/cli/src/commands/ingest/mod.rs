//! `lurcher ingest`: raw logs and files of tables become rows of a workspace's tables.
//!
//! One ingest is whole or not at all: what all of its files gave counts from one moment on. A content that is there
//! already, or twice among the files, counts once.

pub(super) mod content;
mod destination;
mod files;
mod find;
mod progress;
mod raw;
mod report;
mod stream;
mod unparsed;
mod work;

use std::path::PathBuf;

use clap::Args;

use crate::arguments::{GlobalArguments, timeout};
use crate::failure::Failure;
use crate::{output, report as say};
use destination::Destination;
pub(super) use stream::NAME as STREAM;
use work::Work;

/// Put raw logs, and files of tables, into a workspace's tables.
///
/// What a file is, its content tells: a raw log becomes rows of the tables that Sentinel's connectors would have
/// filled, and what is a table already (Alerts.csv, Sessions.parquet) becomes the table of its name. Folders and
/// archives are looked through. The same content counts once, however often and from wherever it comes.
#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// Files, folders and archives; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read all of it as this: the name of a raw format, or table for files of tables
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<String>,
    /// Write nothing where a record cannot be read, a cell does not fit its column, or a file is refused
    #[arg(long)]
    strict: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Go on as long as standard input does, and let its rows count every few seconds
    #[arg(long)]
    follow: bool,
    /// Take rows back that are older: 90d, 12h. Only the tables are looked at that something was written to
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    retention: Option<std::time::Duration>,
}

/// The path that means standard input.
pub(super) const STANDARD_INPUT: &str = "-";

impl Ingest {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global, None)?;
        self.check(global)?;
        let destination = Destination::open(global, self.dry_run)?;
        let done = if self.is_of_standard_input() {
            stream::run(self, global, &destination, global.raw.options())?
        } else {
            Work::begin(self, global, &destination, global.raw.options())?.run()?
        };
        done.write(global)?;
        say::note(global, &done.to_string());
        if done.is_refused() { Err(Failure::Reported) } else { Ok(()) }
    }

    fn is_of_standard_input(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT)
    }

    fn check(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let wrong = |message: &str| Err(Failure::Usage(message.to_owned()));
        if self.paths.is_empty() && global.tables.is_empty() {
            return wrong("what is to be ingested? Name files or folders, or - for standard input");
        }
        if self.is_of_standard_input() && (self.paths.len() > 1 || !global.tables.is_empty()) {
            return wrong("standard input (-) is ingested alone");
        }
        if self.follow && !self.is_of_standard_input() {
            return wrong(
                "--follow goes on reading standard input: tail -F fw.log | lurcher ingest - --as cef --follow",
            );
        }
        if self.follow && self.read_as.is_none() {
            return wrong("--follow does not wait to see what comes: name the format with --as");
        }
        if self.follow && (self.strict || self.dry_run) {
            return wrong(
                "--follow writes while it reads: --strict and --dry-run, which may write nothing, are for files",
            );
        }
        Ok(())
    }
}
