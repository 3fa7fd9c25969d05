//! `make-series`: aggregates as arrays over an axis of equal steps.
//! <https://learn.microsoft.com/kusto/query/make-series-operator>
//!
//! It is two aggregations: by the keys and the number of the step, and then by the keys alone, where the values of all
//! steps become one array with the default in the gaps. An end of the axis that the query does not give is that of each
//! series' own rows.

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, Outputs, ScalarType, Value};
use lurcher_syntax::ast::{BinaryOp, ExprKind as Syntax};
use lurcher_syntax::operators::{MakeSeries, SeriesAggregate};

use super::columns::ColumnName;
use super::series_axis::Axis;
use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr, Filter, Plan};
use crate::calls::Callee;
use crate::expressions::{Calls, Context};
use crate::relation::Relation;
use crate::scope::Scope;

/// An aggregate that becomes an array.
struct Series {
    name: ColumnName,
    value: Expr,
    default: Expr,
    span: Span,
}

/// The numbers of the axis' first and last step, and how many steps that makes.
struct Ends {
    first: Expr,
    last: Expr,
    count: Expr,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_make_series(
        &self,
        op: &'a MakeSeries,
        mut input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let on = self.bind_expr(&op.on.value, Context::row(scope, &input));
        if self.is_broken(&on) && self.has_failed() {
            return Relation::broken();
        }
        let Some(axis) = self.series_axis(op, &on, span, scope) else { return Relation::broken() };
        let keys = self.bind_named(&op.by, &mut input, scope);
        let described: Vec<_> = keys.iter().map(|k| (k.name.clone(), k.expr.ty, k.span)).collect();
        let key_ids = self.compute(&mut input, keys.into_iter().map(|k| k.expr));
        let grouped: Vec<(ColumnId, ScalarType)> =
            key_ids.iter().copied().zip(described.iter().map(|(_, ty, _)| *ty)).collect();

        let predicate = self.on_axis(&on, &axis, span);
        if predicate.as_literal() != Some(&Value::Bool(true)) {
            input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
        }
        let place = self.place_on_axis(on, &axis, span);
        let place_id = self.compute(&mut input, [place])[0];

        let calls = RefCell::new(Vec::new());
        let series: Vec<Series> =
            op.aggregates.iter().flat_map(|aggregate| self.bind_series(aggregate, &input, &calls, scope)).collect();
        let with_place = grouped.iter().copied().chain([(place_id, ScalarType::Long)]).collect();
        self.group(&mut input, with_place, calls.into_inner());

        let place = self.read_computed(place_id, ScalarType::Long, &input, span);
        let nonempty = op
            .params
            .iter()
            .any(|p| p.name.as_str() == "kind" && p.value.as_name().is_some_and(|kind| kind.as_str() == "nonempty"));
        let (named, points) = self.collect_series(&mut input, series, place, grouped, (&axis, nonempty), span);
        let axis_id = self.compute(&mut input, [points])[0];
        let keys = described.into_iter().zip(key_ids).map(|((name, ty, span), id)| (name, id, ty, span));
        let axis = (self.column_name(&op.on), axis_id, ScalarType::Dynamic, op.on.span);
        input.columns = self.output_columns(keys.chain(named).chain([axis]).collect(), &input);
        input
    }

