//! The `partition` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use super::Operator;
use crate::ast::{Expr, Param};
use crate::parser::{In, PResult, bracketed, clause, params, path, pipe, postfix, subpipe};
use crate::printer::Printer;

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

impl Partition {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let scope = opt(clause("in", postfix));
        let partition = (params(&[]), cut(clause("by", path)), scope, cut(body));
        map(partition, |(params, by, scope, body)| Self { params, by, scope, body }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("partition").params(&self.params).text(" by ").expr(&self.by);
        if let Some(scope) = &self.scope {
            p.text(" in ").expr(scope);
        }
        match &self.body {
            PartitionBody::Operators(operators) => {
                p.text(" ").subpipe(operators);
            }
            PartitionBody::Query(query) => {
                p.text(" { ").inline_pipe(query).text(" }");
            }
        }
    }
}

fn body(i: In<'_>) -> PResult<'_, PartitionBody> {
    match i.at_symbol("{") {
        true => map(bracketed("{", pipe, "}"), PartitionBody::Query).parse(i),
        false => map(subpipe, PartitionBody::Operators).parse(i),
    }
}
