//! The `where` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, Param};
use crate::parser::{In, PResult, expr, params};
use crate::printer::Printer;

/// `| where predicate`, `filter`: the rows that fulfil it.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// Hints.
    pub params: Vec<Param>,
    /// The condition.
    pub predicate: Expr,
}

impl Where {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), cut(expr)), |(params, predicate)| Self { params, predicate }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("where").params(&self.params).text(" ").expr(&self.predicate);
    }
}
