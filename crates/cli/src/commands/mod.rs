//! One file a command.

mod check;
mod completions;
mod convert;
pub(crate) mod explain;
mod forget;
pub(crate) mod functions;
mod ingest;
mod man;
mod query;
mod repl;
mod run;
mod summarize;
mod tables;
mod test;

use std::io::{self, IsTerminal};

use clap::Subcommand;

use crate::arguments::{Arguments, OutputFormat};
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(run::Run),
    Query(query::Query),
    Repl(repl::Repl),
    Check(check::Check),
    Convert(convert::Convert),
    Ingest(ingest::Ingest),
    Tables(tables::Tables),
    Forget(forget::Forget),
    Summarize(summarize::Summarize),
    Test(test::Test),
    Functions(functions::Functions),
    Explain(explain::Explain),
    Completions(completions::Completions),
    Man(man::Manual),
}

/// Does what the arguments say.
pub(crate) fn execute(arguments: &Arguments) -> Result<(), Failure> {
    let global = &arguments.global;
    let Some(command) = &arguments.command else {
        if io::stdin().is_terminal() {
            return crate::repl::run(global, &Parameters::default(), &TimeRange::default());
        }
        return Err(Failure::Usage("what to do? `lurcher --help` lists the commands".to_owned()));
    };
    if global.format == Some(OutputFormat::Sarif) && !matches!(command, Command::Check(_)) {
        return Err(Failure::Usage(
            "--format sarif is for what check finds; only `lurcher check` writes it".to_owned(),
        ));
    }
    match command {
        Command::Run(command) => command.execute(global),
        Command::Query(command) => command.execute(global),
        Command::Repl(command) => command.execute(global),
        Command::Check(command) => command.execute(global),
        Command::Convert(command) => command.execute(global),
        Command::Ingest(command) => command.execute(global),
        Command::Tables(command) => command.execute(global),
        Command::Forget(command) => command.execute(global),
        Command::Summarize(command) => command.execute(global),
        Command::Test(command) => command.execute(global),
        Command::Functions(command) => command.execute(),
        Command::Explain(command) => command.execute(global),
        Command::Completions(command) => command.execute(),
        Command::Man(command) => command.execute(),
    }
}
