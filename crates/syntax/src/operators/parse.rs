//! The `parse` and `parse-where` operators.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::multi::many0;
use nom::sequence::preceded;
use smol_str::SmolStr;

use crate::ast::{Expr, Name, Param, TypeName, same_but_span};
use crate::lexer::TokenKind;
use crate::parser::{
    In, PResult, clause, declared_name, expr, params, string, symbol, take_choice, take_name, type_name,
};
use crate::printer::Printer;

/// `| parse [kind=…] expr with pattern`: columns out of a string. `parse-where` is the same, without the rows that do
/// not match.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// `kind=…`.
    pub kind: ParseKind,
    /// `flags=…` of a regular expression, such as `Ui`.
    pub flags: Option<SmolStr>,
    /// Anything else.
    pub params: Vec<Param>,
    /// The string.
    pub value: Expr,
    /// The pattern.
    pub pattern: Vec<ParsePart>,
}

/// How a pattern is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParseKind {
    /// `simple`: texts are literal, types are strict. What it is when not written.
    Simple,
    /// `regex`: texts are regular expressions.
    Regex,
    /// `relaxed`: like simple, but a value of the wrong type is null.
    Relaxed,
}

/// A part of a pattern and where it stands.
#[derive(Debug, Clone)]
pub struct ParsePart {
    /// What it is.
    pub kind: ParsePartKind,
    /// Where it stands.
    pub span: Span,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum ParsePartKind {
    /// `*`: anything, not kept.
    Star,
    /// A string.
    Text(SmolStr),
    /// `name [: type]`: what stands here is kept.
    Column {
        /// The new column.
        name: Name,
        /// Its type, string when not written.
        ty: Option<TypeName>,
    },
}

same_but_span! {
    ParsePart { kind }
}

impl ParseKind {
    const NAMES: &[(&str, Self)] = &[("simple", Self::Simple), ("regex", Self::Regex), ("relaxed", Self::Relaxed)];
}

impl Parse {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, (mut params, value)) = (params(&["flags"]), cut(expr)).parse(i)?;
        let kind = take_choice(start, &mut params, "kind", ParseKind::NAMES).unwrap_or(ParseKind::Simple);
        let flags = take_name(start, &mut params, "flags").map(|name| name.text);
        let (i, pattern) = cut(clause("with", many0(part))).parse(i)?;
        Ok((i, Self { kind, flags, params, value, pattern }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        if self.kind != ParseKind::Simple {
            let name = ParseKind::NAMES.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(name, _)| name);
            p.text(" kind=").text(name);
        }
        if let Some(flags) = &self.flags {
            p.text(" flags=").text(flags);
        }
        p.params(&self.params).text(" ").expr(&self.value).text(" with");
        for part in &self.pattern {
            p.text(" ");
            match &part.kind {
                ParsePartKind::Star => p.text("*"),
                ParsePartKind::Text(text) => p.string(text),
                ParsePartKind::Column { name, ty: None } => p.name(name),
                ParsePartKind::Column { name, ty: Some(ty) } => p.name(name).text(": ").text(ty.kind.name()),
            };
        }
    }
}

fn part(i: In<'_>) -> PResult<'_, ParsePart> {
    let (after, kind) = match i.first() {
        star if star.is_symbol("*") => (i.skip(1), ParsePartKind::Star),
        text if text.kind == Some(TokenKind::String) => map(string, ParsePartKind::Text).parse(i)?,
        _ => {
            let column = (declared_name, opt(preceded(symbol(":"), cut(type_name))));
            map(column, |(name, ty)| ParsePartKind::Column { name, ty }).parse(i)?
        }
    };
    Ok((after, ParsePart { kind, span: i.span_to(after) }))
}
