//! A program that shows text page by page.

use std::env;
use std::io;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::interrupt;

/// Where PAGER names none.
const DEFAULT: &str = "less";

/// A pager that runs. Dropping it waits until the person has seen enough; whoever writes to it must have closed it
/// before.
pub(crate) struct Pager(Child);

impl Pager {
    /// Starts the pager; `None` where the person wants none.
    pub(crate) fn start() -> io::Result<Option<(ChildStdin, Pager)>> {
        let wanted = env::var("PAGER").unwrap_or_else(|_| DEFAULT.to_owned());
        if matches!(wanted.trim(), "" | "cat") {
            return Ok(None);
        }
        let mut command = shell(&wanted);
        if env::var_os("LESS").is_none() {
            // Colours, long lines cut instead of broken, and no paging of what fits on the screen.
            command.env("LESS", "FRSX");
        }
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        Ok(child.stdin.take().map(|stdin| (stdin, Pager(child))))
    }
}

/// PAGER may hold arguments; a program that is not there is found out at once where it has none.
fn shell(wanted: &str) -> Command {
    if !wanted.contains(char::is_whitespace) {
        return Command::new(wanted);
    }
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(program);
    command.args([flag, wanted]);
    command
}

impl Drop for Pager {
    fn drop(&mut self) {
        // The pager takes Ctrl-C for itself. How it ended is of no interest.
        let _ = interrupt::ignoring(|| self.0.wait());
    }
}
