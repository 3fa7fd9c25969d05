//! Results on standard output.

use std::fs::File;
use std::io::{self, IsTerminal};

use lurcher_render::{Format, Options, Writer, writer};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;

/// The format that the user asked for.
pub(crate) fn format(global: &GlobalArguments) -> Format {
    global.format().unwrap_or(Format::Table)
}

/// Refuses to fill a terminal with bytes.
pub(crate) fn check(global: &GlobalArguments) -> Result<(), Failure> {
    let format = format(global);
    if format.is_binary() && io::stdout().is_terminal() {
        return Err(Failure::Usage(format!("--format {format} is not for a terminal; send it to a file with >")));
    }
    Ok(())
}

/// A writer to standard output. `list` says that the document holds a result for each of several queries.
pub(crate) fn results(global: &GlobalArguments, list: bool) -> Box<dyn Writer> {
    let options = Options { list, ..for_stdout(global) };
    writer(format(global), &options, io::stdout())
}

/// A writer to standard output, in a format of its own.
pub(crate) fn results_as(global: &GlobalArguments, format: Format) -> Box<dyn Writer> {
    writer(format, &for_stdout(global), io::stdout())
}

/// A writer to a file.
pub(crate) fn file(format: Format, file: File) -> Box<dyn Writer> {
    writer(format, &Options::default(), file)
}

/// What the terminal can show.
fn for_stdout(global: &GlobalArguments) -> Options {
    let stdout = io::stdout();
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Options { width: width.filter(|_| stdout.is_terminal()), colour: global.colours_output(&stdout), list: false }
}
