//! The `sample-distinct` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, NamedExpr, Param};
use crate::parser::{In, PResult, clause, expr, named_expr, params};
use crate::printer::Printer;

/// `| sample-distinct n of expr`: any n distinct values.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleDistinct {
    /// Hints.
    pub params: Vec<Param>,
    /// How many.
    pub count: Expr,
    /// The values.
    pub of: NamedExpr,
}

impl SampleDistinct {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let sample = (params(&[]), cut(expr), cut(clause("of", named_expr)));
        map(sample, |(params, count, of)| Self { params, count, of }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("sample-distinct").params(&self.params).text(" ").expr(&self.count).text(" of ").named(&self.of);
    }
}
