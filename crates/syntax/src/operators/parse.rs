//! The `parse` and `parse-where` operators.

use lurcher_diagnostics::Span;
use smol_str::SmolStr;

use crate::ast::{Expr, Name, Param, TypeName, same_but_span};

/// `| parse [kind=…] expr with pattern`: columns out of a string. `parse-where` is the same, without the rows that do not match.
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
