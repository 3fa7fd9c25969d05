//! `summarize`. <https://learn.microsoft.com/kusto/query/summarize-operator>

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, Outputs, ScalarType};
use lurcher_syntax::ast::{self, ExprKind as Syntax, NamedExpr};
use lurcher_syntax::operators::Summarize;

use super::columns::{ColumnName, NamedColumn, takes_all};
use crate::binder::Binder;
use crate::bound::{Aggregate, AggregateCall, ColumnId, Expr, Plan};
use crate::calls::Callee;
use crate::codes;
use crate::expressions::{Calls, Context, is_null};
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

/// A column of the result before its name is settled.
type Output = (ColumnName, Expr, Span);

impl<'a> Binder<'a> {
    pub(super) fn bind_summarize(
        &self,
        op: &'a Summarize,
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let mut keys = self.bind_keys(&op.by, &mut input, scope);
        if let Some(bin) = &op.bin {
            self.bin_key(bin, &mut keys, scope);
        }
        keys.iter().for_each(|key| {
            self.refuse_dynamic(&key.expr, key.expr.span);
        });
        let described: Vec<_> = keys.iter().map(|k| (k.name.clone(), k.expr.ty, k.span)).collect();
        let ids = self.compute(&mut input, keys.into_iter().map(|k| k.expr));
        let calls = RefCell::new(Vec::new());
        let ctx = Context::row(scope, &input);
        let key_columns: Vec<Arc<str>> = op.by.iter().filter_map(|key| self.plain_column(&key.value, ctx)).collect();
        let mut outputs: Vec<Output> = Vec::new();
        let mut unnamed = false;
        for named in &op.aggregates {
            let (mark, before) = (self.mark(), outputs.len());
            self.bind_aggregate_output(named, &key_columns, &input, &calls, scope, &mut outputs);
            // What a mistake has no name for may be named further on.
            let is_open = named.names.is_empty() || takes_all(&named.value);
            unnamed |= is_open && (self.lacks_function(mark) || outputs.len() == before);
        }
        if op.aggregates.is_empty() && op.by.is_empty() {
            self.error(codes::SCALAR_EXPECTED, span, "summarize needs an aggregate or a 'by'.");
        }
        let calls = calls.into_inner();
        let grouped = ids.iter().copied().zip(described.iter().map(|(_, ty, _)| *ty)).collect();
        self.group(&mut input, grouped, calls);
        let keys = described.into_iter().zip(&ids).map(|((name, ty, span), id)| (name, *id, ty, span));
        let mut named: Vec<_> = keys.collect();
        let (names, expressions): (Vec<_>, Vec<_>) =
            outputs.into_iter().map(|(name, expr, span)| ((name, expr.ty, span), expr)).unzip();
        let computed = self.compute(&mut input, expressions);
        named.extend(names.into_iter().zip(computed).map(|((name, ty, span), id)| (name, id, ty, span)));
        input.columns = self.output_columns(named, &input);
        // `arg_max(…, *)` keeps what the input has, named or not.
        let is_starred = op.aggregates.iter().any(|named| takes_all(&named.value));
        if unnamed {
            input.openness = Openness::Broken;
        }
        if input.openness != Openness::Broken && !is_starred {
            input.openness = Openness::Closed;
        }
        input
    }

