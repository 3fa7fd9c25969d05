//! `name = value` after an operator's keyword, and property lists.

use lurcher_diagnostics::Diagnostic;
use nom::Parser;
use nom::combinator::{cut, map};
use nom::multi::many0;

use super::combine::{fail, optional_list, parens, spanned, symbol};
use super::fault::{Fault, PResult};
use super::input::In;
use super::literals::signed_literal;
use super::names::{any_word, bracketed_name, declared_name, name_expr};
use crate::ast::{Expr, ExprKind, Literal, Name, Param};
use crate::codes;
use crate::lexer::TokenKind;

/// The parameters that every operator lets pass, wherever they mean something.
const KNOWN: &[&str] = &[
    "__crossCluster",
    "__crossDB",
    "__id",
    "__isFuzzy",
    "__noWithSource",
    "__packedColumn",
    "__sourceColumnIndex",
    "bagexpansion",
    "bin_legacy",
    "cycles",
    "decodeblocks",
    "expandoutput",
    "force_remote",
    "isfuzzy",
    "kind",
    "with_itemindex",
    "with_match_id",
    "with_source",
    "with_step_name",
    "withsource",
];

/// Any number of parameters, each once; `own` are those of the operator itself.
pub(crate) fn params<'a>(own: &'static [&'static str]) -> impl FnMut(In<'a>) -> PResult<'a, Vec<Param>> {
    move |i| {
        let name = |i: In<'a>| parameter_name(i, own);
        let parameter = spanned((name, symbol("="), cut(value)));
        let (rest, given) = many0(map(parameter, |((name, _, value), span)| Param { name, value, span })).parse(i)?;
        let mut params: Vec<Param> = Vec::with_capacity(given.len());
        for param in given {
            if params.iter().any(|known| known.name.text == param.name.text) {
                let message = format!("The parameter '{}' is already specified.", param.name.as_str());
                i.report(Diagnostic::error(codes::PARAMETER_TWICE, param.name.span, message));
            } else {
                params.push(param);
            }
        }
        Ok((rest, params))
    }
}

/// A parameter's name, when an equal sign follows it.
fn parameter_name<'a>(i: In<'a>, own: &[&str]) -> PResult<'a, Name> {
    let (after, name) = dotted_name(i)?;
    let known = |text: &str| own.contains(&text) || KNOWN.contains(&text) || text.starts_with("hint.");
    match after.at_symbol("=") && known(&name.text) {
        true => Ok((after, name)),
        false => fail(Fault::expected(i, "a parameter")),
    }
}

/// A word; `hint.strategy` counts as one.
fn dotted_name(i: In<'_>) -> PResult<'_, Name> {
    let (after, word) = any_word(i)?;
    if word.text != "hint" || !after.at_symbol(".") {
        return Ok((after, word));
    }
    let (end, _) = any_word(after.skip(1))?;
    let span = i.span_to(end);
    Ok((end, Name::new(&i.shared().text[span.range()], span)))
}

/// A literal or a name.
pub(crate) fn value(i: In<'_>) -> PResult<'_, Expr> {
    match i.first().kind {
        Some(TokenKind::Word) => map(any_word, name_expr).parse(i),
        Some(TokenKind::Symbol) if i.at_symbol("[") => map(bracketed_name, name_expr).parse(i),
        Some(_) => signed_literal(i).map_err(|error| value_error(i, error)),
        None => fail(Fault::expected(i, "a value")),
    }
}

fn value_error<'a>(i: In<'a>, error: nom::Err<Fault<'a>>) -> nom::Err<Fault<'a>> {
    match error {
        nom::Err::Error(_) => nom::Err::Error(Fault::expected(i, "a value")),
        other => other,
    }
}

/// `(name = value, …)`
pub(crate) fn with_properties(i: In<'_>) -> PResult<'_, Vec<Param>> {
    parens(optional_list(property, &[]))(i)
}

/// `name = value`
pub(crate) fn property(i: In<'_>) -> PResult<'_, Param> {
    let property = spanned((declared_name, cut(symbol("=")), cut(value)));
    map(property, |((name, _, value), span)| Param { name, value, span }).parse(i)
}

/// Takes the parameter of that name out of the list.
pub(crate) fn take(params: &mut Vec<Param>, name: &str) -> Option<Param> {
    let at = params.iter().position(|param| param.name.text == name)?;
    Some(params.remove(at))
}

/// Takes a parameter whose value is one of a table's words. Any other value is reported.
pub(crate) fn take_choice<T: Copy>(i: In<'_>, params: &mut Vec<Param>, name: &str, table: &[(&str, T)]) -> Option<T> {
    let value = take(params, name)?.value;
    let text = match &value.kind {
        ExprKind::Name(name) => name.as_str(),
        ExprKind::Literal(Literal::String(text)) => text,
        _ => "",
    };
    let found = table.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        let message = format!("Expected one of: {}", words.join(", "));
        let nearest = crate::nearest(text, words);
        i.report(Diagnostic::error(codes::ONE_OF_EXPECTED, value.span, message).with_suggestion(nearest));
    }
    found
}

/// Takes a parameter whose value is a boolean. Any other value is reported.
pub(crate) fn take_bool(i: In<'_>, params: &mut Vec<Param>, name: &str) -> Option<bool> {
    let value = take(params, name)?.value;
    match value.kind {
        ExprKind::Literal(Literal::Bool(value)) => Some(value),
        _ => {
            i.report(Diagnostic::error(codes::BOOL_EXPECTED, value.span, "Boolean literal expected."));
            None
        }
    }
}

/// Takes a parameter whose value is a name. Any other value is reported.
pub(crate) fn take_name(i: In<'_>, params: &mut Vec<Param>, name: &str) -> Option<Name> {
    let value = take(params, name)?.value;
    match &value.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Literal(Literal::String(text)) => Some(Name { text: text.clone(), quoted: true, span: value.span }),
        _ => {
            i.report(Diagnostic::error(codes::NAME_EXPECTED, value.span, "Column declaration expected"));
            None
        }
    }
}
