//! `top-hitters`: the most frequent values, counted exactly. <https://learn.microsoft.com/kusto/query/top-hitters-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType};
use lurcher_syntax::operators::TopHitters;

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::{AggregateCall, Expr, ResultColumn, SortKey};
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_top_hitters(
        &self,
        op: &'a TopHitters,
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(count) = self.bind_count(&op.count, scope) else { return input };
        let name = |name: ColumnName| match name {
            ColumnName::Given(name) | ColumnName::Derived(name) | ColumnName::Value(name) => name,
            ColumnName::Unnamed => "Column1".into(),
        };
        let of = self.bind_expr(&op.of.value, Context::row(scope, &input));
        let (value_name, value_type) = (name(self.column_name(&op.of)), of.ty);
        let (aggregate, args, weight_name) = match &op.by {
            Some(by) => {
                let weight = self.bind_expr(&by.value, Context::row(scope, &input));
                ("sum", vec![weight], format!("approximate_sum_{}", name(self.column_name(by))))
            }
            None => ("count", Vec::new(), format!("approximate_count_{value_name}")),
        };
        let Some(function) = self.env.functions.find(FunctionKind::Aggregate, aggregate) else {
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
        let call = AggregateCall { function, args, outputs: vec![weight], types: vec![ty], span };
        self.group(&mut input, vec![(value, value_type)], vec![call]);
        input.columns = vec![
            ResultColumn { id: value, name: value_name, ty: value_type },
            ResultColumn { id: weight, name: weight_name.into(), ty },
        ];
        let key = SortKey { expr: Expr::column(weight, ty, span), descending: true, nulls_first: false };
        self.top_rows(input, Some(key), count)
    }
}
