//! `top-hitters`: the most frequent values, counted exactly.
//! <https://learn.microsoft.com/kusto/query/top-hitters-operator>
//!
//! Of values that are equally frequent the one that turned up last is the greater hitter.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType};
use lurcher_syntax::operators::TopHitters;

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::{AggregateCall, Expr, ResultColumn, SortKey};
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_top_hitters(
        &self,
        op: &'a TopHitters,
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let count = self.bind_count(&op.count, scope);
        let name = |name: ColumnName| match name {
            ColumnName::Given(name) | ColumnName::Derived(name) | ColumnName::Value(name) => name,
            ColumnName::Unnamed => "Column1".into(),
        };
        let mark = self.mark();
        let of = self.bind_expr(&op.of.value, Context::row(scope, &input));
        if !self.names_column(&op.of, &input) && !self.failed_since(mark) {
            self.column_expected(op.of.value.span);
        }
        let (value_name, value_type) = (name(self.column_name(&op.of)), of.ty);
        let (aggregate, args, weight_name) = match &op.by {
            Some(by) => {
                let weight = self.bind_expr(&by.value, Context::row(scope, &input));
                if !weight.ty.is_numeric() && input.openness != Openness::Broken {
                    self.error(codes::NUMBER_EXPECTED, weight.span, "The expression value must be a number.");
                    return Relation::broken();
                }
                ("sum", vec![weight], format!("approximate_sum_{}", name(self.column_name(by))))
            }
            None => ("count", Vec::new(), format!("approximate_count_{value_name}")),
        };
        let find = |name| self.env.functions.find(FunctionKind::Aggregate, name);
        let (Some(function), Some(min)) = (find(aggregate), find("min")) else {
            self.not_implemented(span, "The operator 'top-hitters'");
            return Relation::broken();
        };
        let ty = match args.first() {
            Some(weight) if weight.ty == ScalarType::Int => ScalarType::Long,
            Some(weight) => weight.ty,
            None => ScalarType::Long,
        };
        let weight = self.new_column();
        let value = self.compute(&mut input, [of])[0];
        let number = self.row_number(&mut input);
        let (number, first) = (Expr::column(number, ScalarType::Long, span), self.new_column());
        let calls = vec![
            AggregateCall { function, args, outputs: vec![weight], types: vec![ty], span },
            AggregateCall {
                function: min,
                args: vec![number],
                outputs: vec![first],
                types: vec![ScalarType::Long],
                span,
            },
        ];
        self.group(&mut input, vec![(value, value_type)], calls);
        input.columns = vec![
            ResultColumn { id: value, name: value_name, ty: value_type },
            ResultColumn { id: weight, name: weight_name.into(), ty },
        ];
        let key = |id, ty| SortKey { expr: Expr::column(id, ty, span), descending: true, nulls_first: false };
        match count {
            Some(count) => self.top_rows(input, vec![key(weight, ty), key(first, ScalarType::Long)], count),
            None => input,
        }
    }
}
