//! The `search` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use super::find::sources;
use crate::ast::{Expr, ExprKind, Param};
use crate::parser::{In, PResult, at_comparison, expr, params};
use crate::printer::Printer;

/// `search [kind=…] [in (tables)] predicate`: rows with a term anywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// `kind=case_sensitive` …
    pub params: Vec<Param>,
    /// Where to look: names, wildcards, calls; all tables when empty and not piped.
    pub sources: Vec<Expr>,
    /// What to look for: a condition in which a string alone means any column has it;
    /// [`ExprKind::Star`](crate::ast::ExprKind::Star) for all rows.
    pub predicate: Expr,
}

impl Search {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let search = (params(&["datascope"]), opt(sources), cut(predicate));
        map(search, |(params, sources, predicate)| Self { params, sources: sources.unwrap_or_default(), predicate })
            .parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("search").params(&self.params);
        if !self.sources.is_empty() {
            p.text(" in (").list(&self.sources, Printer::table).text(")");
        }
        p.text(" ");
        match &self.predicate.kind {
            // A leading `*` is part of this operator's grammar, not of an expression's.
            ExprKind::And(items) if matches!(items.first().map(|first| &first.kind), Some(ExprKind::Star)) => {
                p.text("* and ").and(&items[1..]);
            }
            _ => {
                p.expr(&self.predicate);
            }
        }
    }
}

/// A condition, `*`, or `* and condition`.
fn predicate(i: In<'_>) -> PResult<'_, Expr> {
    let star = i.first();
    if !star.is_symbol("*") || at_comparison(i.skip(1)) {
        return expr(i);
    }
    let all = Expr::new(ExprKind::Star, star.span);
    if !i.nth(1).is_word("and") {
        return Ok((i.skip(1), all));
    }
    let (after, rest) = cut(expr).parse(i.skip(2))?;
    Ok((after, Expr::new(ExprKind::And(vec![all, rest]), i.span_to(after))))
}
