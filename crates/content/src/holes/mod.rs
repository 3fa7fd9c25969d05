//! Holes in a query: texts that somebody chooses before it runs, `{TimeRange}` of a workbook say, and that nobody knows
//! here. Each gets a filling with which the query can be read; what is then wrong with a hole, or may be wrong only for
//! what stands in it, is no mistake.

mod surroundings;

use std::ops::Range;

use lurcher_diagnostics::{Diagnostic, Source, SourceId};
use lurcher_syntax::{TokenKind, parse, tokenize};

use crate::placeholders::replaced;
use surroundings::Surroundings;

/// A name that nothing has. The binder finds nothing else wrong with what comes of an unknown name.
const NAME: &str = "unknown_hole_";

/// What can stand in a hole where no name can.
const FILLINGS: [&str; 11] = [
    "== unknown_hole_",
    OPERATOR,
    "where unknown_hole_",
    "where",
    ITEM,
    "(unknown_hole_)",
    "1",
    "asc",
    "inner",
    "==",
    "",
];
const OPERATOR: &str = "| where unknown_hole_";
const ITEM: &str = ", unknown_hole_";

/// Which of them are operators, or stand for several texts of any kind.
const OPEN: [&str; 4] = [OPERATOR, "where unknown_hole_", "where", ""];

/// A query that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The query, with something in each of its holes.
    pub query: Source,
    /// Its holes.
    pub holes: Holes,
}

/// What of a query depends on texts that nobody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holes {
    /// Where the holes are, in the query that is filled.
    ranges: Vec<Range<usize>>,
    /// From here on all may depend on them: which columns there are, or how the text is to be read.
    open_from: Option<usize>,
}

impl Holes {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether it depends on the holes if something is wrong there, as a diagnostic of the filled query says.
    pub fn concern(&self, diagnostic: &Diagnostic) -> bool {
        let Range { start, end } = diagnostic.span.range();
        let is_query = diagnostic.span.source == SourceId::default();
        let touches = |hole: &Range<usize>| hole.start <= end && start <= hole.end;
        is_query && (self.open_from.is_some_and(|from| end > from) || self.ranges.iter().any(touches))
    }
}

/// The query with something in each of its holes, which stand in their order. Those in strings and comments are no
/// mistakes where they are.
pub(crate) fn filled(source: &Source, holes: Vec<Range<usize>>) -> Filled {
    if holes.is_empty() {
        return Filled { query: source.clone(), holes: Holes::default() };
    }
    let text = &*source.text;
    let (tokens, _) = tokenize(text, SourceId::default());
    let is_quoted = |hole: &Range<usize>| {
        let before = tokens.partition_point(|token| token.span.range().start <= hole.start);
        let token = before.checked_sub(1).map(|i| &tokens[i]).filter(|token| token.span.range().end > hole.start);
        token.is_some_and(|token| matches!(token.kind, TokenKind::String | TokenKind::Comment))
    };
    let filling = |hole: Range<usize>| {
        let written = text[hole.clone()].to_owned();
        Filling { text: if is_quoted(&hole) { written } else { NAME.to_owned() }, hole }
    };
    let mut filling = Fillings { text, all: holes.into_iter().map(filling).collect() };
    let open = filling.fit(|hole| Surroundings::of(text, &tokens, hole));
    let ranges: Vec<Range<usize>> = filling.placed().collect();
    let open_from = open.map(|i| ranges[i].start);
    let texts = filling.all.into_iter().map(|Filling { hole, text }| (hole, text));
    Filled { query: replaced(source, texts), holes: Holes { ranges, open_from } }
}

/// A hole and what is put into it.
struct Filling {
    hole: Range<usize>,
    text: String,
}

struct Fillings<'a> {
    text: &'a str,
    all: Vec<Filling>,
}

impl Fillings<'_> {
    /// Puts into each hole what can be read where it stands. Says which is the first with which all that follows may
    /// change.
    fn fit<'t>(&mut self, surroundings: impl Fn(&Range<usize>) -> Surroundings<'t>) -> Option<usize> {
        let mut first_error = self.first_error();
        for i in 0..self.all.len() {
            let Filling { hole, text } = &self.all[i];
            let around = surroundings(hole);
            let mut best = text.clone();
            let is_in_place = best != NAME;
            // A mistake behind the next word is not the hole's.
            let fits = |error: Option<usize>| error.is_none_or(|at| at > around.next);
            if !is_in_place && !fits(first_error) {
                for filling in around.likely().iter().copied().chain(FILLINGS) {
                    self.all[i].text = filling.to_owned();
                    let error = self.first_error();
                    let is_later = first_error.is_some_and(|before| error.is_none_or(|at| at > before));
                    if is_later {
                        (best, first_error) = (filling.to_owned(), error);
                    }
                }
                self.all[i].text.clone_from(&best);
            }
            let is_open = OPEN.contains(&&*best) || around.may_be_columns(&best);
            if !is_in_place && (is_open || !fits(first_error)) {
                return Some(i);
            }
        }
        None
    }

    /// Where the fillings stand in the filled text.
    fn placed(&self) -> impl Iterator<Item = Range<usize>> {
        self.all.iter().scan(0isize, |moved, Filling { hole, text }| {
            let start = hole.start.saturating_add_signed(*moved);
            *moved += text.len() as isize - hole.len() as isize;
            Some(start..start + text.len())
        })
    }

    /// Where the filled text cannot be read, counted in the text with its holes.
    fn first_error(&self) -> Option<usize> {
        let mut filled = String::with_capacity(self.text.len());
        let mut done = 0;
        for Filling { hole, text } in &self.all {
            filled.push_str(&self.text[done..hole.start]);
            filled.push_str(text);
            done = hole.end;
        }
        filled.push_str(&self.text[done..]);
        let parsed = parse(&filled, SourceId::default());
        let error = parsed.diagnostics.iter().find(|diagnostic| diagnostic.is_error())?;
        let at = error.span.range().start;
        let before = self.placed().zip(&self.all).take_while(|(placed, _)| placed.start <= at).last();
        Some(match before {
            None => at,
            Some((placed, Filling { hole, .. })) if at < placed.end => hole.start,
            Some((placed, Filling { hole, .. })) => hole.end + (at - placed.end),
        })
    }
}

#[cfg(test)]
mod tests;
