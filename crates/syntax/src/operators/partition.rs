//! The `partition` operator.

use super::Operator;
use crate::ast::{Expr, Param};

/// `| partition by column (operators)` or `{ query }`: a subquery for each value of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// `hint.strategy=…` …
    pub params: Vec<Param>,
    /// The column.
    pub by: Expr,
    /// `in (…)`: the values, undocumented.
    pub scope: Option<Expr>,
    /// The subquery.
    pub body: PartitionBody,
}

/// The subquery of `partition`.
#[derive(Debug, Clone, PartialEq)]
pub enum PartitionBody {
    /// `(operators)`: over the rows of one value.
    Operators(Vec<Operator>),
    /// `{ query }`: which names its source itself.
    Query(Expr),
}
