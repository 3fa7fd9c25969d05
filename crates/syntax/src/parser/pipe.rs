//! Pipes, and how the parser goes on after a broken operator.

use lurcher_diagnostics::Diagnostic;
use nom::Parser;

use super::combine::{committed, parens};
use super::expr::expr;
use super::fault::{Fault, PResult};
use super::input::In;
use super::words;
use crate::ast::{Expr, ExprKind};
use crate::codes;
use crate::lexer::TokenKind;
use crate::operators::{self, Operator, OperatorKind, Place};

/// `source | operator | …`, or an expression without pipes.
pub(crate) fn pipe(i: In<'_>) -> PResult<'_, Expr> {
    let (after, source) = match leads(i) {
        true => {
            let (after, operator) = recovering(i, Place::First)?;
            (after, Expr::new(ExprKind::Operator(Box::new(operator)), i.span_to(after)))
        }
        false => expr(i)?,
    };
    let (after, operators) = piped(after)?;
    if operators.is_empty() {
        return Ok((after, source));
    }
    Ok((after, Expr::new(ExprKind::Pipe { source: Box::new(source), operators }, i.span_to(after))))
}

/// `(operator | operator …)`, over rows that come from elsewhere.
pub(crate) fn subpipe(i: In<'_>) -> PResult<'_, Vec<Operator>> {
    parens(|i| {
        let (i, first) = recovering(i, Place::Piped)?;
        let (i, mut rest) = piped(i)?;
        rest.insert(0, first);
        Ok((i, rest))
    })
    .parse(i)
}

/// What follows a source: `| operator` any number of times.
fn piped(mut i: In<'_>) -> PResult<'_, Vec<Operator>> {
    let mut operators = Vec::new();
    loop {
        let (after, operator) = match i.first() {
            bar if bar.is_symbol("|") => recovering(i.skip(1), Place::Piped)?,
            _ if i.at_list_end() || i.at_symbol(",") => return Ok((i, operators)),
            _ => broken(i, Fault::expected(i, "`|`, `;` or the end of the query"))?,
        };
        operators.push(operator);
        i = after;
    }
}

/// An operator; a broken one is reported and skipped.
fn recovering(i: In<'_>, place: Place) -> PResult<'_, Operator> {
    match Operator::read(i, place) {
        Ok(parsed) => Ok(parsed),
        Err(nom::Err::Error(fault) | nom::Err::Failure(fault)) => broken(i, fault),
        Err(incomplete) => Err(incomplete),
    }
}

fn broken<'a>(i: In<'a>, fault: Fault<'a>) -> PResult<'a, Operator> {
    i.report_fault(fault);
    let after = skip(i, true);
    // Nothing to skip and not at the end of a list: the caller would come here again and again.
    if i.distance(after) == 0 && !after.at_symbol("|") && !after.at_list_end() {
        return Err(nom::Err::Failure(Fault::expected(i, "something else")));
    }
    Ok((after, Operator { kind: OperatorKind::Broken, span: i.span_to(after) }))
}

/// Skips to the next semicolon, or with `bars` also to the next bar, outside brackets; or to the bracket that closes
/// what encloses this.
///
/// Brackets may be what is wrong: a semicolon ends the skipping although a parenthesis is open.
pub(crate) fn skip(i: In<'_>, bars: bool) -> In<'_> {
    let (mut open, mut braces) = (0usize, 0usize);
    let mut at = 0;
    loop {
        let token = i.nth(at);
        if token.is_end() {
            return i.skip(at);
        }
        if token.kind == Some(TokenKind::Symbol) {
            match token.text {
                "(" | "[" => open += 1,
                "{" => braces += 1,
                ")" | "]" | "}" if open + braces == 0 => return i.skip(at),
                ")" | "]" => open = open.saturating_sub(1),
                "}" => braces = braces.saturating_sub(1),
                "|" if bars && open + braces == 0 => return i.skip(at),
                ";" if open + braces == 0 || (braces == 0 && !in_scan(i.skip(at + 1))) => return i.skip(at),
                _ => {}
            }
        }
        at += 1;
    }
}

/// Whether the semicolon before this ends a step of `scan`, the only place for one in parentheses.
fn in_scan(i: In<'_>) -> bool {
    i.at_word("step") || i.at_symbol(")")
}

/// Whether an operator begins a pipe here, not an expression.
fn leads(i: In<'_>) -> bool {
    let token = i.first();
    if token.kind != Some(TokenKind::Word) {
        return false;
    }
    let next = i.nth(1);
    match token.text {
        // These are names too.
        "range" => {
            let name = super::names::plain_name(i.skip(1));
            matches!(name, Ok((after, _)) if after.at_word("from"))
        }
        "evaluate" => next.kind == Some(TokenKind::Word) && (words::is_plain(next.text) || next.text == "hint"),
        "facet" | "partition" | "reduce" => next.is_word("by"),
        text => words::is_keyword(text) && operators::is_keyword(text),
    }
}

/// The report of an operator that stands where it cannot.
pub(crate) fn misplaced(i: In<'_>, place: Place) {
    let (code, message) = match place {
        Place::First => (codes::NOT_FIRST, "The operator cannot be the first operator in a query."),
        Place::Piped => (codes::ONLY_FIRST, "The operator must be the first operator in the query."),
    };
    i.report(Diagnostic::error(code, i.first().span, message));
}

/// A query in parentheses or any other operand, where an operator takes a table.
pub(crate) fn table(i: In<'_>) -> PResult<'_, Expr> {
    expr(i).map_err(committed)
}
