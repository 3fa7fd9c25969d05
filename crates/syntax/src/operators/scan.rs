//! The `scan` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, Name, Param, Parameter, SortKey, same_but_span};

/// `| scan … with (steps)`: matches sequences of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// `with_match_id=Name`, `with_step_name=Name`.
    pub params: Vec<Param>,
    /// `order by`, undocumented.
    pub order_by: Vec<SortKey>,
    /// `partition by`, undocumented.
    pub partition_by: Vec<Expr>,
    /// The state's columns.
    pub declare: Vec<Parameter>,
    /// The steps.
    pub steps: Vec<ScanStep>,
}

/// `step name [optional] [output=…] : condition [=> assignments];`
#[derive(Debug, Clone)]
pub struct ScanStep {
    /// The step's name, by which conditions refer to its state.
    pub name: Name,
    /// Whether a sequence may skip it.
    pub optional: bool,
    /// Which of its rows come out.
    pub output: Option<ScanOutput>,
    /// Which rows match.
    pub condition: Expr,
    /// The state that a match writes.
    pub assignments: Vec<ScanAssignment>,
    /// All of it.
    pub span: Span,
}

/// `name = value`
#[derive(Debug, Clone)]
pub struct ScanAssignment {
    /// The state's column.
    pub name: Name,
    /// Its new value.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// Which of a step's rows come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScanOutput {
    /// `all`
    All,
    /// `last`
    Last,
    /// `none`
    None,
}

same_but_span! {
    ScanStep { name, optional, output, condition, assignments }
    ScanAssignment { name, value }
}
