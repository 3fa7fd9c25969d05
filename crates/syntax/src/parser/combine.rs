//! The small parsers that all others are put together from.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::fault::{Fault, PResult};
use super::input::{In, Lexeme};
use crate::lexer::TokenKind;

/// A parser of query text.
pub(crate) trait Parse<'a, T>: Parser<In<'a>, Output = T, Error = Fault<'a>> {}

impl<'a, T, P: Parser<In<'a>, Output = T, Error = Fault<'a>>> Parse<'a, T> for P {}

/// This word.
pub(crate) fn word<'a>(text: &'static str) -> impl Fn(In<'a>) -> PResult<'a, Lexeme<'a>> {
    move |i| if i.at_word(text) { Ok((i.skip(1), i.first())) } else { Err(nom::Err::Error(Fault::token(i, text))) }
}

/// This punctuation.
pub(crate) fn symbol<'a>(text: &'static str) -> impl Fn(In<'a>) -> PResult<'a, Lexeme<'a>> {
    move |i| if i.at_symbol(text) { Ok((i.skip(1), i.first())) } else { Err(nom::Err::Error(Fault::token(i, text))) }
}

/// A token of this kind; `what` says what is missing without it.
pub(crate) fn kind<'a>(kind: TokenKind, what: &'static str) -> impl Fn(In<'a>) -> PResult<'a, Lexeme<'a>> {
    move |i| match i.first() {
        token if token.kind == Some(kind) => Ok((i.skip(1), token)),
        _ => Err(nom::Err::Error(Fault::expected(i, what))),
    }
}

/// One of the words of a table, and what the table has for it.
pub(crate) fn choice<'a, T: Copy>(
    table: &'static [(&'static str, T)],
    what: &'static str,
) -> impl Fn(In<'a>) -> PResult<'a, T> {
    move |i| {
        let next = i.first();
        match table.iter().find(|(text, _)| next.is_word(text)) {
            Some((_, value)) => Ok((i.skip(1), *value)),
            None => Err(nom::Err::Error(Fault::expected(i, what))),
        }
    }
}

/// A word and what must follow it.
pub(crate) fn clause<'a, T>(keyword: &'static str, parser: impl Parse<'a, T>) -> impl Parse<'a, T> {
    preceded(word(keyword), cut(parser))
}

/// What stands between two brackets. Every bracket of the grammar is read here, so that their nesting is counted.
pub(crate) fn bracketed<'a, T>(
    open: &'static str,
    mut parser: impl Parse<'a, T>,
    close: &'static str,
) -> impl FnMut(In<'a>) -> PResult<'a, T> {
    move |i| {
        let (i, _) = symbol(open)(i)?;
        let (i, value) = i.nested(|i| parser.parse(i)).map_err(committed)?;
        let (i, _) = symbol(close)(i).map_err(committed)?;
        Ok((i, value))
    }
}

/// What stands between parentheses.
pub(crate) fn parens<'a, T>(parser: impl Parse<'a, T>) -> impl FnMut(In<'a>) -> PResult<'a, T> {
    bracketed("(", parser, ")")
}

/// One or more, separated by commas.
pub(crate) fn comma_list<'a, T>(mut parser: impl Parse<'a, T>) -> impl FnMut(In<'a>) -> PResult<'a, Vec<T>> {
    move |i| {
        let (mut i, first) = parser.parse(i)?;
        let mut items = vec![first];
        while i.at_symbol(",") {
            let (next, item) = parser.parse(i.skip(1)).map_err(committed)?;
            items.push(item);
            i = next;
        }
        Ok((i, items))
    }
}

/// None or more, separated by commas, to the end of the list or one of the words that begin what follows.
pub(crate) fn optional_list<'a, T>(
    parser: impl Parse<'a, T>,
    followers: &'static [&'static str],
) -> impl FnMut(In<'a>) -> PResult<'a, Vec<T>> {
    let mut list = comma_list(parser);
    move |i| {
        if i.at_list_end() || followers.iter().any(|word| i.at_word(word)) {
            return Ok((i, Vec::new()));
        }
        list(i).map_err(committed)
    }
}

/// None or more, separated by commas, with commas before and after them allowed.
pub(crate) fn loose_list<'a, T>(mut parser: impl Parse<'a, T>) -> impl FnMut(In<'a>) -> PResult<'a, Vec<T>> {
    move |i| {
        let mut i = if i.at_symbol(",") { i.skip(1) } else { i };
        let mut items = Vec::new();
        while !i.at_list_end() {
            let (next, item) = parser.parse(i).map_err(committed)?;
            items.push(item);
            i = next;
            if !i.at_symbol(",") {
                break;
            }
            i = i.skip(1);
        }
        Ok((i, items))
    }
}

/// An error after which nothing else can be tried.
pub(crate) fn committed<I>(error: nom::Err<I>) -> nom::Err<I> {
    match error {
        nom::Err::Error(fault) => nom::Err::Failure(fault),
        other => other,
    }
}

/// Keeps what lies between the parser's beginning and its end.
pub(crate) fn spanned<'a, T>(
    mut parser: impl Parse<'a, T>,
) -> impl FnMut(In<'a>) -> PResult<'a, (T, lurcher_diagnostics::Span)> {
    move |i| {
        let (after, value) = parser.parse(i)?;
        Ok((after, (value, i.span_to(after))))
    }
}

/// A parser that never succeeds.
pub(crate) fn fail<'a, T>(fault: Fault<'a>) -> PResult<'a, T> {
    Err(nom::Err::Error(fault))
}
