//! What a person sees while typing: colours, brackets, candidates.

use std::borrow::Cow;
use std::sync::Arc;

use lurcher_editor::{Class, Completions, complete, highlight, matching_bracket};
use lurcher_engine::Session;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::dot;
use super::probe::DataProbe;

/// How many candidates a list shows; more would be no help.
const MAX_CANDIDATES: usize = 60;

/// Helps a person to type.
pub(super) struct LineHelper {
    session: Arc<Session>,
    probe: DataProbe,
    colours: bool,
    /// The statements that stand before every query.
    preamble: String,
}

impl LineHelper {
    pub(super) fn new(session: Arc<Session>, colours: bool) -> Self {
        let probe = DataProbe::new(Arc::clone(&session));
        Self { session, probe, colours, preamble: String::new() }
    }

    /// Tells which statements stand before every query, and that tables may have changed.
    pub(super) fn refresh(&mut self, preamble: String) {
        self.preamble = preamble;
        self.probe.forget();
    }

    fn complete_query(&self, line: &str, at: usize) -> (usize, Vec<Pair>) {
        let text = format!("{}{line}", self.preamble);
        let shift = self.preamble.len();
        // A defect while completing must not end the session; the list stays empty.
        let found = self.session.with_environment(|environment| complete(&text, at + shift, environment, &self.probe));
        let Completions { replace, items } = found.unwrap_or_default();
        let pair = |item: lurcher_editor::Completion| {
            let display = if item.detail.is_empty() { item.label } else { format!("{}  {}", item.label, item.detail) };
            Pair { display, replacement: item.insert }
        };
        (replace.start.saturating_sub(shift), items.into_iter().take(MAX_CANDIDATES).map(pair).collect())
    }
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if line.starts_with('.') && !line[..at].contains("<|") {
            return Ok(dot::complete(&line[..at], &self.session));
        }
        Ok(self.complete_query(line, at))
    }
}

impl Hinter for LineHelper {
    type Hint = String;
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, at: usize) -> Cow<'l, str> {
        if !self.colours || line.starts_with('.') {
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
