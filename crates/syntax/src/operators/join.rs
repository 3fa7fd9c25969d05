//! The `join` operator.

use crate::ast::{Expr, Param};

/// `| join kind=… (right) on …`: rows of both sides that match.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// `kind=…`; `innerunique` when not written.
    pub kind: Option<JoinKind>,
    /// Hints.
    pub params: Vec<Param>,
    /// The right side.
    pub right: Expr,
    /// What makes two rows match.
    pub condition: JoinCondition,
}

/// The kinds of join. The other spellings (`anti`, `leftantisemi` …) are read as these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// `innerunique`: one row for each key of the left side.
    InnerUnique,
    /// `inner`
    Inner,
    /// `leftouter`
    LeftOuter,
    /// `rightouter`
    RightOuter,
    /// `fullouter`
    FullOuter,
    /// `leftsemi`
    LeftSemi,
    /// `rightsemi`
    RightSemi,
    /// `leftanti`, `anti`, `leftantisemi`
    LeftAnti,
    /// `rightanti`, `rightantisemi`
    RightAnti,
}

/// What makes two rows match.
#[derive(Debug, Clone, PartialEq)]
pub enum JoinCondition {
    /// Nothing written.
    None,
    /// `on a, $left.b == $right.c`: all of them.
    On(Vec<Expr>),
    /// `where condition`, undocumented: any condition over the columns of both sides.
    Where(Expr),
}
