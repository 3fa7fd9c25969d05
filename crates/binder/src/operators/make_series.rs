//! `make-series`: aggregates as arrays over an axis of equal steps. <https://learn.microsoft.com/kusto/query/make-series-operator>
//!
//! It is two aggregations: by the keys and the number of the step, and then by the keys alone, where the values of all steps become one
//! array with the default in the gaps.

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp};
use lurcher_syntax::operators::{MakeSeries, Operator, SeriesRange};

use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr, Filter, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Calls, Context};
use crate::relation::Relation;
use crate::scope::Scope;

/// More steps than this are a mistake in the bounds rather than a series.
const MAX_STEPS: i64 = 10_000_000;

/// The axis: numbers, datetimes or timespans from `from`, `step` apart.
struct Axis {
    ty: ScalarType,
    from: Value,
    to: Value,
    step: Value,
    count: i64,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_make_series(
        &self,
        op: &'a MakeSeries,
        mut input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let on = self.bind_expr(&op.on.value, Context::row(scope, &input));
        let on_name = op.on.names.first().or_else(|| op.on.value.as_name());
        let Some(on_name) = on_name.map(|n| n.as_str().to_owned()) else {
            self.error(codes::COLUMN_EXPECTED, op.on.span, "make-series needs a column after 'on'.");
            return Relation::broken();
        };
        let mark = self.mark();
        let Some(axis) = self.series_axis(op, &on, source, before, span, scope) else {
            if !self.failed_since(mark) {
                self.error(
                    codes::BAD_PARAMETER,
                    span,
                    "The bounds of make-series must be constants of the axis' type, and its step not zero.",
                );
            }
            return Relation::broken();
        };
        let keys = self.bind_named(&op.by, &mut input, scope);
        let described: Vec<_> = keys.iter().map(|k| (k.name.clone(), k.expr.ty, k.span)).collect();
        let key_ids = self.compute(&mut input, keys.into_iter().map(|k| k.expr));
        let grouped: Vec<(ColumnId, ScalarType)> =
            key_ids.iter().copied().zip(described.iter().map(|(_, ty, _)| *ty)).collect();

        let inclusive = matches!(op.range, SeriesRange::InRange { .. });
        self.keep_in_axis(&mut input, &on, &axis, inclusive, span);
        let place = self.place_on_axis(on, &axis, span);
        let place_id = self.compute(&mut input, [place])[0];

        let calls = RefCell::new(Vec::new());
        let mut series = Vec::new();
        for aggregate in &op.aggregates {
            let ctx = Context::row(scope, &input).with_calls(Calls::Aggregates(&calls));
            let value = self.bind_expr(&aggregate.value.value, ctx);
            let default = aggregate.default.as_ref().and_then(|d| self.bind_constant(d, scope));
            series.push((self.column_name(&aggregate.value), value, default.unwrap_or(Value::Long(0)), aggregate.span));
        }
        let with_place = grouped.iter().copied().chain([(place_id, ScalarType::Long)]).collect();
        self.group(&mut input, with_place, calls.into_inner());

        let place = self.read_computed(place_id, ScalarType::Long, &input, span);
        let nonempty = op
            .params
            .iter()
            .any(|p| p.name.as_str() == "kind" && p.value.as_name().is_some_and(|kind| kind.as_str() == "nonempty"));
        let named = self.collect_series(&mut input, series, place, grouped, (axis.count, nonempty), span);
        let axis_id = self.compute(&mut input, [Expr::literal(axis.points(), span)])[0];
        let keys = described.into_iter().zip(key_ids).map(|((name, ty, span), id)| (name, id, ty, span));
        let mut columns = self.output_columns(keys.chain(named).collect());
        let name = crate::relation::unique_name(&on_name, |n| columns.iter().any(|c| *c.name == *n));
        columns.push(ResultColumn { id: axis_id, name, ty: ScalarType::Dynamic });
        input.columns = columns;
        input
    }

