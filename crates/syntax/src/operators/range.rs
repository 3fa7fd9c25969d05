//! The `range` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, Name};
use crate::parser::{In, PResult, clause, expr, plain_name};
use crate::printer::Printer;

/// `range name from a to b step s`: a table of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The column.
    pub name: Name,
    /// The first value.
    pub from: Expr,
    /// The last value, inclusive.
    pub to: Expr,
    /// The distance of two values.
    pub step: Expr,
}

impl Range {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let range = cut((plain_name, clause("from", expr), clause("to", expr), clause("step", expr)));
        map(range, |(name, from, to, step)| Self { name, from, to, step }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("range ").name(&self.name).text(" from ").expr(&self.from);
        p.text(" to ").expr(&self.to).text(" step ").expr(&self.step);
    }
}
