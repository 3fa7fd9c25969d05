//! What the dot commands do.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lurcher_content::{Runnable, load};
use lurcher_diagnostics::screened;
use lurcher_engine::clock::Clock;
use lurcher_symbols::Catalog;
use lurcher_symbols::values::datetime;

use super::dot::{COMMANDS, Command, Dot, Takes};
use super::lets::Lets;
use super::{ResultFile, Shell, Then};
use crate::arguments::timeout;
use crate::commands::{explain, functions};
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::placeholders::{TimeRange, time};
use crate::{codes, input, output, report, session};

impl Shell<'_> {
    /// Does what a dot command says.
    pub(super) fn command(&mut self, dot: Dot<'_>) -> Result<Then, Failure> {
        let argument = dot.argument;
        match dot.command {
            Command::Quit => return Ok(Then::Quit),
            Command::Clear => write("\u{1b}[2J\u{1b}[H")?,
            Command::Help => self.help(argument)?,
            Command::Tables => self.tables(argument)?,
            Command::Schema => self.schema(argument)?,
            Command::Functions => {
                let names = self.session.catalog().function_names();
                list(names.iter().filter(|name| contains(name, argument)))?;
            }
            Command::Watchlists => list(self.session.catalog().watchlist_aliases().iter())?,
            Command::Queries => self.queries()?,
            Command::Run => self.run(argument)?,
            Command::Read => self.read(Path::new(argument))?,
            Command::Mode => self.mode(argument),
            Command::Output => self.redirect(argument),
            Command::Now => self.now(argument)?,
            Command::From => self.choose_time(".from", argument, |times| &mut times.from)?,
            Command::To => self.choose_time(".to", argument, |times| &mut times.to)?,
            Command::Timer => self.taste.timer = self.switch(".timer", argument, self.taste.timer),
            Command::Pager => self.taste.pager = self.switch(".pager", argument, self.taste.pager),
            Command::Timeout => self.limit_time(argument),
            Command::Explain => self.explain(argument)?,
            Command::Params => self.params(argument)?,
            Command::Let => match argument {
                "clear" => self.lets = Lets::default(),
                _ => print(&self.lets.text())?,
            },
        }
        Ok(Then::Go)
    }

    fn help(&mut self, name: &str) -> Result<(), Failure> {
        if !name.is_empty() && !name.starts_with('.') {
            let mut page = Vec::new();
            return match functions::write(&mut page, name)? {
                true => print(&String::from_utf8_lossy(&page)),
                false => {
                    self.complain(&functions::unknown(name));
                    Ok(())
                }
            };
        }
        let mut text = String::new();
        for (command, _, takes, what) in COMMANDS.iter().filter(|(command, ..)| command.starts_with(name)) {
            let takes = if let Takes::Text(takes) = takes { takes } else { "" };
            text.push_str(&format!("{:<28} {what}\n", format!("{command} {takes}")));
        }
        text.push_str("\nA query ends with its line, or goes on while a bracket or a pipe is open; an empty line sends it as it is.\n");
        text.push_str("A `let` alone stays for the session. $_ is the last result, as a table. Tab completes, Ctrl-R searches, Ctrl-C stops.\n");
        print(&text)
    }

    /// Tables with data; with a part of a name, documented ones too.
    fn tables(&mut self, part: &str) -> Result<(), Failure> {
        let catalog = self.session.catalog();
        let names = if part.is_empty() { catalog.stored_table_names() } else { catalog.table_names() };
        list(names.iter().filter(|name| contains(name, part)))
    }

    fn schema(&mut self, table: &str) -> Result<(), Failure> {
        match self.session.catalog().table(table) {
            Some(Ok(symbol)) => {
                let width = symbol.columns.iter().map(|c| c.name.len()).max().unwrap_or(0);
                list(symbol.columns.iter().map(|c| format!("{:width$}  {}", c.name, c.ty)))
            }
            Some(Err(problem)) => {
                self.complain(&problem);
                Ok(())
            }
            None => {
                self.complain(&format!("there is no table '{table}'; .tables lists those with data"));
                Ok(())
            }
        }
    }

    /// The queries of the workspace's folder.
    fn workspace_queries(&self) -> Vec<Runnable> {
        let folder = self.session.catalog().workspace().queries_folder();
        folder.map(|folder| load(&folder).runnables().collect()).unwrap_or_default()
    }

    fn queries(&mut self) -> Result<(), Failure> {
        let queries = self.workspace_queries();
        list(queries.iter().map(|query| format!("{}  {}", stem(&query.file), query.metadata.name)))
    }

    fn run(&mut self, name: &str) -> Result<(), Failure> {
        let queries = self.workspace_queries();
        let Some(query) = queries.iter().find(|q| stem(&q.file) == name || &*q.metadata.name == name) else {
            self.complain(&format!("there is no query '{name}'; .queries lists all"));
            return Ok(());
        };
        let shown = self.show(session::request(&query.query));
        shown.or_else(|stopped| self.tell(stopped))
    }

    fn read(&mut self, path: &Path) -> Result<(), Failure> {
        match input::from_file(self.global, path) {
            Ok(source) => {
                let shown = self.show(session::request(&source));
                shown.or_else(|stopped| self.tell(stopped))
            }
            Err(failure) => self.refused(failure),
        }
    }

    /// What ends a command does not end the shell, unless nobody reads it any more.
    fn refused(&mut self, failure: Failure) -> Result<(), Failure> {
        match failure {
            Failure::Message(message) | Failure::Usage(message) => self.complain(&message),
            Failure::Reported | Failure::Interrupted => self.failed = true,
            Failure::ClosedPipe => return Err(failure),
        }
        Ok(())
    }

    /// Chooses an end of the time that queries see, or shows it.
    fn choose_time(
        &mut self,
        command: &str,
        argument: &str,
        end: fn(&mut TimeRange) -> &mut Option<i64>,
    ) -> Result<(), Failure> {
        let end = end(&mut self.times);
        match argument {
            "" => print(&end.map_or("off".to_owned(), datetime::format))?,
            "off" => *end = None,
            text => match time(text) {
                Ok(time) => *end = Some(time),
                Err(problem) => self.complain(&format!("{command} {text}: {problem}")),
            },
        }
        Ok(())
    }

    fn params(&mut self, text: &str) -> Result<(), Failure> {
        match text {
            "" => return list(self.parameters.iter().map(|(name, value)| format!("{name}={value}"))),
            "clear" => self.parameters = Parameters::default(),
            _ => {
                if let Err(problem) = self.parameters.set(text) {
                    self.complain(&format!(".params: {problem}"));
                }
            }
        }
        Ok(())
    }

    fn mode(&mut self, name: &str) {
        match name.parse() {
            _ if name.is_empty() => report::line(self.format().name()),
            Ok(format) => self.taste.mode = Some(format),
            Err(problem) => self.complain(&format!(".mode: {problem}")),
        }
    }

    fn redirect(&mut self, path: &str) {
        self.output = None;
        if path.is_empty() {
            return;
        }
        let path = PathBuf::from(path);
        match output::check_file(&path) {
            Ok(()) => self.output = Some(ResultFile { path, has_results: false }),
            Err(problem) => self.complain(&problem),
        }
    }

    /// What a setting with two values is from now on; without an argument the other one.
    fn switch(&mut self, command: &str, argument: &str, value: bool) -> bool {
        match argument {
            "" => !value,
            "on" => true,
            "off" => false,
            _ => {
                self.complain(&format!("{command} takes on or off"));
                value
            }
        }
    }

    fn limit_time(&mut self, time: &str) {
        match time {
            "" => report::line(&self.timeout.map_or("off".to_owned(), |time| format!("{time:?}"))),
            "off" => self.timeout = None,
            _ => match timeout(time) {
                Ok(time) => self.timeout = Some(time),
                Err(problem) => self.complain(&format!(".timeout: {problem}")),
            },
        }
    }

    fn now(&mut self, time: &str) -> Result<(), Failure> {
        if time.is_empty() {
            return self.query("print now = now()");
        }
        match Clock::parse(time) {
            Ok(clock) => self.session.set_clock(clock),
            Err(problem) => self.complain(&format!(".now: {problem}")),
        }
        Ok(())
    }

    fn explain(&mut self, text: &str) -> Result<(), Failure> {
        if codes::is_code(text) {
            return explain::code::explain(self.global, text).or_else(|failure| self.refused(failure));
        }
        let (analyze, text) = match text.strip_prefix("--analyze") {
            Some(text) => (true, text.trim_start()),
            None => (false, text),
        };
        let source = self.source(text, &self.lets);
        let depth = explain::query::Depth { analyze, ..Default::default() };
        let request = self.parameters.fill(self.request(&source));
        let explained = explain::query::explain(self.global, &self.session, request, depth);
        explained.or_else(|stopped| self.tell(stopped))
    }
}

/// A file's name without its folder and its ending.
fn stem(file: &str) -> String {
    Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn contains(name: &str, part: &str) -> bool {
    name.to_lowercase().contains(&part.to_lowercase())
}

/// Writes to standard output, where results go. Names of tables and queries are those of files.
fn print(text: &str) -> Result<(), Failure> {
    let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    write(&format!("{}{end}", screened(text)))
}

fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

fn list(lines: impl Iterator<Item = impl std::fmt::Display>) -> Result<(), Failure> {
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    print(&text)
}