    /// Puts the second aggregation on top: an array for each series, of `count` elements. Without keys and without rows there is no row,
    /// unless `kind=nonempty` asks for one.
    fn collect_series(
        &self,
        input: &mut Relation,
        series: Vec<(super::columns::ColumnName, Expr, Value, Span)>,
        place: Expr,
        keys: Vec<(ColumnId, ScalarType)>,
        (count, nonempty): (i64, bool),
        span: Span,
    ) -> Vec<(super::columns::ColumnName, ColumnId, ScalarType, Span)> {
        let find = |name| self.env.functions.find(FunctionKind::Aggregate, name);
        let (Some(collect), Some(count_rows)) = (find("make_list"), find("count")) else {
            self.not_implemented(span, "The operator 'make-series'");
            return Vec::new();
        };
        let mut calls = Vec::new();
        let mut pairs = Vec::new();
        for (name, value, default, value_span) in series {
            let id = self.new_column();
            // Two arrays deep: the list takes one level away, and a value may be an array itself.
            let value = self.call_builtin("pack_array", vec![value], value_span);
            let pair = self.call_builtin("pack_array", vec![place.clone(), value], value_span);
            let (args, types) = (vec![pair], vec![ScalarType::Dynamic]);
            calls.push(AggregateCall { function: collect, args, outputs: vec![id], types, span: value_span });
            pairs.push((name, id, default, value_span));
        }
        let rows = self.new_column();
        let without_keys = keys.is_empty() && !nonempty;
        if without_keys {
            let types = vec![ScalarType::Long];
            calls.push(AggregateCall { function: count_rows, args: Vec::new(), outputs: vec![rows], types, span });
        }
        self.group(input, keys, calls);
        if without_keys {
            let rows = Expr::column(rows, ScalarType::Long, span);
            let predicate = self.binary(BinaryOp::Greater, rows, Expr::literal(Value::Long(0), span), span);
            input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
        }
        let arrays = pairs.iter().map(|(_, id, default, span)| {
            let default = self.to_dynamic(Expr::literal(default.clone(), *span));
            let list = Expr::column(*id, ScalarType::Dynamic, *span);
            let count = Expr::literal(Value::Long(count), *span);
            self.call_operator("make-series", vec![list, default, count], *span)
        });
        let arrays: Vec<Expr> = arrays.collect();
        let ids = self.compute(input, arrays);
        pairs.into_iter().zip(ids).map(|((name, _, _, span), id)| (name, id, ScalarType::Dynamic, span)).collect()
    }

    fn keep_in_axis(&self, input: &mut Relation, on: &Expr, axis: &Axis, inclusive: bool, span: Span) {
        let upper = if inclusive { BinaryOp::LessOrEqual } else { BinaryOp::Less };
        let bound = |op, value: &Value| self.binary(op, on.clone(), Expr::literal(value.clone(), span), span);
        let terms = vec![bound(BinaryOp::GreaterOrEqual, &axis.from), bound(upper, &axis.to)];
        let predicate = self.logical(terms, span, true);
        if predicate.as_literal() != Some(&Value::Bool(true)) {
            input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
        }
    }

    /// The number of the step that a row falls into, from 0.
    fn place_on_axis(&self, on: Expr, axis: &Axis, span: Span) -> Expr {
        let from = Expr::literal(axis.from.clone(), span);
        let step = Expr::literal(axis.step.clone(), span);
        let on = self.promote(on, axis.ty);
        let binned = self.call_builtin("bin_at", vec![on, step.clone(), from.clone()], span);
        let distance = self.binary(BinaryOp::Subtract, binned, from, span);
        let steps = self.binary(BinaryOp::Divide, distance, step, span);
        if steps.ty == ScalarType::Long {
            return steps;
        }
        let rounded = self.call_builtin("round", vec![steps], span);
        self.convert(rounded, ScalarType::Long)
    }

