//! What stands around a hole.

use std::ops::Range;

use lurcher_syntax::{Token, TokenKind};

use super::{ITEM, OPERATOR};

/// Operators that leave the columns as they are, whatever stands behind them.
const KEEPING: [&str; 10] = ["where", "filter", "sort", "order", "top", "take", "limit", "sample", "render", "search"];

/// What stands around a hole.
pub(super) struct Surroundings<'t> {
    /// The words and symbols before it.
    before: Vec<&'t str>,
    /// Where the next word or symbol begins.
    pub(super) next: usize,
}

impl<'t> Surroundings<'t> {
    pub(super) fn of(text: &'t str, tokens: &[Token], hole: &Range<usize>) -> Self {
        let code = || tokens.iter().filter(|token| token.kind != TokenKind::Comment).map(|token| token.span.range());
        let before = code().take_while(|token| token.end <= hole.start).map(|token| &text[token]).collect();
        let next = code().find(|token| token.start >= hole.end).map_or(text.len(), |token| token.start);
        Self { before, next }
    }

    /// What most likely stands in a hole that is no name.
    pub(super) fn likely(&self) -> &'static [&'static str] {
        match self.place() {
            Place::Statement => &[OPERATOR],
            Place::Brackets => &[ITEM, OPERATOR],
            Place::Operator(_) => &[],
        }
    }

    /// Whether the hole may stand for several columns of an operator, or for what decides which columns there are: with
    /// `filling` in it, it is an item of a list or the kind of a join.
    pub(super) fn may_be_columns(&self, filling: &str) -> bool {
        let Place::Operator(operator) = self.place() else { return false };
        let mut words = self.before.iter().rev();
        let last = if filling == ITEM { "," } else { words.next().copied().unwrap_or_default() };
        let is_kind = last == "=" && words.next() == Some(&"kind");
        let begins_item = last == "," || last == "by" || last == operator;
        is_kind || begins_item && !KEEPING.contains(&operator)
    }

    fn place(&self) -> Place<'t> {
        let mut depth = 0_usize;
        let mut behind = "";
        for word in self.before.iter().rev() {
            match *word {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth == 0 => return Place::Brackets,
                "(" | "[" | "{" => depth -= 1,
                "|" if depth == 0 => return Place::Operator(behind),
                ";" if depth == 0 => return Place::Statement,
                _ => {}
            }
            if depth == 0 {
                behind = word;
            }
        }
        Place::Statement
    }
}

/// What a hole stands in.
enum Place<'t> {
    /// A statement, before its first operator.
    Statement,
    /// Brackets, those of a call say.
    Brackets,
    /// An operator of that name.
    Operator(&'t str),
}