    /// The series of an aggregate: one, or one for each of its columns (`percentiles(x, 5, 50)`).
    fn bind_series(
        &self,
        aggregate: &'a SeriesAggregate,
        input: &Relation,
        calls: &RefCell<Vec<AggregateCall>>,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<Series> {
        let (named, span) = (&aggregate.value, aggregate.span);
        let ctx = Context::row(scope, input).with_calls(Calls::Aggregates(calls));
        let own = match &named.value.kind {
            Syntax::Call { name: called, args } => self
                .env
                .functions
                .find(FunctionKind::Aggregate, called.as_str())
                .filter(|function| self.env.functions.outputs(function) != Outputs::One)
                .map(|function| {
                    let callee = Callee::function(called.as_str(), called.span);
                    self.aggregate_columns(function, &callee, args, &[], named.value.span, ctx).unwrap_or_default()
                }),
            _ => None,
        };
        let values: Vec<(ColumnName, Expr)> = match own {
            None => vec![(self.column_name(named), self.bind_one(named, ctx))],
            Some(columns) if columns.is_empty() => {
                let given = named.names.iter().map(|name| ColumnName::Given(name.as_str().into()));
                given.map(|name| (name, self.broken(span))).collect()
            }
            Some(columns) => {
                self.check_names(named, columns.len());
                let name = |i: usize, own: String| match named.names.get(i) {
                    Some(name) => ColumnName::Given(name.as_str().into()),
                    None => ColumnName::Derived(own.into()),
                };
                let columns = columns.into_iter().enumerate();
                columns.map(|(i, (own, id, ty))| (name(i, own), self.aggregated(id, ty, named.value.span))).collect()
            }
        };
        let default = aggregate.default.as_ref().and_then(|default| self.bind_constant(default, scope));
        let default = Expr::literal(default.unwrap_or(Value::Long(0)), span);
        let series = |(name, value): (ColumnName, Expr)| {
            let promotes = default.ty.promotes_to(value.ty);
            let default = if promotes { self.promote(default.clone(), value.ty) } else { default.clone() };
            Series { name, value, default, span }
        };
        values.into_iter().map(series).collect()
    }

    /// Puts the second aggregation on top: an array for each series, and the points of the axis. Without keys and
    /// without rows there is no row, unless `kind=nonempty` asks for one.
    fn collect_series(
        &self,
        input: &mut Relation,
        series: Vec<Series>,
        place: Expr,
        keys: Vec<(ColumnId, ScalarType)>,
        (axis, nonempty): (&Axis, bool),
        span: Span,
    ) -> (Vec<(ColumnName, ColumnId, ScalarType, Span)>, Expr) {
        let find = |name| self.env.functions.find(FunctionKind::Aggregate, name);
        let (Some(collect), Some(min), Some(max), Some(count)) =
            (find("make_list"), find("min"), find("max"), find("count"))
        else {
            self.not_implemented(span, "The operator 'make-series'");
            return (Vec::new(), self.broken(span));
        };
        let mut calls = Vec::new();
        let mut call = |function, args, ty| {
            let id = self.new_column();
            calls.push(AggregateCall { function, args, outputs: vec![id], types: vec![ty], span });
            Expr::column(id, ty, span)
        };
        let lists: Vec<Expr> = series
            .iter()
            .map(|s| {
                // Two arrays deep: the list takes one level away, and a value may be an array itself.
                let value = self.call_builtin("pack_array", vec![s.value.clone()], s.span);
                let pair = self.call_builtin("pack_array", vec![place.clone(), value], s.span);
                call(collect, vec![pair], ScalarType::Dynamic)
            })
            .collect();
        let mut end = |known: Option<i64>, function| match known {
            Some(place) => Expr::literal(Value::Long(place), span),
            None => call(function, vec![place.clone()], ScalarType::Long),
        };
        let (first, last) = (end(axis.first, min), end(axis.last, max));
        let without_keys = (keys.is_empty() && !nonempty).then(|| call(count, Vec::new(), ScalarType::Long));
        self.group(input, keys, calls);
        if let Some(rows) = without_keys {
            let predicate = self.binary(BinaryOp::Greater, rows, Expr::literal(Value::Long(0), span), span);
            input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
        }
        let distance = self.binary(BinaryOp::Subtract, last.clone(), first.clone(), span);
        let one = Expr::literal(Value::Long(1), span);
        let ends = Ends { count: self.binary(BinaryOp::Add, distance, one, span), first, last };
        let arrays = series.iter().zip(lists).map(|(s, list)| {
            let default = self.to_dynamic(s.default.clone());
            self.call_operator("make-series", vec![list, default, ends.first.clone(), ends.count.clone()], s.span)
        });
        let arrays: Vec<Expr> = arrays.collect();
        let ids = self.compute(input, arrays);
        let named = series.into_iter().zip(ids).map(|(s, id)| (s.name, id, ScalarType::Dynamic, s.span)).collect();
        (named, self.axis_points(axis, ends, span))
    }

    /// Whether a row lies on the axis, as far as the query says where that begins and ends.
    fn on_axis(&self, on: &Expr, axis: &Axis, span: Span) -> Expr {
        let bound = |op, value: &Value| {
            let on = self.promote(on.clone(), axis.ty);
            self.binary(op, on, Expr::literal(value.clone(), span), span)
        };
        let upper = if axis.inclusive { BinaryOp::LessOrEqual } else { BinaryOp::Less };
        let mut terms: Vec<Expr> = axis.from.iter().map(|from| bound(BinaryOp::GreaterOrEqual, from)).collect();
        terms.extend(axis.to.iter().map(|to| bound(upper, to)));
        if terms.is_empty() {
            terms.push(self.call_builtin("isnotnull", vec![on.clone()], span));
        }
        self.logical(terms, span, true)
    }

    /// The number of the step that a row falls into, from the axis' origin.
    fn place_on_axis(&self, on: Expr, axis: &Axis, span: Span) -> Expr {
        let origin = Expr::literal(axis.origin.clone(), span);
        let step = Expr::literal(axis.step.clone(), span);
        let on = self.promote(on, axis.ty);
        let binned = self.call_builtin("bin_at", vec![on, step.clone(), origin.clone()], span);
        let distance = self.binary(BinaryOp::Subtract, binned, origin, span);
        let steps = self.binary(BinaryOp::Divide, distance, step, span);
        if steps.ty == ScalarType::Long {
            return steps;
        }
        let rounded = self.call_builtin("round", vec![steps], span);
        self.convert(rounded, ScalarType::Long)
    }

    /// The array of the axis: a constant where the query gives both ends.
    fn axis_points(&self, axis: &Axis, ends: Ends, span: Span) -> Expr {
        if let Some(points) = axis.points() {
            return Expr::literal(points, span);
        }
        let step = Expr::literal(axis.step.clone(), span);
        let point = |place: Expr| {
            let place = if axis.ty == ScalarType::Real { self.convert(place, ScalarType::Real) } else { place };
            let distance = self.binary(BinaryOp::Multiply, step.clone(), place, span);
            self.binary(BinaryOp::Add, Expr::literal(axis.origin.clone(), span), distance, span)
        };
        let (first, mut last) = (point(ends.first), point(ends.last));
        if axis.ty == ScalarType::Real {
            // Sums of reals miss the last point by a hair.
            let half = self.binary(BinaryOp::Divide, step.clone(), Expr::literal(Value::Real(2.0), span), span);
            last = self.binary(BinaryOp::Add, last, half, span);
        }
        self.call_builtin("range", vec![first, last, step], span)
    }
}
