//! Tokens → syntax tree, with nom's combinators over the tokens.
//!
//! One token, seldom a few more, says which rule comes next: nothing is tried and taken back, so parsing takes linear
//! time and a fault is where it is reported.

mod combine;
mod expr;
mod fault;
mod input;
mod literals;
mod names;
mod params;
mod pipe;
mod primary;
mod statements;
mod words;

use lurcher_diagnostics::{Diagnostics, SourceId, Span};

use crate::ast::{Query, Statement, StatementKind};
use crate::lexer::{TokenKind, tokenize};
use input::Shared;

pub(crate) use combine::{
    bracketed, choice, clause, comma_list, committed, fail, loose_list, optional_list, parens, spanned, symbol, word,
};
pub(crate) use expr::{Level, at_comparison, expr};
pub(crate) use fault::{Fault, PResult};
pub(crate) use input::{In, Lexeme};
pub(crate) use names::{
    any_word, columns, declared_name, name_expr, name_or_wildcard, named_expr, plain_name, schema, string, to_name,
    type_name, wildcard,
};
pub(crate) use params::{params, property, take_bool, take_choice, take_name, value, with_properties};
pub(crate) use pipe::{misplaced, pipe, subpipe, table};
pub(crate) use primary::{call, member, path, postfix, primary};
pub(crate) use statements::{entity_group, parameters, query_block};
pub(crate) use words::is_plain;

/// Reads a text.
pub(crate) fn parse(text: &str, source: SourceId) -> (Query, Diagnostics) {
    let (tokens, diagnostics) = tokenize(text, source);
    let end = Span::new(source, text.len(), text.len());
    let lexeme = |kind, span: Span| Lexeme { kind, text: &text[span.range()], span };
    let mut lexemes: Vec<Lexeme<'_>> = tokens
        .into_iter()
        .filter(|token| token.kind != TokenKind::Comment)
        .map(|token| lexeme(Some(token.kind), token.span))
        .collect();
    lexemes.push(lexeme(None, end));
    if lexemes[0].is_symbol(".") {
        return (command(text, lexemes[0].span.to(end)), Diagnostics::new());
    }
    let shared = Shared::new(text, source, diagnostics);
    let query = statements::query(In::new(&lexemes, &shared));
    (query, shared.into_diagnostics())
}

/// A management command is one statement, whatever stands in it.
fn command(text: &str, span: Span) -> Query {
    let text = text[span.range()].trim_end();
    Query { statements: vec![Statement { kind: StatementKind::Command(text.into()), span }], span }
}
