//! The `make-series` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, NamedExpr, Param, same_but_span};

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
