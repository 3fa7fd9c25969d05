//! Why a parser did not succeed, and how that is said.

use lurcher_diagnostics::{Diagnostic, Span};
use nom::error::{ErrorKind, ParseError};

use super::input::{In, Lexeme, MAX_DEPTH};
use super::words;
use crate::ast::{BinaryOp, InOp};
use crate::codes;
use crate::lexer::TokenKind;

/// The result of a parser. `Error` means that something else may stand here, `Failure` that the text is wrong.
pub(crate) type PResult<'a, T> = nom::IResult<In<'a>, T, Fault<'a>>;

/// What is wrong at a token.
#[derive(Debug, Clone)]
pub(crate) struct Fault<'a> {
    at: Lexeme<'a>,
    problem: Problem,
}

#[derive(Debug, Clone)]
enum Problem {
    Expected(&'static str),
    Token(&'static str),
    MissingExpression,
    MissingName,
    MissingOperator,
    TooDeep,
    Other(Box<Diagnostic>),
}

impl<'a> Fault<'a> {
    /// Something else was expected here; `what` is a noun with its article, or text in backquotes.
    pub fn expected(i: In<'a>, what: &'static str) -> Self {
        Self { at: i.first(), problem: Problem::Expected(what) }
    }

    /// This very token was expected here.
    pub fn token(i: In<'a>, text: &'static str) -> Self {
        Self { at: i.first(), problem: Problem::Token(text) }
    }

    pub fn missing_expression(i: In<'a>) -> Self {
        Self { at: i.first(), problem: Problem::MissingExpression }
    }

    pub fn missing_name(i: In<'a>) -> Self {
        Self { at: i.first(), problem: Problem::MissingName }
    }

    pub fn missing_operator(i: In<'a>) -> Self {
        Self { at: i.first(), problem: Problem::MissingOperator }
    }

    pub fn too_deep(i: In<'a>) -> Self {
        Self { at: i.first(), problem: Problem::TooDeep }
    }

    pub fn other(i: In<'a>, diagnostic: Diagnostic) -> Self {
        Self { at: i.first(), problem: Problem::Other(Box::new(diagnostic)) }
    }

    /// What to tell the author of `text`.
    pub fn diagnostic(self, text: &str) -> Diagnostic {
        let Lexeme { text: found, span, .. } = self.at;
        let keyword = (self.at.kind == Some(TokenKind::Word) && words::is_keyword(found)).then_some(found);
        let bracketed = |what: &str, role: &str, word: &str| {
            format!(
                "Missing {what}: If the keyword '{word}' is intended {role} it needs to be bracketted as ['{word}']."
            )
        };
        match self.problem {
            Problem::Expected(what) => unexpected(text, self.at, what.to_owned()),
            Problem::Token(token) => unexpected(text, self.at, format!("`{token}`")),
            Problem::MissingExpression => {
                let message = match keyword {
                    Some(word) => bracketed("expression", "to be part of an expression", word),
                    None => "Missing expression".to_owned(),
                };
                Diagnostic::error(codes::MISSING, span, message).with_label("an expression is expected here")
            }
            Problem::MissingName => {
                let message = match keyword {
                    Some(word) => bracketed("name", "to be used as the name,", word),
                    None => "Missing name".to_owned(),
                };
                Diagnostic::error(codes::MISSING, span, message).with_label("a name is expected here")
            }
            Problem::MissingOperator => Diagnostic::error(codes::OPERATOR_EXPECTED, span, "Query operator expected.")
                .with_label("this is no query operator"),
            Problem::TooDeep => {
                let message = format!("The query is nested too deeply: more than {MAX_DEPTH} levels.");
                Diagnostic::error(codes::TOO_DEEP, span, message)
            }
            Problem::Other(diagnostic) => *diagnostic,
        }
    }
}

fn unexpected(text: &str, at: Lexeme<'_>, expected: String) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::CANNOT_PARSE, at.span, could_not_be_parsed(text, at));
    let diagnostic = diagnostic.with_label(format!("expected {expected}"));
    match (at.kind, at.text) {
        (Some(TokenKind::Symbol), "=") => diagnostic.with_help("to compare, write `==`"),
        (Some(TokenKind::Word), "not") => diagnostic.with_help("negate with `!`, as in `!in`, or with `not(…)`"),
        // Almost any short word is near one of the operators.
        (Some(TokenKind::Word), word) if word.len() > 3 => {
            let operators = BinaryOp::ALL.iter().map(|op| op.text()).chain(InOp::ALL.iter().map(|op| op.text()));
            diagnostic.with_suggestion(crate::nearest(word, operators))
        }
        _ => diagnostic,
    }
}

/// Kusto's sentence about a token that does not fit.
fn could_not_be_parsed(text: &str, at: Lexeme<'_>) -> String {
    let before = &text[..(at.span.start as usize).min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    let found = if at.is_end() { "<EOF>" } else { at.text };
    format!("Query could not be parsed at '{found}' on line [{line},{column}]")
}

/// The message for a keyword in the place of a name.
pub(crate) fn needs_brackets(name: &str, span: Span) -> Diagnostic {
    let message = format!("The name '{name}' needs to be bracketed as ['{name}'] to be used in this context.");
    Diagnostic::error(codes::NEEDS_BRACKETS, span, message).with_help(format!("write ['{name}']"))
}

impl<'a> ParseError<In<'a>> for Fault<'a> {
    fn from_error_kind(input: In<'a>, _: ErrorKind) -> Self {
        Self::expected(input, "something else")
    }

    fn append(_: In<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Of two alternatives that failed, the one that came further says more.
    fn or(self, other: Self) -> Self {
        if other.at.span.start >= self.at.span.start { other } else { self }
    }
}
