//! `lurcher explain`: what a code means, or how a query would run.

pub(crate) mod code;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::arguments::GlobalArguments;
use crate::codes;
use crate::failure::Failure;
use crate::input::Input;
use crate::parameters::Parameters;
use crate::session::{self, Stopped};

/// Show what the code of a message means, or how a query would run.
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
        let source = Input::new(self.what.clone(), self.file.clone()).source(global)?;
        let session = session::open(global)?;
        let stopped = |e| Stopped::Query(e).tell(global, &source);
        let answer = session::ask(global, &session, &source, &self.parameters).map_err(stopped)?;
        let mut out = io::stdout().lock();
        for result in &answer.results {
            writeln!(out, "{}", result.explain().map_err(stopped)?)?;
        }
        Ok(())
    }
}
