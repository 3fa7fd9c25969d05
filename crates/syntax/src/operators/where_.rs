//! The `where` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{NamedExpr, Param};
use crate::parser::{Fault, In, PResult, named_expr, params};
use crate::printer::Printer;

/// `| where predicate`, `filter`: the rows that fulfil it.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// Hints.
    pub params: Vec<Param>,
    /// The condition. The grammar lets it have a name, `where a = b`, which is no comparison.
    pub predicate: NamedExpr,
}

impl Where {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), cut(condition)), |(params, predicate)| Self { params, predicate }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("where").params(&self.params).text(" ").named(&self.predicate);
    }
}

fn condition(i: In<'_>) -> PResult<'_, NamedExpr> {
    let (after, condition) = named_expr(i)?;
    match condition.list {
        true => Err(nom::Err::Failure(Fault::expected(i, "a condition"))),
        false => Ok((after, condition)),
    }
}
