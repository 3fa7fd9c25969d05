//! The interactive shell: queries, `let`s that stay, dot commands.

mod commands;
mod dot;
mod input;
mod lets;
mod line;
mod log;
pub(crate) mod management;
mod probe;
mod query;
mod recent;
mod taste;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lurcher_engine::Session;
use lurcher_render::Format;
use lurcher_symbols::Catalog;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::placeholders::TimeRange;
use crate::{interrupt, report, session};

use dot::Dot;
use input::{Input, Next};
use lets::Lets;
use log::Log;
use taste::Taste;

/// What a shell remembers between two inputs.
pub(crate) struct Shell<'a> {
    global: &'a GlobalArguments,
    session: Arc<Session>,
    taste: Taste,
    lets: Lets,
    /// Values of the parameters that queries declare.
    parameters: Parameters,
    /// Which rows queries see.
    times: TimeRange,
    log: Log,
    /// Where results go instead of the screen.
    output: Option<ResultFile>,
    /// How long a query may take.
    timeout: Option<Duration>,
    /// Whether somebody types, and so knows which files a query names.
    is_typed: bool,
    /// Whether an input failed, for the exit code of a script.
    failed: bool,
}

/// The file of `.output`.
struct ResultFile {
    path: PathBuf,
    /// Whether a result of this shell is in it; what was in it before is replaced.
    has_results: bool,
}

/// Whether the shell goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Go,
    Quit,
}

/// Reads and answers until the input ends.
pub(crate) fn run(global: &GlobalArguments, parameters: &Parameters, times: &TimeRange) -> Result<(), Failure> {
    let mut taste = Taste::load().unwrap_or_else(|problem| {
        report::warning(global, &problem);
        Taste::default()
    });
    taste.pager |= global.output.pager;
    let session = Arc::new(session::open(global)?);
    let mut shell = Shell {
        global,
        session,
        taste,
        lets: Lets::default(),
        parameters: parameters.clone(),
        times: times.clone(),
        log: Log::default(),
        output: None,
        timeout: global.limits.timeout,
        is_typed: false,
        failed: false,
    };
    let mut input = Input::open(global, Arc::clone(&shell.session), &shell.taste);
    shell.is_typed = input.is_terminal();
    if shell.is_typed {
        interrupt::stay();
        shell.greet();
    }
    loop {
        input.show(&shell.lets);
        match input.next()? {
            Next::Text(text) => {
                if shell.take(&text)? == Then::Quit {
                    break;
                }
            }
            Next::Nothing => {}
            Next::End => break,
        }
    }
    input.close(global);
    // Somebody who types has seen the messages; a script wants to know.
    if shell.failed && !input.is_terminal() { Err(Failure::Reported) } else { Ok(()) }
}

/// Whether an input is whole: a query with nothing open, or a dot command.
fn is_ready(text: &str) -> bool {
    dot::is_one_line(text) || lurcher_editor::is_whole(text.split_once("<|").map_or(text, |(_, query)| query))
}

impl Shell<'_> {
    fn greet(&self) {
        let tables = self.session.catalog().stored_table_names().len();
        let place = self.session.catalog().workspace().root();
        let place = place.map_or("no workspace".to_owned(), |root| format!("{}, {tables} tables", root.display()));
        report::line(&format!(
            "Lurcher {} ({place}). .help shows what there is, .quit ends.",
            env!("CARGO_PKG_VERSION")
        ));
    }

    /// Does what one input asks for.
    fn take(&mut self, text: &str) -> Result<Then, Failure> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Then::Go);
        }
        if let Some(dot) = Dot::parse(text) {
            return self.command(dot);
        }
        if text.starts_with('.') {
            self.manage(text)?;
        } else {
            self.query(text)?;
        }
        Ok(Then::Go)
    }

    /// Tells what went wrong; the shell goes on.
    fn complain(&mut self, message: &str) {
        self.failed = true;
        report::error(self.global, message);
    }

    fn format(&self) -> Format {
        self.taste.mode.or(self.global.format()).unwrap_or(Format::Table)
    }
}
