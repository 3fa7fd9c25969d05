//! The `facet` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use super::{Operator, Place};
use crate::ast::Expr;
use crate::parser::{In, PResult, clause, comma_list, path, subpipe};
use crate::printer::Printer;

/// `| facet by columns [with (operators)]`: a table of values for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// The columns.
    pub by: Vec<Expr>,
    /// What the rows go through besides, empty when not written.
    pub with: Vec<Operator>,
}

impl Facet {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let facet = (clause("by", comma_list(path)), opt(clause("with", subquery)));
        map(cut(facet), |(by, with)| Self { by, with: with.unwrap_or_default() }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("facet by ").list(&self.by, Printer::expr);
        if !self.with.is_empty() {
            p.text(" with ").subpipe(&self.with);
        }
    }
}

/// Operators in parentheses, or one without.
fn subquery(i: In<'_>) -> PResult<'_, Vec<Operator>> {
    match i.at_symbol("(") {
        true => subpipe(i),
        // It may be another `facet … with …`, which nests without brackets.
        false => i.nested(|i| map(|i| Operator::read(i, Place::Piped), |operator| vec![operator]).parse(i)),
    }
}
