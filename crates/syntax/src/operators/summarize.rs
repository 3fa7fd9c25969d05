//! The `summarize` operator.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, NamedExpr, Param};
use crate::parser::{In, PResult, clause, comma_list, expr, named_expr, optional_list, params, symbol, word};
use crate::printer::Printer;

/// `| summarize aggregates by keys`: one row for each combination of keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Summarize {
    /// `hint.strategy=shuffle` …
    pub params: Vec<Param>,
    /// The aggregates.
    pub aggregates: Vec<NamedExpr>,
    /// The keys.
    pub by: Vec<NamedExpr>,
    /// `bin=value` after the keys, an old spelling.
    pub bin: Option<Expr>,
}

impl Summarize {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let aggregates = optional_list(named_expr, &["by"]);
        let (i, (params, aggregates, by)) = (params(&[]), aggregates, opt(clause("by", keys))).parse(i)?;
        let (by, bin) = by.unwrap_or_default();
        Ok((i, Self { params, aggregates, by, bin }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("summarize").params(&self.params).spaced_list(&self.aggregates, Printer::named);
        if !self.by.is_empty() {
            p.text(" by ").list(&self.by, Printer::named);
        }
        if let Some(bin) = &self.bin {
            p.text(" bin=").expr(bin);
        }
    }
}

/// The keys and the old `bin=value` after them.
fn keys(i: In<'_>) -> PResult<'_, (Vec<NamedExpr>, Option<Expr>)> {
    let bin = preceded((word("bin"), symbol("=")), cut(expr));
    (comma_list(named_expr), opt(bin)).parse(i)
}
