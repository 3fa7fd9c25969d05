//! The `distinct` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::{Expr, ExprKind, NamedExpr, Param};
use crate::parser::{In, PResult, comma_list, named_expr, params};
use crate::printer::Printer;

/// `| distinct columns`: the distinct combinations of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinct {
    /// Hints.
    pub params: Vec<Param>,
    /// The columns; [`ExprKind::Star`](crate::ast::ExprKind::Star) for all.
    pub columns: Vec<NamedExpr>,
}

impl Distinct {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let column = |i| match wildcard_star(i) {
            Some(star) => Ok(star),
            None => named_expr(i),
        };
        map((params(&[]), cut(comma_list(column))), |(params, columns)| Self { params, columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("distinct").params(&self.params).text(" ").list(&self.columns, Printer::named);
    }
}

/// `*` alone.
fn wildcard_star(i: In<'_>) -> Option<(In<'_>, NamedExpr)> {
    let (star, next) = (i.first(), i.skip(1));
    let alone = star.is_symbol("*") && (next.at_list_end() || next.at_symbol(","));
    alone.then(|| {
        let value = Expr::new(ExprKind::Star, star.span);
        (next, NamedExpr { names: Vec::new(), list: false, value, span: star.span })
    })
}
