//! The names that somebody has used, so that lists can show them first.

use std::collections::HashMap;

use lurcher_diagnostics::SourceId;
use lurcher_editor::Probe;
use lurcher_syntax::{TokenKind, tokenize};

/// An input that is longer than this says nothing about habits.
const MAX_INPUT: usize = 10_000;

/// When each name was used last, counted in inputs.
#[derive(Debug, Default)]
pub(super) struct Recent {
    inputs: usize,
    last: HashMap<String, usize>,
}

impl Recent {
    /// Learns the names of an input.
    pub(super) fn learn(&mut self, input: &str) {
        if input.len() > MAX_INPUT {
            return;
        }
        self.inputs += 1;
        let (tokens, _) = tokenize(input, SourceId::default());
        for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
            self.last.insert(input[token.span.range()].to_owned(), self.inputs);
        }
    }
}

/// What the data knows, and what somebody has used.
pub(super) struct WithRecent<'a> {
    pub(super) probe: &'a (dyn Probe + Sync),
    pub(super) recent: &'a Recent,
}

impl Probe for WithRecent<'_> {
    fn watchlists(&self) -> Vec<String> {
        self.probe.watchlists()
    }

    fn values(&self, query: &str, column: &str) -> Vec<String> {
        self.probe.values(query, column)
    }

    fn keys(&self, query: &str, expression: &str) -> Vec<String> {
        self.probe.keys(query, expression)
    }

    fn recency(&self, name: &str) -> usize {
        self.recent.last.get(name).copied().unwrap_or(0)
    }
}
