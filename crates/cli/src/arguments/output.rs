//! How results are shown, and where they go.

use std::path::PathBuf;

use clap::Args;

/// How results are shown.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// How many rows of a result are written; the others are counted [default: all]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) max_rows: Option<usize>,
    /// In CSV and TSV, put an apostrophe before texts that a spreadsheet would take for formulas
    #[arg(long, global = true)]
    pub(crate) escape_formulas: bool,
    /// On a terminal, page through results with the program that PAGER names [default: less]
    #[arg(long, global = true)]
    pub(crate) pager: bool,
    /// Do not show how far a query is
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

/// Where results go.
#[derive(Debug, Args)]
pub(crate) struct Destination {
    /// Write results into a file, in the format of its ending unless --format says another; a file that is there stays until the new one is whole
    #[arg(long = "output", short, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
}
