//! `lurcher tables`: what a workspace has, and where it came from.

mod origins;
mod overview;

use clap::Args;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::{output, session};

/// Show the tables that have rows: how many, of which time, in which files, and where they came from.
///
/// With a table's name, what was ingested into it, each with its format, its rows and the SHA-256 of its bytes.
#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// The table whose origins are shown
    #[arg(value_name = "TABLE")]
    table: Option<String>,
}

impl Tables {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global, None)?;
        let session = session::open(global)?;
        match &self.table {
            Some(table) => origins::show(global, &session, table),
            None => overview::show(global, &session),
        }
    }
}
