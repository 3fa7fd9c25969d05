//! The `top-hitters` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use crate::ast::{Expr, NamedExpr};
use crate::parser::{In, PResult, clause, expr, named_expr};
use crate::printer::Printer;

/// `| top-hitters n of expr [by weight]`: the most frequent values, approximately.
#[derive(Debug, Clone, PartialEq)]
pub struct TopHitters {
    /// How many.
    pub count: Expr,
    /// The values.
    pub of: NamedExpr,
    /// What is summed instead of counting.
    pub by: Option<NamedExpr>,
}

impl TopHitters {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let top = (cut(expr), cut(clause("of", named_expr)), opt(clause("by", named_expr)));
        map(top, |(count, of, by)| Self { count, of, by }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("top-hitters ").expr(&self.count).text(" of ").named(&self.of);
        if let Some(by) = &self.by {
            p.text(" by ").named(by);
        }
    }
}
