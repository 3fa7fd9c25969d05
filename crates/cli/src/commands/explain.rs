//! `lurcher explain`: how a query would run.

use std::io::{self, Write};

use clap::Args;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::input::Input;
use crate::parameters::Parameters;
use crate::session::{self, Stopped};

/// Show how a query would run: its plan as made, as optimized, and as it runs.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    parameters: Parameters,
}

impl Explain {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let source = self.input.source(global)?;
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
