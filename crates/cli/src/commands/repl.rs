//! `lurcher repl`: the interactive shell.

use clap::Args;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;
use crate::repl;

/// Explore interactively: queries, dot commands, completion.
#[derive(Debug, Args)]
pub(crate) struct Repl {
    #[command(flatten)]
    parameters: Parameters,
    #[command(flatten)]
    times: TimeRange,
}

impl Repl {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        repl::run(global, &self.parameters, &self.times)
    }
}
