//! `lurcher explain`: what a code means, or how a query runs.

pub(crate) mod code;
pub(crate) mod query;

use std::path::PathBuf;

use clap::Args;

use crate::arguments::GlobalArguments;
use crate::codes;
use crate::failure::Failure;
use crate::input::Input;
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;
use crate::{session, stdin};

/// Show what the code of a message means, or how a query runs.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code as messages have it (KS142), a query, or - to read one from standard input; without, all codes are listed
    #[arg(value_name = "CODE|KQL", conflicts_with = "file")]
    what: Option<String>,
    /// Read the query from a file: KQL, or Sentinel's YAML
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    depth: query::Depth,
}

impl Explain {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        match &self.what {
            None if self.file.is_none() => code::list(global),
            Some(what) if codes::is_code(what.trim()) => code::explain(global, what.trim()),
            _ => self.query(global),
        }
    }

    fn query(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let input = Input::new(self.what.clone(), self.file.clone());
        let source = input.source(global)?;
        self.parameters.tell_unused(global, [&source]);
        let session = session::open(global)?;
        let _spool = stdin::spool(&session, &source.text)?;
        let filled = TimeRange::default().fill(global, &session, &input.request(&source), &self.parameters);
        let explained =
            filled.and_then(|filled| query::explain(global, &session, filled.request(&self.parameters), self.depth));
        explained.map_err(|e| e.tell(global, &source))
    }
}
