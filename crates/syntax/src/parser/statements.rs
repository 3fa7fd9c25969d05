//! Statements.

use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::combine::{bracketed, clause, comma_list, committed, optional_list, parens, symbol, word};
use super::expr::expr;
use super::fault::{Fault, PResult};
use super::input::In;
use super::literals::signed_literal;
use super::names::{any_word, declared_name, name_expr, plain_name, schema, type_name};
use super::params::with_properties;
use super::pipe::{pipe, skip};
use crate::ast::{
    Body, Expr, Function, LetValue, Parameter, ParameterType, Pattern, PatternMatch, Query, Statement, StatementKind,
};
use crate::lexer::TokenKind;
use crate::operators::entity;

/// All statements of a text. It never fails: what cannot be read is reported and left out.
pub(crate) fn query(start: In<'_>) -> Query {
    let mut statements = Vec::new();
    let mut i = start;
    while !i.first().is_end() {
        if i.first().kind == Some(TokenKind::Directive) {
            i = i.skip(1);
            continue;
        }
        let (after, statement) = recovering(i);
        statements.push(statement);
        i = after;
        if i.at_symbol(";") {
            i = i.skip(1);
        } else if !i.first().is_end() {
            i.report_fault(Fault::expected(i, "`;` or the end of the query"));
            i = past(skip(i, false));
        }
    }
    let text = start.shared().text;
    Query { statements, span: lurcher_diagnostics::Span::new(start.shared().source, 0, text.len()) }
}

/// Beyond the semicolon or the bracket that nothing has opened.
fn past(i: In<'_>) -> In<'_> {
    i.skip(1)
}

fn recovering(i: In<'_>) -> (In<'_>, Statement) {
    match statement(i) {
        Ok(parsed) => parsed,
        Err(error) => {
            report(i, error);
            let after = skip(i, false);
            (after, Statement { kind: StatementKind::Broken, span: i.span_to(after) })
        }
    }
}

fn report<'a>(i: In<'a>, error: nom::Err<Fault<'a>>) {
    if let nom::Err::Error(fault) | nom::Err::Failure(fault) = error {
        i.report_fault(fault);
    }
}

fn statement(i: In<'_>) -> PResult<'_, Statement> {
    let first = i.first();
    let (after, kind) = match first.text {
        "let" if is_let(i) => let_statement(i)?,
        "set" if first.is_word("set") => set_statement(i)?,
        "declare" if i.nth(1).is_word("query_parameters") => declare_statement(i)?,
        "declare" if i.nth(1).is_word("pattern") => pattern_statement(i)?,
        "alias" if i.nth(1).is_word("database") => alias_statement(i)?,
        "restrict" if i.nth(1).is_word("access") => restrict_statement(i)?,
        _ => map(pipe, StatementKind::Expr).parse(i).map_err(committed)?,
    };
    Ok((after, Statement { kind, span: i.span_to(after) }))
}

/// A table may be called `let`: only what can follow a name makes it one.
fn is_let(i: In<'_>) -> bool {
    let next = i.nth(1);
    i.at_word("let") && !(next.is_end() || next.is_symbol("|") || next.is_symbol(";") || next.is_symbol("."))
}

/// `let name = value`
fn let_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    let (i, (_, name, _)) = (word("let"), cut(plain_name), cut(symbol("="))).parse(i)?;
    let (i, value) = match is_function(i) {
        true => map(function, LetValue::Function).parse(i)?,
        false if i.at_word("entity_group") && i.nth(1).is_symbol("[") => {
            map(entity_group, LetValue::EntityGroup).parse(i)?
        }
        false => map(cut(pipe), LetValue::Expr).parse(i)?,
    };
    Ok((i, StatementKind::Let { name, value }))
}

/// Whether a parameter list stands here, not an expression in parentheses.
fn is_function(i: In<'_>) -> bool {
    let i = if i.at_word("view") { i.skip(1) } else { i };
    if !i.at_symbol("(") {
        return false;
    }
    let inner = i.skip(1);
    if inner.at_symbol(")") || inner.at_symbol("*") {
        return true;
    }
    matches!(declared_name(inner), Ok((after, _)) if after.at_symbol(":"))
}

