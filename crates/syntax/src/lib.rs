//! The grammar of KQL: text → tokens → syntax tree, and back to text.
//!
//! The tree says what is written, not what it means: names are not resolved, types are not known, a column and a table
//! look the same. Every node carries the span of its text. Mistakes become diagnostics and error nodes
//! ([`ast::ExprKind::Missing`], [`operators::OperatorKind::Broken`]); a tree always comes out.
//!
//! `==` on trees compares what is written and ignores where it stands.

pub mod ast;
pub mod codes;
mod lexer;
mod literal;
pub mod operators;
mod parser;
mod printer;

use lurcher_diagnostics::{Diagnostics, SourceId};

pub use lexer::{Token, TokenKind, tokenize};

/// A text that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree. It has error nodes where the text could not be read.
    pub query: ast::Query,
    /// What is wrong with the text, from its beginning to its end.
    pub diagnostics: Diagnostics,
}

/// Reads a query, a script of several statements, or a management command. It never fails and never panics: see
/// [`Parsed`].
pub fn parse(text: &str, source: SourceId) -> Parsed {
    let (query, found) = parser::parse(text, source);
    // The lexer has gone through the text before the parser, and a nested query is reported before what encloses it.
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    Parsed { query, diagnostics }
}

/// Writes a tree as text, each operator of the outermost pipe on a line of its own. Reading the text again gives the
/// same tree.
pub fn print(query: &ast::Query) -> String {
    printer::print(query)
}

/// The candidate that a misspelt name most likely means, if one is near enough.
fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let score = |candidate: &'a str| (strsim::damerau_levenshtein(name, candidate), candidate);
    let (distance, nearest) = candidates.into_iter().map(score).min()?;
    // A third of the letters may be wrong.
    (distance > 0 && distance * 3 <= nearest.len().max(3)).then(|| nearest.to_owned())
}
