//! Literals.

use lurcher_diagnostics::Diagnostic;
use nom::Parser;
use nom::combinator::{cut, map};
use nom::sequence::separated_pair;
use smol_str::SmolStr;

use super::combine::{bracketed, committed, fail, kind, optional_list, parens, symbol};
use super::expr::signed;
use super::fault::{Fault, PResult};
use super::input::{In, Lexeme};
use super::names::string;
use crate::ast::{DynamicValue, Expr, ExprKind, Literal, TypeKind, UnaryOp};
use crate::codes;
use crate::lexer::TokenKind;
use crate::literal;

/// A literal without a sign.
pub(crate) fn literal(i: In<'_>) -> PResult<'_, Expr> {
    let token = i.first();
    let value = match token.kind {
        Some(TokenKind::String) => {
            let (after, text) = string(i)?;
            return Ok((after, Expr::new(ExprKind::Literal(Literal::String(text)), i.span_to(after))));
        }
        Some(TokenKind::Word) if token.text == "dynamic" && i.nth(1).is_symbol("(") => return dynamic(i),
        Some(TokenKind::Word) if token.text == "typeof" && i.nth(1).is_symbol("(") => {
            return super::primary::type_of(i);
        }
        Some(TokenKind::Long) => literal::long(token.text).map(Literal::Long),
        Some(TokenKind::Real) => literal::real(token.text).map(Literal::Real),
        Some(TokenKind::TimeSpan) => literal::timespan_suffixed(token.text).map(Literal::TimeSpan),
        Some(TokenKind::Bool) => literal::boolean(token.text).map(Literal::Bool),
        Some(TokenKind::Typed) => typed(token.text),
        Some(TokenKind::Guid) => {
            let message = "Raw guid literals are not allowed in this context, use guid(...) instead.";
            i.report(Diagnostic::error(codes::RAW_GUID, token.span, message));
            literal::guid(token.text).map(|text| Literal::Guid(text.into()))
        }
        _ => return fail(Fault::missing_expression(i)),
    };
    let kind = match value {
        Some(value) => ExprKind::Literal(value),
        None => {
            i.report(malformed(token));
            ExprKind::Missing
        }
    };
    Ok((i.skip(1), Expr::new(kind, token.span)))
}

/// A literal; a number may have a sign right before it.
pub(crate) fn signed_literal(i: In<'_>) -> PResult<'_, Expr> {
    let (sign, number) = (i.first(), i.nth(1));
    let op = match sign.text {
        "-" => UnaryOp::Minus,
        "+" => UnaryOp::Plus,
        _ => return literal(i),
    };
    let is_number = matches!(number.kind, Some(TokenKind::Long | TokenKind::Real | TokenKind::TimeSpan));
    if sign.kind != Some(TokenKind::Symbol) || !is_number || !sign.touches(&number) {
        return literal(i);
    }
    if let Some(lowest) = lowest_long(i) {
        return Ok(lowest);
    }
    let (after, operand) = literal(i.skip(1))?;
    Ok((after, signed(op, operand, i.span_to(after))))
}

/// `-9223372036854775808` as a value of a table. In an expression it is a sign and a number that is no long, which the
/// engine refuses.
fn lowest_long(i: In<'_>) -> Option<(In<'_>, Expr)> {
    let number = i.nth(1);
    let lowest = i.at_symbol("-")
        && number.kind == Some(TokenKind::Long)
        && literal::long_magnitude(number.text) == Some(i64::MIN.unsigned_abs());
    lowest.then(|| {
        let after = i.skip(2);
        (after, Expr::new(ExprKind::Literal(Literal::Long(i64::MIN)), i.span_to(after)))
    })
}

fn malformed(token: Lexeme<'_>) -> Diagnostic {
    Diagnostic::error(codes::MALFORMED_LITERAL, token.span, "Malformed literal")
        .with_label("its type has no such value")
}

/// `int(5)`, `datetime(2020-01-01)`, `long(null)` …
fn typed(token: &str) -> Option<Literal> {
    let (name, rest) = token.split_once('(')?;
    let ty = TypeKind::from_name(name)?;
    let inner = rest.strip_suffix(')').unwrap_or(rest).trim();
    let text = match inner.as_bytes() {
        [b'"' | b'\'' | b'@' | b'h' | b'H', .., b'"' | b'\''] => literal::unquote(inner),
        _ => inner.to_owned(),
    };
    let text = text.trim();
    // `datetime()` is the current time, every other type with nothing in it is a null.
    if inner.is_empty() && matches!(ty, TypeKind::DateTime) {
        return Some(Literal::DateTime(text.into()));
    }
    if text.is_empty() || text == "null" {
        return Some(Literal::Null(ty));
    }
    Some(match ty {
        TypeKind::Bool => Literal::Bool(literal::boolean(text)?),
        TypeKind::Int => Literal::Int(literal::int(text)?),
        TypeKind::Long => Literal::Long(literal::long(text)?),
        TypeKind::Real => Literal::Real(literal::real(text)?),
        TypeKind::Decimal => Literal::Decimal(literal::decimal(text)?),
        TypeKind::DateTime => Literal::DateTime(text.into()),
        TypeKind::TimeSpan => Literal::TimeSpan(literal::timespan(text)?),
        TypeKind::Guid => Literal::Guid(literal::guid(text)?.into()),
        TypeKind::String | TypeKind::Dynamic | TypeKind::Unknown(_) => return None,
    })
}

/// `dynamic(…)`
fn dynamic(i: In<'_>) -> PResult<'_, Expr> {
    let (after, value) = parens(dynamic_value)(i.skip(1)).map_err(committed)?;
    let literal = match value {
        DynamicValue::Null => Literal::Null(TypeKind::Dynamic),
        value => Literal::Dynamic(value),
    };
    Ok((after, Expr::new(ExprKind::Literal(literal), i.span_to(after))))
}

fn dynamic_value(i: In<'_>) -> PResult<'_, DynamicValue> {
    let token = i.first();
    match token.kind {
        Some(TokenKind::String) => map(string, DynamicValue::String).parse(i),
        Some(TokenKind::Symbol) => match token.text {
            "[" => map(bracketed("[", optional_list(dynamic_value, &[]), "]"), DynamicValue::Array).parse(i),
            "{" => map(bracketed("{", optional_list(dynamic_entry, &[]), "}"), DynamicValue::Object).parse(i),
            "-" => dynamic_number(i.skip(1), true),
            _ => fail(Fault::expected(i, "a JSON value")),
        },
        Some(TokenKind::Long | TokenKind::Real) => dynamic_number(i, false),
        Some(TokenKind::Word) if token.text == "null" => Ok((i.skip(1), DynamicValue::Null)),
        Some(TokenKind::Word) if token.text == "dynamic" && i.nth(1).is_symbol("(") => parens(dynamic_value)(i.skip(1)),
        Some(TokenKind::Bool | TokenKind::TimeSpan | TokenKind::Typed | TokenKind::Guid) => {
            let (after, expr) = literal(i)?;
            Ok((after, expr.as_literal().map_or(DynamicValue::Null, in_dynamic)))
        }
        _ => fail(Fault::expected(i, "a JSON value")),
    }
}

fn dynamic_entry(i: In<'_>) -> PResult<'_, (SmolStr, DynamicValue)> {
    let key = map(kind(TokenKind::String, "a string and a colon"), |token: Lexeme<'_>| {
        SmolStr::from(literal::unquote(token.text))
    });
    separated_pair(key, cut(symbol(":")), cut(dynamic_value)).parse(i)
}

/// A number; a whole one that 64 bits do not hold is a real, as in JSON.
fn dynamic_number(i: In<'_>, negative: bool) -> PResult<'_, DynamicValue> {
    let token = i.first();
    if !matches!(token.kind, Some(TokenKind::Long | TokenKind::Real)) {
        return fail(Fault::expected(i, "a number"));
    }
    let text = if negative { format!("-{}", token.text) } else { token.text.to_owned() };
    let long = if token.kind == Some(TokenKind::Long) { literal::long(&text) } else { None };
    let value = match (long, literal::real(&text)) {
        (Some(n), _) => DynamicValue::Long(n),
        (None, Some(x)) => DynamicValue::Real(x),
        (None, None) => {
            i.report(malformed(token));
            DynamicValue::Null
        }
    };
    Ok((i.skip(1), value))
}

fn in_dynamic(literal: &Literal) -> DynamicValue {
    match literal {
        Literal::Bool(value) => DynamicValue::Bool(*value),
        Literal::Int(value) => DynamicValue::Long(i64::from(*value)),
        Literal::Long(value) => DynamicValue::Long(*value),
        Literal::Real(value) => DynamicValue::Real(*value),
        Literal::Decimal(text) => DynamicValue::Decimal(text.clone()),
        Literal::String(text) => DynamicValue::String(text.clone()),
        Literal::DateTime(text) => DynamicValue::DateTime(text.clone()),
        Literal::TimeSpan(ticks) => DynamicValue::TimeSpan(*ticks),
        Literal::Guid(text) => DynamicValue::Guid(text.clone()),
        Literal::Dynamic(value) => value.clone(),
        Literal::Null(_) => DynamicValue::Null,
    }
}