/// `[view] (parameters) { body }`
fn function(i: In<'_>) -> PResult<'_, Function> {
    let mut parts = (opt(word("view")), cut(parameters), cut(body));
    let (after, (view, params, body)) = parts.parse(i)?;
    Ok((after, Function { view: view.is_some(), params, body, span: i.span_to(after) }))
}

/// `(name: type = default, …)`
pub(crate) fn parameters(i: In<'_>) -> PResult<'_, Vec<Parameter>> {
    parens(optional_list(parameter, &[]))(i)
}

fn parameter(i: In<'_>) -> PResult<'_, Parameter> {
    let (after, (name, _)) = (declared_name, cut(symbol(":"))).parse(i)?;
    let (after, ty) = match after.at_symbol("(") {
        true => map(schema, ParameterType::Tabular).parse(after)?,
        false => {
            let scalar = (cut(type_name), opt(preceded(symbol("="), cut(default_value))));
            map(scalar, |(ty, default)| ParameterType::Scalar { ty, default }).parse(after)?
        }
    };
    Ok((after, Parameter { name, ty, span: i.span_to(after) }))
}

/// A literal; a word stands for itself.
fn default_value(i: In<'_>) -> PResult<'_, Expr> {
    match signed_literal(i) {
        Err(nom::Err::Error(_)) => map(any_word, name_expr).parse(i),
        other => other,
    }
}

fn body(i: In<'_>) -> PResult<'_, Body> {
    let (after, mut body) = bracketed("{", statements_and_result, "}")(i)?;
    body.span = i.span_to(after);
    Ok((after, body))
}

/// `entity_group [members]`
pub(crate) fn entity_group(i: In<'_>) -> PResult<'_, Vec<Expr>> {
    clause("entity_group", bracketed("[", comma_list(entity), "]")).parse(i)
}

/// Statements and a result between parentheses.
pub(crate) fn query_block(i: In<'_>) -> PResult<'_, Body> {
    parens(statements_and_result)(i)
}

/// What stands in the braces. Statements that cannot be read are reported and left out.
fn statements_and_result(start: In<'_>) -> PResult<'_, Body> {
    let mut statements = Vec::new();
    let mut i = start;
    while is_let(i) || i.at_word("declare") || i.at_word("set") {
        let (after, statement) = recovering(i);
        statements.push(statement);
        i = symbol(";")(after).map_err(committed)?.0;
    }
    let mut result = None;
    if !i.at_list_end() {
        let (after, expr) = cut(pipe).parse(i)?;
        result = Some(expr);
        i = after;
    }
    if i.at_symbol(";") {
        i = i.skip(1);
    }
    Ok((i, Body { statements, result, span: start.span_to(i) }))
}

/// `set name [= value]`
fn set_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    let set = (plain_name, opt(preceded(symbol("="), cut(expr))));
    map(clause("set", set), |(name, value)| StatementKind::Set { name, value }).parse(i)
}

/// `declare query_parameters (parameters)`
fn declare_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    map(cut(parameters), StatementKind::DeclareQueryParameters).parse(i.skip(2))
}

/// `declare pattern name [= pattern]`
fn pattern_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    let statement = (cut(plain_name), opt(preceded(symbol("="), cut(pattern))));
    map(statement, |(name, pattern)| StatementKind::DeclarePattern { name, pattern }).parse(i.skip(2))
}

fn pattern(i: In<'_>) -> PResult<'_, Pattern> {
    let (after, params) = parameters(i)?;
    let (after, path) = opt(bracketed("[", parameter, "]")).parse(after)?;
    let (after, matches) = cut(bracketed("{", pattern_matches, "}")).parse(after)?;
    Ok((after, Pattern { params, path, matches, span: i.span_to(after) }))
}

/// The matches, a semicolon behind each.
fn pattern_matches(mut i: In<'_>) -> PResult<'_, Vec<PatternMatch>> {
    let mut matches = Vec::new();
    while i.at_symbol("(") {
        let (after, (values, path)) = (parens(comma_list(signed_literal)), opt(pattern_path)).parse(i)?;
        let (after, (_, body)) = (cut(symbol("=")), cut(body)).parse(after)?;
        matches.push(PatternMatch { values, path, body, span: i.span_to(after) });
        i = if after.at_symbol(";") { after.skip(1) } else { after };
    }
    Ok((i, matches))
}

/// `.["value"]`
fn pattern_path(i: In<'_>) -> PResult<'_, Expr> {
    preceded(symbol("."), cut(bracketed("[", signed_literal, "]"))).parse(i)
}

/// `alias database name = value`
fn alias_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    let alias = cut((plain_name, symbol("="), expr));
    map(alias, |(name, _, value)| StatementKind::Alias { name, value }).parse(i.skip(2))
}

/// `restrict access to (entities) [with (properties)]`
fn restrict_statement(i: In<'_>) -> PResult<'_, StatementKind> {
    let restrict = (cut(word("to")), cut(parens(comma_list(entity))), opt(clause("with", with_properties)));
    map(restrict, |(_, entities, _)| StatementKind::Restrict(entities)).parse(i.skip(2))
}
