//! Where inputs come from: a person at a terminal, or a script.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;

use lurcher_engine::Session;
use rustyline::config::{BellStyle, CompletionType};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Config, Editor};

use super::lets::Lets;
use super::line::LineHelper;
use super::taste::{Taste, folder};
use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::input::utf8;
use crate::report;

/// How many inputs the history keeps.
const HISTORY: usize = 10_000;

/// What comes next.
pub(super) enum Next {
    /// An input, whole.
    Text(String),
    /// The person thought better of it.
    Nothing,
    /// Nobody types any more.
    End,
}

/// A person or a script.
pub(super) enum Input {
    Terminal(Box<Editor<LineHelper, FileHistory>>, String),
    Script(Script),
}

impl Input {
    /// A person where standard input is a terminal.
    pub(super) fn open(global: &GlobalArguments, session: Arc<Session>, taste: &Taste) -> Self {
        if !io::stdin().is_terminal() {
            return Input::Script(Script::open());
        }
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .bell_style(BellStyle::None)
            .bracketed_paste(true)
            .auto_add_history(true)
            .max_history_size(HISTORY)
            .and_then(|config| config.history_ignore_dups(true))
            .map(|config| config.build())
            .unwrap_or_default();
        match Editor::<LineHelper, FileHistory>::with_config(config) {
            Ok(mut editor) => {
                editor.set_helper(Some(LineHelper::new(session, global.colours_output(&io::stdout()))));
                load_history(global, &mut editor);
                Input::Terminal(Box::new(editor), taste.prompt.clone())
            }
            Err(e) => {
                report::warning(global, &format!("the terminal cannot be edited on: {e}"));
                Input::Script(Script::open())
            }
        }
    }

    /// Whether a person types.
    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Input::Terminal(..))
    }

    /// Tells completion which names the session has.
    pub(super) fn show(&mut self, lets: &Lets) {
        if let Input::Terminal(editor, _) = self
            && let Some(helper) = editor.helper_mut()
        {
            helper.refresh(lets.text());
        }
    }

    /// Reads the next input.
    pub(super) fn next(&mut self) -> Result<Next, Failure> {
        match self {
            Input::Terminal(editor, prompt) => match editor.readline(prompt) {
                Ok(text) => {
                    if let Some(helper) = editor.helper_mut() {
                        helper.learn(&text);
                    }
                    Ok(Next::Text(text))
                }
                Err(ReadlineError::Interrupted) => Ok(Next::Nothing),
                Err(ReadlineError::Eof) => Ok(Next::End),
                Err(e) => Err(Failure::Message(format!("the terminal cannot be read: {e}"))),
            },
            Input::Script(script) => script.next(),
        }
    }

    /// Keeps the history for the next session.
    pub(super) fn close(&mut self, global: &GlobalArguments) {
        let Input::Terminal(editor, _) = self else { return };
        let Some(folder) = folder() else { return };
        let path = folder.join(HISTORY_FILE);
        let kept = std::fs::create_dir_all(&folder).map_err(|e| e.to_string());
        let kept = kept.and_then(|()| editor.append_history(&path).map_err(|e| e.to_string()));
        if let Err(e) = kept {
            report::warning(global, &format!("{}: the history cannot be kept: {e}", path.display()));
        }
    }
}

/// The name of the file with the inputs of earlier sessions.
const HISTORY_FILE: &str = "history.txt";

fn load_history(global: &GlobalArguments, editor: &mut Editor<LineHelper, FileHistory>) {
    let Some(path) = folder().map(|folder| folder.join(HISTORY_FILE)) else { return };
    match editor.load_history(&path) {
        Ok(()) => {}
        Err(ReadlineError::Io(e)) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => report::warning(global, &format!("{}: the history cannot be read: {e}", path.display())),
    }
}

/// Inputs on standard input.
pub(super) struct Script {
    lines: io::StdinLock<'static>,
    /// How many lines have been read.
    read: usize,
}

impl Script {
    fn open() -> Self {
        Self { lines: io::stdin().lock(), read: 0 }
    }

    /// Lines up to the end of an input: a line that begins with a pipe belongs to what stands before it. An empty line
    /// ends an input that is not whole.
    fn next(&mut self) -> Result<Next, Failure> {
        let mut text = String::new();
        loop {
            let mut line = Vec::new();
            if self.lines.read_until(b'\n', &mut line)? == 0 {
                return Ok(if text.trim().is_empty() { Next::End } else { Next::Text(text) });
            }
            self.read += 1;
            let line = utf8(line, self.read)?;
            text.push_str(&line);
            let ends = line.trim().is_empty() || super::is_ready(&text) && !self.lines.fill_buf()?.starts_with(b"|");
            if ends && !text.trim().is_empty() {
                return Ok(Next::Text(text));
            }
        }
    }
}
