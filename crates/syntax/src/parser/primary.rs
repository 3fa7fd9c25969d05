//! Operands: literals, names, calls, paths, and the tables that are written into a query.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use super::combine::{bracketed, clause, committed, fail, loose_list, optional_list, parens, spanned};
use super::expr::expr;
use super::fault::{Fault, PResult, needs_brackets};
use super::input::In;
use super::literals::{literal, signed_literal};
use super::names::{bracketed_name, columns, name_expr, named_expr, plain_name, schema, to_name, type_name, used_name};
use super::params::{params, with_properties};
use super::pipe::pipe;
use super::words;
use crate::ast::{Argument, Datatable, Expr, ExprKind, ExternalData, Name, TypeOf};
use crate::lexer::TokenKind;

/// An operand with the members, indexes and calls that follow it.
pub(crate) fn postfix(start: In<'_>) -> PResult<'_, Expr> {
    let (mut i, mut left) = primary(start)?;
    while i.first().kind == Some(TokenKind::Symbol) {
        let (after, kind) = match i.first().text {
            "." => member(i.skip(1), left).map_err(committed)?,
            "[" => index(i, left)?,
            _ => break,
        };
        i = after;
        left = Expr::new(kind, start.span_to(i));
    }
    Ok((i, left))
}

fn index(i: In<'_>, left: Expr) -> PResult<'_, ExprKind> {
    let (i, index) = bracketed("[", expr, "]")(i)?;
    Ok((i, ExprKind::Index { base: Box::new(left), index: Box::new(index) }))
}

/// What follows a dot: a call, a name, or the old `.[index]`.
pub(crate) fn member(i: In<'_>, left: Expr) -> PResult<'_, ExprKind> {
    if let Some((i, name)) = call_name(i) {
        let (i, args) = arguments(i)?;
        return Ok((i, ExprKind::ScopedCall { scope: Box::new(left), name, args }));
    }
    if i.at_symbol("[") && i.nth(1).kind != Some(TokenKind::String) {
        return index(i, left);
    }
    let (i, member) = used_name(i)?;
    Ok((i, ExprKind::Path { base: Box::new(left), member }))
}

pub(crate) fn primary(i: In<'_>) -> PResult<'_, Expr> {
    let token = i.first();
    match token.kind {
        Some(TokenKind::Word) => word_operand(i),
        Some(TokenKind::Symbol) => match token.text {
            "(" => {
                let (after, mut inner) = parens(pipe)(i)?;
                inner.span = i.span_to(after);
                Ok((after, inner))
            }
            "[" if i.nth(1).kind == Some(TokenKind::String) => match call_name(i) {
                Some(_) => call(i),
                None => map(bracketed_name, name_expr).parse(i),
            },
            _ => fail(Fault::missing_expression(i)),
        },
        _ => literal(i),
    }
}

/// What begins with a word.
fn word_operand(i: In<'_>) -> PResult<'_, Expr> {
    let token = i.first();
    match token.text {
        "dynamic" | "typeof" if i.nth(1).is_symbol("(") => return literal(i),
        "datatable" => return datatable(i),
        "externaldata" | "external_data" => return external_data(i),
        "toscalar" | "totable" | "materialize" => return subquery_call(i),
        _ => {}
    }
    if call_name(i).is_some() {
        return call(i);
    }
    plain_operand(i)
}

/// A name, or a keyword that is surely meant as one.
fn plain_operand(i: In<'_>) -> PResult<'_, Expr> {
    let token = i.first();
    if words::may_be_used(token.text) {
        return Ok((i.skip(1), name_expr(to_name(token))));
    }
    if names_something(i) {
        i.report(needs_brackets(token.text, token.span));
        return Ok((i.skip(1), name_expr(to_name(token))));
    }
    fail(Fault::missing_expression(i))
}

/// Whether the keyword that comes next is surely meant as a name: what follows it only follows operands.
fn names_something(i: In<'_>) -> bool {
    let next = i.nth(1);
    match next.kind {
        Some(TokenKind::Symbol) => matches!(
            next.text,
            "==" | "!="
                | "=~"
                | "!~"
                | ">"
                | ">="
                | "<"
                | "<="
                | "*"
                | "/"
                | "%"
                | ")"
                | "]"
                | "}"
                | "."
                | ","
                | ":"
                | "|"
        ),
        Some(TokenKind::Word) => {
            matches!(next.text, "and" | "or" | "between" | "!between")
                || crate::ast::InOp::from_text(next.text).is_some()
                || crate::ast::BinaryOp::from_text(next.text).is_some()
        }
        _ => false,
    }
}

/// A column with its members and indexes. A parenthesis after it does not make a call: `partition by a (…)`.
pub(crate) fn path(start: In<'_>) -> PResult<'_, Expr> {
    let (mut i, mut left) = map(used_name, name_expr).parse(start)?;
    loop {
        let (after, kind) = match i.first() {
            dot if dot.is_symbol(".") && i.nth(1).kind == Some(TokenKind::Word) => {
                let (after, member) = used_name(i.skip(1)).map_err(committed)?;
                (after, ExprKind::Path { base: Box::new(left), member })
            }
            dot if dot.is_symbol(".") => member(i.skip(1), left).map_err(committed)?,
            bracket if bracket.is_symbol("[") => index(i, left)?,
            _ => return Ok((i, left)),
        };
        i = after;
        left = Expr::new(kind, start.span_to(i));
    }
}

/// A name that an argument list follows.
fn call_name(i: In<'_>) -> Option<(In<'_>, Name)> {
    let (after, name) = plain_name(i).ok()?;
    after.at_symbol("(").then_some((after, name))
}

/// `name(args)`
pub(crate) fn call(i: In<'_>) -> PResult<'_, Expr> {
    let (after, name) = plain_name(i)?;
    let (after, args) = arguments(after)?;
    Ok((after, Expr::new(ExprKind::Call { name, args }, i.span_to(after))))
}

fn arguments(i: In<'_>) -> PResult<'_, Vec<Argument>> {
    parens(optional_list(argument, &[]))(i)
}

/// `value`, `name = value` or `*`
fn argument(i: In<'_>) -> PResult<'_, Argument> {
    if i.at_symbol("*") && (i.nth(1).is_symbol(")") || i.nth(1).is_symbol(",")) {
        let span = i.first().span;
        return Ok((i.skip(1), Argument { name: None, value: Expr::new(ExprKind::Star, span), span }));
    }
    let (after, named) = named_expr(i)?;
    if named.list {
        return Err(nom::Err::Failure(Fault::expected(i, "one argument")));
    }
    let name = named.names.into_iter().next();
    Ok((after, Argument { name, value: named.value, span: named.span }))
}

/// `toscalar(query)`, `totable(query)`, `materialize(query)`; the first two may have a `kind=nooptimization`, which
/// means nothing here.
fn subquery_call(i: In<'_>) -> PResult<'_, Expr> {
    let hinted = i.nth(1).is_word("kind") && i.nth(2).is_symbol("=") && i.nth(3).is_word("nooptimization");
    let rest = i.skip(if hinted { 4 } else { 1 });
    if !rest.at_symbol("(") {
        return plain_operand(i);
    }
    let (after, (value, span)) = parens(spanned(pipe))(rest)?;
    let (name, args) = (to_name(i.first()), vec![Argument { name: None, value, span }]);
    Ok((after, Expr::new(ExprKind::Call { name, args }, i.span_to(after))))
}

/// `typeof(type)` or `typeof(column: type, *)`
pub(crate) fn type_of(i: In<'_>) -> PResult<'_, Expr> {
    let inner = i.skip(2);
    let tabular = inner.at_symbol("*") || inner.nth(1).is_symbol(":") || inner.at_symbol("[");
    let (after, kind) = match tabular {
        true => map(schema, TypeOf::Tabular).parse(i.skip(1)),
        false => map(parens(type_name), TypeOf::Scalar).parse(i.skip(1)),
    }
    .map_err(committed)?;
    Ok((after, Expr::new(ExprKind::TypeOf(kind), i.span_to(after))))
}

/// `datatable (columns) [values]`
fn datatable(i: In<'_>) -> PResult<'_, Expr> {
    let body = (params(&[]), cut(columns), cut(bracketed("[", loose_list(signed_literal), "]")));
    let table =
        map(body, |(params, columns, values)| ExprKind::Datatable(Box::new(Datatable { params, columns, values })));
    map(spanned(clause("datatable", table)), |(kind, span)| Expr::new(kind, span)).parse(i)
}

/// `externaldata (columns) [uris] with (properties)`
fn external_data(i: In<'_>) -> PResult<'_, Expr> {
    let uris = bracketed("[", loose_list(expr), "]");
    let body = (params(&[]), cut(columns), cut(uris), opt(clause("with", with_properties)));
    let table = map(body, |(params, columns, uris, properties)| {
        let properties = properties.unwrap_or_default();
        ExprKind::ExternalData(Box::new(ExternalData { params, columns, uris, properties }))
    });
    let (after, kind) = cut(table).parse(i.skip(1))?;
    Ok((after, Expr::new(kind, i.span_to(after))))
}
