//! `facet`: how often each value of some columns occurs, a result a column.
//! <https://learn.microsoft.com/kusto/query/facet-operator>

use std::rc::Rc;

use lurcher_symbols::{FunctionKind, ScalarType};
use lurcher_syntax::ast;
use lurcher_syntax::operators::{Facet, Operator};

use crate::binder::Binder;
use crate::bound::{Aggregate, AggregateCall, BoundResult, Plan, ResultColumn};
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::result_names::expression_name;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// The results: that of `with (…)`, and one for each column. Each reads the rows anew, with columns of its own.
    pub(super) fn bind_facet(
        &self,
        op: &'a Facet,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Vec<BoundResult> {
        let mut results = Vec::with_capacity(op.by.len() + 1);
        let source = self.pipe_expression(source, before);
        if !op.with.is_empty() && !self.refuses_consumed(op.with.last()) {
            let input = self.bind_source(source, scope);
            results.push(self.result_of(self.bind_subquery(input, &op.with, source, scope)));
        }
        for column in &op.by {
            let mark = self.mark();
            let input = self.bind_source(source, scope);
            // The input's mistakes have been reported by the first result.
            if !results.is_empty() && self.failed_since(mark) {
                self.take_since(mark);
                continue;
            }
            let relation = self.bind_facet_column(column, input, scope);
            results.push(self.result_of(relation));
        }
        results
    }

    /// The values of a column, and how many rows have each.
    fn bind_facet_column(&self, column: &'a ast::Expr, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let bound = self.bind_expr(column, Context::row(scope, &input));
        if bound.ty == ScalarType::Dynamic && bound.as_literal().is_none() {
            self.error(codes::TYPE_NOT_ALLOWED, column.span, "A facet cannot be of type dynamic.");
            return Relation::broken();
        }
        let Some(count) = self.env.functions.find(FunctionKind::Aggregate, "count") else { return Relation::broken() };
        let name = column.as_name().map(|name| name.as_str().to_owned());
        let name = name.or_else(|| expression_name(column, self.env.functions)).unwrap_or_default();
        let (key, total) = (self.new_column(), self.new_column());
        let columns = vec![
            ResultColumn { id: key, name: name.as_str().into(), ty: bound.ty },
            ResultColumn { id: total, name: format!("count_{name}").into(), ty: ScalarType::Long },
        ];
        let call = AggregateCall {
            function: count,
            args: Vec::new(),
            outputs: vec![total],
            types: vec![ScalarType::Long],
            span: column.span,
        };
        let input_plan = Box::new(input.take_plan());
        let plan = Plan::Aggregate(Aggregate { input: input_plan, keys: vec![(key, bound)], aggregates: vec![call] });
        Relation::new(plan, columns)
    }
}
