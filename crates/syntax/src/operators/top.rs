//! The `top` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use super::sort::sort_key;
use crate::ast::{Expr, Param, SortKey};
use crate::parser::{In, PResult, clause, expr, params};
use crate::printer::Printer;

/// `| top n by key`: the first n rows in an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Top {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
    /// The order.
    pub by: SortKey,
}

impl Top {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let top = (params(&[]), cut(expr), cut(clause("by", sort_key)));
        map(top, |(params, count, by)| Self { params, count, by }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("top").params(&self.params).text(" ").expr(&self.count).text(" by ").sort_key(&self.by);
    }
}
