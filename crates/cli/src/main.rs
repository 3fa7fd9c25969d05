//! The command line: `lurcher run`, `query`, `check`, `test` ….
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 when all is well, 1 when a
//! query or a test failed, and 2 when the command was used wrongly.

mod arguments;
mod charts;
mod codes;
mod commands;
mod failure;
mod input;
mod interrupt;
mod network;
mod output;
mod panics;
mod parameters;
mod placeholders;
mod progress;
mod repl;
mod report;
mod running;
mod session;
mod stdin;
mod temporary;
mod units;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::failure::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    panics::hush();
    let arguments = Arguments::parse();
    interrupt::listen();
    match panics::told(|| commands::execute(&arguments)) {
        Ok(()) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::Interrupted) => ExitCode::from(interrupt::code()),
        Err(Failure::Message(message)) => {
            report::error(&arguments.global, &message);
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            report::error(&arguments.global, &message);
            ExitCode::from(2)
        }
    }
}
