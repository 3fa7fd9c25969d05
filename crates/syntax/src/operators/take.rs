//! The `take` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, Param};
use crate::parser::{In, PResult, expr, params};
use crate::printer::Printer;

/// `| take n`, `limit n`: any n rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
}

impl Take {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), cut(expr)), |(params, count)| Self { params, count }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("take").params(&self.params).text(" ").expr(&self.count);
    }
}
