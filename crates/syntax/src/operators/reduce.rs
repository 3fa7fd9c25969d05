//! The `reduce` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use crate::ast::{NamedExpr, Param};
use crate::parser::{In, PResult, clause, comma_list, named_expr, params, property};
use crate::printer::Printer;

/// `| reduce by expr [with …]`: groups similar strings.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// `kind=source` …
    pub params: Vec<Param>,
    /// The strings.
    pub by: NamedExpr,
    /// `threshold`, `characters`.
    pub properties: Vec<Param>,
}

impl Reduce {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let reduce = (params(&[]), cut(clause("by", named_expr)), opt(clause("with", comma_list(property))));
        map(reduce, |(params, by, properties)| Self { params, by, properties: properties.unwrap_or_default() }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("reduce").params(&self.params).text(" by ").named(&self.by);
        if !self.properties.is_empty() {
            p.text(" with ").list(&self.properties, Printer::param);
        }
    }
}
