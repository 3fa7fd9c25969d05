//! Names, wildcards, types and named expressions.

use lurcher_diagnostics::Diagnostic;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::multi::many1;
use nom::sequence::terminated;
use smol_str::SmolStr;

use super::combine::{bracketed, committed, fail, kind, loose_list, parens, spanned, symbol};
use super::expr::expr;
use super::fault::{Fault, PResult, needs_brackets};
use super::input::{In, Lexeme};
use super::words;
use crate::ast::{ColumnDecl, Expr, ExprKind, Name, NamedExpr, Schema, TypeKind, TypeName};
use crate::codes;
use crate::lexer::TokenKind;
use crate::literal::unquote;

/// A string, or several in a row that make one.
pub(crate) fn string(i: In<'_>) -> PResult<'_, SmolStr> {
    if i.first().kind == Some(TokenKind::String) && i.nth(1).kind != Some(TokenKind::String) {
        return Ok((i.skip(1), unquote(i.first().text).into()));
    }
    let parts = many1(kind(TokenKind::String, "a string"));
    map(parts, |parts: Vec<Lexeme<'_>>| parts.iter().map(|part| unquote(part.text)).collect::<String>().into()).parse(i)
}

/// `['name']`
pub(crate) fn bracketed_name(i: In<'_>) -> PResult<'_, Name> {
    if !i.at_symbol("[") || i.nth(1).kind != Some(TokenKind::String) {
        return fail(Fault::missing_name(i));
    }
    map(spanned(bracketed("[", string, "]")), |(text, span)| Name { text, quoted: true, span }).parse(i)
}

/// A name where one is declared.
pub(crate) fn declared_name(i: In<'_>) -> PResult<'_, Name> {
    name_of(i, words::may_be_declared)
}

/// A name where only few keywords are taken for one: `let`, `as`, `range`.
pub(crate) fn plain_name(i: In<'_>) -> PResult<'_, Name> {
    name_of(i, words::is_plain)
}

/// A name where one is used.
pub(crate) fn used_name(i: In<'_>) -> PResult<'_, Name> {
    name_of(i, words::may_be_used)
}

/// A word, whatever it is.
pub(crate) fn any_word(i: In<'_>) -> PResult<'_, Name> {
    map(kind(TokenKind::Word, "a name"), to_name).parse(i)
}

fn name_of(i: In<'_>, fits: fn(&str) -> bool) -> PResult<'_, Name> {
    let token = i.first();
    match token.kind {
        Some(TokenKind::Word) if fits(token.text) => Ok((i.skip(1), to_name(token))),
        Some(TokenKind::Symbol) if token.text == "[" => bracketed_name(i),
        _ => fail(Fault::missing_name(i)),
    }
}

pub(crate) fn to_name(token: Lexeme<'_>) -> Name {
    Name::new(token.text, token.span)
}

/// A name with stars, without white space between its parts; `*` alone is [`ExprKind::Star`].
pub(crate) fn wildcard(i: In<'_>) -> PResult<'_, Expr> {
    let part = |token: Lexeme<'_>| match token.kind {
        Some(TokenKind::Word) => words::may_be_declared(token.text),
        Some(TokenKind::Long) => true,
        _ => token.is_symbol("*"),
    };
    let starts = i.at_symbol("*")
        || (i.first().kind == Some(TokenKind::Word)
            && words::may_be_declared(i.first().text)
            && i.nth(1).is_symbol("*")
            && i.first().touches(&i.nth(1)));
    if !starts {
        return fail(Fault::missing_name(i));
    }
    let mut len = 1;
    while part(i.nth(len)) && i.nth(len - 1).touches(&i.nth(len)) {
        len += 1;
    }
    let after = i.skip(len);
    let span = i.span_to(after);
    let text = &i.shared().text[span.range()];
    let kind = if text == "*" { ExprKind::Star } else { ExprKind::Wildcard(text.into()) };
    Ok((after, Expr::new(kind, span)))
}

/// A column's name, or a wildcard.
pub(crate) fn name_or_wildcard(i: In<'_>) -> PResult<'_, Expr> {
    match wildcard(i) {
        Err(nom::Err::Error(_)) => map(plain_name, name_expr).parse(i),
        other => other,
    }
}

pub(crate) fn name_expr(name: Name) -> Expr {
    let span = name.span;
    Expr::new(ExprKind::Name(name), span)
}

/// A scalar type. A word that is none is reported and taken for one.
pub(crate) fn type_name(i: In<'_>) -> PResult<'_, TypeName> {
    let (after, token) = kind(TokenKind::Word, "a type")(i)?;
    let kind = TypeKind::from_name(token.text).unwrap_or_else(|| {
        let message = format!("The name '{}' is not a valid type name that can be used here.", token.text);
        i.report(Diagnostic::error(codes::UNKNOWN_TYPE, token.span, message));
        TypeKind::Unknown(token.text.into())
    });
    Ok((after, TypeName { kind, span: token.span }))
}

/// `name: type`
pub(crate) fn column_decl(i: In<'_>) -> PResult<'_, ColumnDecl> {
    map(spanned((declared_name, cut(symbol(":")), cut(type_name))), |((name, _, ty), span)| ColumnDecl {
        name,
        ty,
        span,
    })
    .parse(i)
}

/// `(name: type, …)`
pub(crate) fn columns(i: In<'_>) -> PResult<'_, Vec<ColumnDecl>> {
    parens(loose_list(column_decl))(i)
}

/// `(*, name: type, …)`
pub(crate) fn schema(i: In<'_>) -> PResult<'_, Schema> {
    let star = opt(terminated(symbol("*"), opt(symbol(","))));
    map(spanned(parens((star, loose_list(column_decl)))), |((star, columns), span)| Schema {
        columns,
        open: star.is_some(),
        span,
    })
    .parse(i)
}

/// `[name =] value` or `(a, b) = value`
pub(crate) fn named_expr(i: In<'_>) -> PResult<'_, NamedExpr> {
    let (after, (names, list)) = names_before_equals(i)?;
    let (end, value) = match names.is_empty() {
        true => expr(after)?,
        false => expr(after).map_err(committed)?,
    };
    Ok((end, NamedExpr { names, list, value, span: i.span_to(end) }))
}

/// The names of a named expression with the equal sign; none when it has no name.
fn names_before_equals(i: In<'_>) -> PResult<'_, (Vec<Name>, bool)> {
    let first = i.first();
    if first.kind == Some(TokenKind::Word) && i.nth(1).is_symbol("=") {
        if !words::may_be_declared(first.text) {
            i.report(needs_brackets(first.text, first.span));
        }
        return Ok((i.skip(2), (vec![to_name(first)], false)));
    }
    if i.at_symbol("[") {
        return match bracketed_name(i) {
            Ok((after, name)) if after.at_symbol("=") => Ok((after.skip(1), (vec![name], false))),
            _ => Ok((i, (Vec::new(), false))),
        };
    }
    if i.at_symbol("(") && is_name_list(i) {
        let (after, names) = parens(loose_list(declared_name))(i)?;
        return Ok((after.skip(1), (names, true)));
    }
    if let Some((after, name)) = dashed_name(i) {
        return Ok((after.skip(1), (vec![name], false)));
    }
    Ok((i, (Vec::new(), false)))
}

/// Whether `(a, b, …) =` stands here.
fn is_name_list(i: In<'_>) -> bool {
    let mut rest = i.skip(1);
    loop {
        rest = match declared_name(rest) {
            Ok((after, _)) => after,
            Err(_) => return false,
        };
        match rest.first() {
            comma if comma.is_symbol(",") => rest = rest.skip(1),
            close => return close.is_symbol(")") && rest.nth(1).is_symbol("="),
        }
    }
}

/// `a-b =`: not a name, but surely meant as one.
fn dashed_name(i: In<'_>) -> Option<(In<'_>, Name)> {
    let mut len = 1;
    let fits = |token: Lexeme<'_>| token.kind == Some(TokenKind::Word) || token.is_symbol("-");
    if i.first().kind != Some(TokenKind::Word) {
        return None;
    }
    while fits(i.nth(len)) && i.nth(len - 1).touches(&i.nth(len)) {
        len += 1;
    }
    let after = i.skip(len);
    if len < 2 || !after.at_symbol("=") {
        return None;
    }
    let span = i.span_to(after);
    let text = &i.shared().text[span.range()];
    i.report(needs_brackets(text, span));
    Some((after, Name { text: text.into(), quoted: true, span }))
}