    /// `by key bin=size`, an old spelling of `by bin(key, size)`. Of several keys it is the one whose type has such
    /// bins.
    fn bin_key(&self, bin: &'a ast::Expr, keys: &mut [NamedColumn], scope: &Rc<Scope<'a>>) {
        let Some(size) = self.bind_constant(bin, scope) else { return };
        let fits = |key: &&mut NamedColumn| match (key.expr.ty, size.ty()) {
            (ScalarType::DateTime | ScalarType::TimeSpan, size) => size == ScalarType::TimeSpan,
            (key, size) => key.is_numeric() && size.is_numeric(),
        };
        let mut fitting = keys.iter_mut().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => {
                let size = Expr::literal(size.clone(), bin.span);
                key.expr = self.call_builtin("bin", vec![key.expr.clone(), size], bin.span);
            }
            _ => self.error(codes::BAD_PARAMETER, bin.span, "'bin=' needs exactly one key that has bins of this type."),
        }
    }

    /// Binds one aggregate expression: `sum(x)`, `round(avg(x), 2)`, or a call of several columns (`arg_max`,
    /// `percentiles`).
    fn bind_aggregate_output(
        &self,
        named: &'a NamedExpr,
        keys: &[Arc<str>],
        input: &Relation,
        calls: &RefCell<Vec<AggregateCall>>,
        scope: &Rc<Scope<'a>>,
        outputs: &mut Vec<Output>,
    ) {
        let ctx = Context::row(scope, input).with_calls(Calls::Aggregates(calls));
        if let Syntax::Call { name, args } = &named.value.kind
            && let Some(function) = self.env.functions.find(FunctionKind::Aggregate, name.as_str())
            && self.env.functions.outputs(function) != Outputs::One
            && !matches!(scope.find(name.as_str()), Some(crate::scope::Binding::Function(_)))
        {
            let callee = Callee::function(name.as_str(), name.span);
            let Some(columns) = self.aggregate_columns(function, &callee, args, keys, named.value.span, ctx) else {
                return outputs.extend(named.names.iter().map(|name| {
                    let given = ColumnName::Given(name.as_str().into());
                    (given, self.broken(named.value.span), named.span)
                }));
            };
            // A single name for no column at all is none too many.
            if !columns.is_empty() || named.names.len() > 1 {
                self.check_names(named, columns.len());
            }
            for (i, (derived, id, ty)) in columns.into_iter().enumerate() {
                let name = match named.names.get(i) {
                    Some(name) => ColumnName::Given(name.as_str().into()),
                    None => ColumnName::Derived(derived.into()),
                };
                outputs.push((name, self.aggregated(id, ty, named.value.span), named.span));
            }
            return;
        }
        if let Some(values) = self.named_columns(named, ctx) {
            outputs.extend(values.into_iter().map(|(name, value)| (name, value, named.span)));
            return;
        }
        let mark = self.mark();
        let expr = self.bind_one(named, ctx);
        outputs.push((self.column_name(named), expr, named.span));
        outputs.extend(self.names_without_function(named, 1, mark).map(|(name, value)| (name, value, named.span)));
    }

    /// Groups the relation's rows by columns that it has. Constant keys make no groups; they stay known.
    pub(crate) fn group(
        &self,
        input: &mut Relation,
        keys: Vec<(ColumnId, ScalarType)>,
        aggregates: Vec<AggregateCall>,
    ) {
        let (keys, mut aggregates) = (self.group_keys(input, keys), aggregates);
        self.carry(input, &mut aggregates);
        let constants = std::mem::take(&mut input.constants);
        let mut constant: Vec<ColumnId> = Vec::new();
        let mut varying: Vec<(ColumnId, Expr)> = Vec::new();
        for (id, ty) in keys {
            if constants.contains_key(&id) {
                constant.push(id);
            } else if varying.iter().all(|(known, _)| *known != id) {
                varying.push((id, Expr::column(id, ty, Span::default())));
            }
        }
        let mut keys = varying;
        let mut kept = constant.as_slice();
        // A group without any key exists even without rows, so one constant key must stay a key.
        if let (true, Some((first, rest))) = (keys.is_empty(), constant.split_first()) {
            let value = Expr::literal(constants[first].clone(), Span::default());
            if is_null(&value) && value.ty == ScalarType::Dynamic {
                self.mark_unknown(*first);
            }
            keys.push((*first, value));
            kept = rest;
        }
        input.constants.extend(kept.iter().map(|id| (*id, constants[id].clone())));
        input.plan = Plan::Aggregate(Aggregate { input: Box::new(input.take_plan()), keys, aggregates });
        input.serialized = false;
    }
}
