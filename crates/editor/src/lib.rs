//! What an editor asks of a text while it is written: its colours, its brackets, whether it is whole, and what could
//! come next.
//!
//! Everything works on text that is not a query yet, and nothing runs a query: what the data knows (the values of a
//! column, the paths of a dynamic) comes through a [`Probe`].

mod brackets;
mod completion;
mod highlight;
mod whole;

pub use brackets::matching_bracket;
pub use completion::{Completion, CompletionKind, Completions, NoProbe, Probe, complete};
pub use highlight::{Class, Piece, highlight};
pub use whole::is_whole;

use lurcher_diagnostics::{Diagnostics, SourceId};
use lurcher_syntax::{Token, TokenKind};

/// The tokens of a text without its comments, and what is wrong with them.
fn tokens(text: &str) -> (Vec<Token>, Diagnostics) {
    let (mut tokens, diagnostics) = lurcher_syntax::tokenize(text, SourceId::default());
    tokens.retain(|token| !matches!(token.kind, TokenKind::Comment | TokenKind::Directive));
    (tokens, diagnostics)
}

/// Whether something is opened at the end of the text that nothing closes: a string, mostly.
fn ends_open(text: &str, last: &Token, diagnostics: &Diagnostics) -> bool {
    last.kind == TokenKind::String
        && last.span.end as usize == text.len()
        && diagnostics.iter().any(|d| d.span == last.span && d.code.id() == "KS001")
}
