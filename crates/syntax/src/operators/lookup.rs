//! The `lookup` operator.

use nom::Parser;
use nom::combinator::cut;

use super::JoinKind;
use crate::ast::{Expr, Param};
use crate::parser::{In, PResult, clause, comma_list, expr, params, table, take_choice};
use crate::printer::Printer;

/// `| lookup kind=… (right) on …`: adds a dimension table's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// `leftouter`, which it is when not written, or `inner`.
    pub kind: Option<JoinKind>,
    /// Hints.
    pub params: Vec<Param>,
    /// The dimension table.
    pub right: Expr,
    /// The keys.
    pub on: Vec<Expr>,
}

impl Lookup {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, (mut params, right)) = (params(&[]), cut(table)).parse(i)?;
        let kinds = &[("leftouter", JoinKind::LeftOuter), ("inner", JoinKind::Inner)];
        let kind = take_choice(start, &mut params, "kind", kinds);
        let (i, on) = cut(clause("on", comma_list(expr))).parse(i)?;
        Ok((i, Self { kind, params, right, on }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("lookup");
        if let Some(kind) = self.kind {
            p.text(" kind=").text(kind.name());
        }
        p.params(&self.params).text(" ").table(&self.right).text(" on ").list(&self.on, Printer::expr);
    }
}
