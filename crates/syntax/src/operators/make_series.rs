//! The `make-series` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, NamedExpr, Param, same_but_span};
use crate::parser::{In, PResult, clause, comma_list, expr, named_expr, params, parens, spanned, symbol, word};
use crate::printer::Printer;

/// `| make-series aggregates on axis from … to … step … by keys`: arrays over an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct MakeSeries {
    /// `kind=nonempty`, hints.
    pub params: Vec<Param>,
    /// The series.
    pub aggregates: Vec<SeriesAggregate>,
    /// The axis.
    pub on: NamedExpr,
    /// Where the axis begins and ends, and the step.
    pub range: SeriesRange,
    /// The keys.
    pub by: Vec<NamedExpr>,
}

/// `[name =] aggregate [default = value]`
#[derive(Debug, Clone)]
pub struct SeriesAggregate {
    /// The aggregate.
    pub value: NamedExpr,
    /// What stands where there is no row.
    pub default: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// The axis of `make-series`.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesRange {
    /// `[from a] [to b] step s`: `to` is exclusive.
    FromToStep {
        /// The first value, the smallest of the rows when not written.
        from: Option<Expr>,
        /// One past the last value, by the rows when not written.
        to: Option<Expr>,
        /// The distance of two values.
        step: Expr,
    },
    /// `in range(a, b, s)`: `to` is inclusive.
    InRange {
        /// The first value.
        from: Expr,
        /// The last value.
        to: Expr,
        /// The distance of two values.
        step: Expr,
    },
}

same_but_span! {
    SeriesAggregate { value, default }
}

impl MakeSeries {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let aggregates = cut(comma_list(aggregate));
        let by = opt(clause("by", comma_list(named_expr)));
        let series = (params(&[]), aggregates, cut(clause("on", named_expr)), cut(range), by);
        map(series, |(params, aggregates, on, range, by)| Self {
            params,
            aggregates,
            on,
            range,
            by: by.unwrap_or_default(),
        })
        .parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("make-series").params(&self.params).text(" ");
        p.list(&self.aggregates, |p, aggregate| {
            p.named(&aggregate.value);
            match &aggregate.default {
                Some(default) => p.text(" default=").expr(default),
                None => p,
            }
        });
        p.text(" on ").named(&self.on);
        match &self.range {
            SeriesRange::FromToStep { from, to, step } => {
                for (word, value) in [(" from ", from), (" to ", to)] {
                    if let Some(value) = value {
                        p.text(word).expr(value);
                    }
                }
                p.text(" step ").expr(step);
            }
            SeriesRange::InRange { from, to, step } => {
                p.text(" in range(").expr(from).text(", ").expr(to).text(", ").expr(step).text(")");
            }
        }
        if !self.by.is_empty() {
            p.text(" by ").list(&self.by, Printer::named);
        }
    }
}

fn aggregate(i: In<'_>) -> PResult<'_, SeriesAggregate> {
    let default = opt(preceded((word("default"), cut(symbol("="))), cut(expr)));
    map(spanned((named_expr, default)), |((value, default), span)| SeriesAggregate { value, default, span }).parse(i)
}

fn range(i: In<'_>) -> PResult<'_, SeriesRange> {
    if i.at_word("in") {
        let bounds = parens((expr, cut(symbol(",")), cut(expr), cut(symbol(",")), cut(expr)));
        let range = preceded((word("in"), cut(word("range"))), cut(bounds));
        return map(range, |(from, _, to, _, step)| SeriesRange::InRange { from, to, step }).parse(i);
    }
    let range = (opt(clause("from", expr)), opt(clause("to", expr)), clause("step", expr));
    map(range, |(from, to, step)| SeriesRange::FromToStep { from, to, step }).parse(i)
}
