//! The arguments that all commands share.

mod limits;
mod output;
mod raw;

use std::io::{IsTerminal, Stderr, Stdout};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, ValueEnum};
use lurcher_render::Format;

use crate::commands::Command;

pub(crate) use limits::{LimitArguments, timeout};
pub(crate) use output::{Destination, OutputArguments};
use raw::RawArguments;

/// Runs Microsoft Sentinel's KQL offline, over files.
#[derive(Debug, Parser)]
#[command(name = "lurcher", version, about, max_term_width = 100, infer_subcommands = false, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: GlobalArguments,
    /// Without a command, a terminal gets the interactive shell.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Arguments that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArguments {
    /// The folder with the tables [default: that of the nearest lurcher.toml upwards]
    #[arg(long, short, global = true, value_name = "DIR", env = "LURCHER_WORKSPACE", hide_env = true)]
    pub(crate) workspace: Option<PathBuf>,
    /// A table from files: NAME=PATH, a file, a folder or a pattern; may be given several times
    #[arg(long = "table", short = 't', global = true, value_name = "NAME=PATH")]
    pub(crate) tables: Vec<String>,
    /// What now() says: wall, data (the newest TimeGenerated), or a datetime
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) now: Option<String>,
    /// Let externaldata read http and https URLs, of these hosts (feeds.example, *.example) or of all
    #[arg(long, global = true, value_name = "HOST,…", num_args = 0..=1, require_equals = true, default_missing_value = "*", value_delimiter = ',')]
    pub(crate) allow_network: Vec<String>,
    /// How results are written: table, vertical, json, jsonl, csv, tsv, markdown, html, parquet, arrow; by check also sarif [default: table]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// How many partitions of a query run at the same time [default: one a processor, one in all for a handful of rows]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) partitions: Option<NonZeroUsize>,
    /// How many rows are worked on at a time [default: 8192]
    #[arg(long, global = true, value_name = "ROWS")]
    pub(crate) batch_size: Option<NonZeroUsize>,
    /// How mistakes are written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub(crate) error_format: ErrorFormat,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[command(flatten)]
    pub(crate) limits: LimitArguments,
    #[command(flatten)]
    pub(crate) raw: RawArguments,
}

/// What `--format` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    /// A format of rows; a few are formats of findings too.
    Rows(Format),
    /// A format of findings.
    Sarif,
}

impl FromStr for OutputFormat {
    type Err = <Format as FromStr>::Err;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name.eq_ignore_ascii_case("sarif") { Ok(Self::Sarif) } else { name.parse().map(Self::Rows) }
    }
}

/// How mistakes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ErrorFormat {
    /// With the line that they are about.
    Human,
    /// One line each.
    Short,
    /// One JSON object each, a line.
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl GlobalArguments {
    /// The format of rows that the user asked for.
    pub(crate) fn format(&self) -> Option<Format> {
        match self.format? {
            OutputFormat::Rows(format) => Some(format),
            OutputFormat::Sarif => None,
        }
    }

    /// Whether what is written to standard output may be coloured.
    pub(crate) fn colours_output(&self, stdout: &Stdout) -> bool {
        self.colours(stdout.is_terminal())
    }

    /// Whether what is written to standard error may be coloured.
    pub(crate) fn colours_errors(&self, stderr: &Stderr) -> bool {
        self.colours(stderr.is_terminal())
    }

    fn colours(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            // https://no-color.org: set and not empty.
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        }
    }
}
