//! The `parse-kv` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use crate::ast::{ColumnDecl, Expr, Param};
use crate::parser::{In, PResult, clause, columns, expr, with_properties};
use crate::printer::Printer;

/// `| parse-kv expr as (keys) [with (properties)]`: columns out of `key=value` text.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseKv {
    /// The string.
    pub value: Expr,
    /// The keys to take out, and their types.
    pub keys: Vec<ColumnDecl>,
    /// `pair_delimiter`, `kv_delimiter`, `quote`, `escape`, `greedy`, `regex`.
    pub properties: Vec<Param>,
}

impl ParseKv {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let kv = (cut(expr), cut(clause("as", columns)), opt(clause("with", with_properties)));
        map(kv, |(value, keys, properties)| Self { value, keys, properties: properties.unwrap_or_default() }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("parse-kv ").expr(&self.value).text(" as ").columns(&self.keys).with_properties(&self.properties);
    }
}
