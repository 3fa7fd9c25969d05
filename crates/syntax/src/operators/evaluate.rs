//! The `evaluate` operator.

use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, Param, Schema};
use crate::parser::{In, PResult, call, params, schema, symbol};
use crate::printer::Printer;

/// `| evaluate plugin(args) [: schema]`: calls a plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluate {
    /// `hint.distribution=per_node` …
    pub params: Vec<Param>,
    /// The plugin's [`ExprKind::Call`](crate::ast::ExprKind::Call).
    pub call: Expr,
    /// The declared output; open when it begins with `*`.
    pub schema: Option<Schema>,
}

impl Evaluate {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let evaluate = (params(&[]), cut(call), opt(preceded(symbol(":"), cut(schema))));
        map(evaluate, |(params, call, schema)| Self { params, call, schema }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("evaluate").params(&self.params).text(" ").expr(&self.call);
        if let Some(schema) = &self.schema {
            p.text(" : ").open_schema(schema);
        }
    }
}