    fn series_axis(
        &self,
        op: &'a MakeSeries,
        on: &Expr,
        source: &'a ast::Expr,
        before: &'a [Operator],
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Axis> {
        let (from, to, step) = match &op.range {
            SeriesRange::FromToStep { from, to, step } => (from.as_ref(), to.as_ref(), step),
            SeriesRange::InRange { from, to, step } => (Some(from), Some(to), step),
        };
        let inclusive = matches!(op.range, SeriesRange::InRange { .. });
        let step = self.bind_constant(step, scope)?;
        let step_type = if on.ty == ScalarType::DateTime { ScalarType::TimeSpan } else { on.ty };
        let ty = if on.ty == ScalarType::DateTime { on.ty } else { on.ty.common(step.ty())? };
        let typed = |value: Value, ty| {
            self.convert(Expr::literal(value, span), ty).as_literal().filter(|v| !v.is_null()).cloned()
        };
        let step = typed(step, if ty == ScalarType::DateTime { step_type } else { ty })?;
        let constant = |bound: Option<&'a ast::Expr>| match bound {
            Some(bound) => self.bind_constant(bound, scope).and_then(|value| typed(value, ty)).map(Some),
            None => Some(None),
        };
        let (from, to) = (constant(from)?, constant(to)?);
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (from, to) => {
                let (first, last) = self.data_bounds(op, on, &step, source, before, scope)?;
                (from.or_else(|| typed(first, ty))?, to.or_else(|| typed(last, ty))?)
            }
        };
        Axis::new(ty, from, to, step, inclusive)
    }

    /// Where the data begins and ends, in whole steps: a query of its own, run first. The axis of no data is empty.
    fn data_bounds(
        &self,
        op: &'a MakeSeries,
        on: &Expr,
        step: &Value,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Option<(Value, Value)> {
        let span = on.span;
        let mut rows = self.bind_pipe(source, before, scope);
        let on = self.bind_expr(&op.on.value, Context::row(scope, &rows));
        let (ty, id) = (on.ty, self.compute(&mut rows, [on])[0]);
        let column = Expr::column(id, ty, span);
        let extreme = |name| {
            let function = self.env.functions.find(FunctionKind::Aggregate, name)?;
            let (args, outputs) = (vec![column.clone()], vec![self.new_column()]);
            Some(AggregateCall { function, args, outputs, types: vec![ty], span })
        };
        let calls = vec![extreme("min")?, extreme("max")?];
        let ids: Vec<ColumnId> = calls.iter().flat_map(|c| c.outputs.clone()).collect();
        self.group(&mut rows, Vec::new(), calls);
        let name = |i: usize| if i == 0 { "first".into() } else { "last".into() };
        rows.columns = ids.iter().enumerate().map(|(i, id)| ResultColumn { id: *id, name: name(i), ty }).collect();
        let answer = self.stage_rows(rows, 1, span)?;
        let (first, last) = match answer.into_iter().flatten().next().as_deref() {
            Some([first, last]) if !first.is_null() => (first.clone(), last.clone()),
            // Nothing is known of the data (`lurcher check`), or there is none: an axis of one step.
            _ => (zero(ty), zero(ty)),
        };
        let step = Expr::literal(step.clone(), span);
        let binned = |value| self.call_builtin("bin", vec![Expr::literal(value, span), step.clone()], span);
        let first = binned(first).as_literal().cloned()?;
        let last = self.binary(BinaryOp::Add, binned(last), step.clone(), span).as_literal().cloned()?;
        Some((first, last))
    }
}

fn zero(ty: ScalarType) -> Value {
    match ty {
        ScalarType::DateTime => Value::DateTime(0),
        ScalarType::TimeSpan => Value::TimeSpan(0),
        ScalarType::Real => Value::Real(0.0),
        ScalarType::Int => Value::Int(0),
        _ => Value::Long(0),
    }
}

impl Axis {
    fn new(ty: ScalarType, from: Value, to: Value, step: Value, inclusive: bool) -> Option<Self> {
        let count = match (number(&from), number(&to), number(&step)) {
            (Some(from), Some(to), Some(step)) if step > 0 => {
                let distance = to.checked_sub(from)?;
                if inclusive {
                    distance.div_euclid(step) + 1
                } else {
                    distance.div_euclid(step) + i64::from(distance.rem_euclid(step) > 0)
                }
            }
            _ => match (&from, &to, &step) {
                (Value::Real(from), Value::Real(to), Value::Real(step)) if *step > 0.0 => {
                    let steps = (to - from) / step;
                    if inclusive { steps.floor() as i64 + 1 } else { steps.ceil() as i64 }
                }
                _ => return None,
            },
        };
        (count <= MAX_STEPS).then_some(Self { ty, from, to, step, count: count.max(0) })
    }

    /// The points of the axis as a dynamic array.
    fn points(&self) -> Value {
        let point = |i: i64| match (&self.from, &self.step) {
            (Value::DateTime(from), Value::TimeSpan(step)) => Dynamic::DateTime(from + i * step),
            (Value::TimeSpan(from), Value::TimeSpan(step)) => Dynamic::TimeSpan(from + i * step),
            (Value::Real(from), Value::Real(step)) => Dynamic::Real(from + i as f64 * step),
            (from, step) => Dynamic::Long(number(from).unwrap_or(0) + i * number(step).unwrap_or(0)),
        };
        Dynamic::Array((0..self.count).map(point).collect()).to_value()
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(i) => Some(i64::from(*i)),
        Value::Long(i) | Value::DateTime(i) | Value::TimeSpan(i) => Some(*i),
        _ => None,
    }
}
