//! What a person sees while typing: colours, brackets, candidates.

use std::borrow::Cow;
use std::sync::Arc;

use lurcher_diagnostics::visible;
use lurcher_editor::{Class, Completions, complete, highlight, matching_bracket};
use lurcher_engine::Session;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::dot;
use super::probe::DataProbe;
use super::recent::{Recent, WithRecent};

/// How many candidates a list shows; more would be no help.
const MAX_CANDIDATES: usize = 60;
/// A line of the list is no longer than this, and no longer than the terminal is wide.
const MAX_WIDTH: usize = 72;
/// A text that is longer than this is pasted, and shown without colours: it would be coloured anew with every key.
const MAX_COLOURED: usize = 50_000;

/// Helps a person to type.
pub(super) struct LineHelper {
    session: Arc<Session>,
    probe: DataProbe,
    files: FilenameCompleter,
    colours: bool,
    /// The statements that stand before every query.
    preamble: String,
    recent: Recent,
}

impl LineHelper {
    pub(super) fn new(session: Arc<Session>, colours: bool) -> Self {
        let probe = DataProbe::new(Arc::clone(&session));
        Self {
            session,
            probe,
            files: FilenameCompleter::new(),
            colours,
            preamble: String::new(),
            recent: Recent::default(),
        }
    }

    /// Tells which statements stand before every query, and that tables may have changed.
    pub(super) fn refresh(&mut self, preamble: String) {
        self.preamble = preamble;
        self.probe.forget();
    }

    /// Learns the names of an input, which lists show first from now on.
    pub(super) fn learn(&mut self, input: &str) {
        self.recent.learn(input);
    }

    fn complete_query(&self, line: &str, at: usize) -> (usize, Vec<Pair>) {
        let text = format!("{}{line}", self.preamble);
        let shift = self.preamble.len();
        // A defect while completing must not end the session; the list stays empty.
        let probe = WithRecent { probe: &self.probe, recent: &self.recent };
        let found = self.session.with_environment(|environment| complete(&text, at + shift, environment, &probe));
        let Completions { replace, mut items } = found.unwrap_or_default();
        // What only contains the word keeps what begins with it from being filled in.
        let typed = text[replace.clone()].to_lowercase();
        let begins = |item: &lurcher_editor::Completion| item.insert.to_lowercase().starts_with(&typed);
        if items.iter().any(begins) {
            items.retain(begins);
        }
        let width = terminal_size::terminal_size().map_or(MAX_WIDTH, |(width, _)| usize::from(width.0).min(MAX_WIDTH));
        let pair = |item: lurcher_editor::Completion| {
            let display = if item.detail.is_empty() { item.label } else { format!("{}  {}", item.label, item.detail) };
            Pair { display: shortened(visible(&display), width), replacement: item.insert }
        };
        (replace.start.saturating_sub(shift), items.into_iter().take(MAX_CANDIDATES).map(pair).collect())
    }
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = &line[..at];
        if let Some(start) = dot::query_of(typed) {
            let (place, items) = self.complete_query(&line[start..], at - start);
            return Ok((place + start, items));
        }
        if typed.starts_with(".read ") || typed.starts_with(".output ") {
            let (place, paths) = self.files.complete_path(line, at)?;
            let shown = |path: Pair| Pair { display: visible(&path.display), ..path };
            return Ok((place, paths.into_iter().map(shown).collect()));
        }
        Ok(dot::complete(typed, &self.session))
    }
}

impl Hinter for LineHelper {
    type Hint = String;
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, at: usize) -> Cow<'l, str> {
        if !self.colours || line.starts_with('.') || line.len() > MAX_COLOURED {
            return Cow::Borrowed(line);
        }
        let partner = bracket_at(line, at).and_then(|bracket| matching_bracket(line, bracket));
        let mut coloured = String::with_capacity(line.len() * 2);
        let mut end = 0;
        for piece in highlight(line) {
            coloured.push_str(&line[end..piece.range.start]);
            let style = if partner == Some(piece.range.start) { Some("1;7") } else { style(piece.class) };
            match style {
                Some(style) => coloured.push_str(&format!("\u{1b}[{style}m{}\u{1b}[0m", &line[piece.range.clone()])),
                None => coloured.push_str(&line[piece.range.clone()]),
            }
            end = piece.range.end;
        }
        coloured.push_str(&line[end..]);
        Cow::Owned(coloured)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        if self.colours { Cow::Owned(format!("\u{1b}[1;32m{prompt}\u{1b}[0m")) } else { Cow::Borrowed(prompt) }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colours
    }
}

impl Validator for LineHelper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        // An empty line sends what is there, so that nobody is caught in a bracket.
        let ready = text.ends_with('\n') || super::is_ready(text);
        Ok(if ready { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

/// The bracket under the cursor or before it.
fn bracket_at(line: &str, at: usize) -> Option<usize> {
    let is_bracket = |i: &usize| line.as_bytes().get(*i).is_some_and(|b| b"()[]{}".contains(b));
    Some(at).filter(is_bracket).or_else(|| at.checked_sub(1).filter(is_bracket))
}

/// A line of a list that fits the terminal.
fn shortened(line: String, width: usize) -> String {
    if line.chars().count() <= width {
        return line;
    }
    line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn style(class: Class) -> Option<&'static str> {
    match class {
        Class::Operator => Some("1;34"),
        Class::Keyword => Some("34"),
        Class::Function => Some("36"),
        Class::String => Some("33"),
        Class::Literal => Some("35"),
        Class::Comment => Some("2"),
        Class::Wrong => Some("31"),
        Class::Name | Class::Symbol => None,
    }
}
