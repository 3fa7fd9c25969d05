//! The colours of a text.

use std::ops::Range;

use lurcher_diagnostics::SourceId;
use lurcher_syntax::{Token, TokenKind, operators, tokenize};

/// What a piece of text is to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The word of a tabular operator.
    Operator,
    /// A word of the language: `by`, `and`, `let`.
    Keyword,
    /// The name of a call.
    Function,
    /// Any other name.
    Name,
    /// A string.
    String,
    /// A number, a span of time, a bool or a typed literal.
    Literal,
    /// A comment or a directive.
    Comment,
    /// Signs and brackets.
    Symbol,
    /// What no token of KQL is.
    Wrong,
}

/// A piece of text of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// Words that are the language's wherever they stand in an expression or a clause.
const KEYWORDS: &[&str] = &[
    "and",
    "or",
    "by",
    "on",
    "asc",
    "desc",
    "nulls",
    "first",
    "last",
    "let",
    "set",
    "declare",
    "between",
    "!between",
    "in",
    "in~",
    "!in",
    "!in~",
    "has",
    "!has",
    "has_cs",
    "!has_cs",
    "has_any",
    "has_all",
    "hasprefix",
    "!hasprefix",
    "hassuffix",
    "!hassuffix",
    "contains",
    "!contains",
    "contains_cs",
    "!contains_cs",
    "startswith",
    "!startswith",
    "startswith_cs",
    "!startswith_cs",
    "endswith",
    "!endswith",
    "endswith_cs",
    "!endswith_cs",
    "matches regex",
    "with",
    "kind",
    "to",
    "typeof",
    "from",
    "step",
    "true",
    "false",
    "null",
    "view",
    "dynamic",
    "isfuzzy",
    "withsource",
    "limit",
    "default",
    "granny-asc",
    "granny-desc",
    "of",
    "ago",
    "datatable",
    "externaldata",
];

/// The pieces of a text, in order; white space belongs to none.
pub fn highlight(text: &str) -> Vec<Piece> {
    let (tokens, _) = tokenize(text, SourceId::default());
    let class = |i: usize| class(text, &tokens, i);
    (0..tokens.len()).map(|i| Piece { range: tokens[i].span.range(), class: class(i) }).collect()
}

fn class(text: &str, tokens: &[Token], i: usize) -> Class {
    let word = |i: usize| tokens.get(i).map_or("", |t| &text[t.span.range()]);
    match tokens[i].kind {
        TokenKind::String => Class::String,
        TokenKind::Long | TokenKind::Real | TokenKind::TimeSpan | TokenKind::Bool | TokenKind::Typed => Class::Literal,
        TokenKind::Comment | TokenKind::Directive => Class::Comment,
        TokenKind::Symbol => Class::Symbol,
        TokenKind::Unknown | TokenKind::Guid => Class::Wrong,
        TokenKind::Word if starts_operator(text, tokens, i) && operators::KEYWORDS.contains(&word(i)) => {
            Class::Operator
        }
        TokenKind::Word if KEYWORDS.contains(&word(i)) => Class::Keyword,
        TokenKind::Word if word(i + 1) == "(" => Class::Function,
        TokenKind::Word => Class::Name,
    }
}

/// Whether an operator may begin here: after a pipe, a bracket or a semicolon, or at the beginning.
fn starts_operator(text: &str, tokens: &[Token], i: usize) -> bool {
    let before = tokens[..i].iter().rev().find(|t| t.kind != TokenKind::Comment);
    before.is_none_or(|t| matches!(&text[t.span.range()], "|" | "(" | "{" | ";" | "="))
}
