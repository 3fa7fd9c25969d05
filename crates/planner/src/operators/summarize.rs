//! `summarize` and `distinct`: groups.

use datafusion::common::{Result, internal_err};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::{Aggregate as AggregateNode, Expr, LogicalPlan};
use lurcher_binder::bound::{Aggregate, AggregateCall as BoundCall, ColumnId};
use lurcher_functions::{AggregateCall, AggregateKernel, aggregate_of, aggregates, value_name};
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{FunctionSymbol, Outputs, ScalarType};

use super::serialize::number_rows;
use crate::fields::{column, field_name};
use crate::functions::{rewrap_ticks, unwrap_ticks};
use crate::keys::as_key;
use crate::marks::in_any_order;
use crate::planner::Planner;
use crate::relation::{Columns, Relation};

/// A group has about so many rows.
const GROUPED: u64 = 8;

/// Whether an aggregate collects values in the order of the rows.
fn collects(function: &FunctionSymbol) -> bool {
    function.name.starts_with("make")
}

pub fn summarize(planner: &mut Planner<'_>, aggregate: &Aggregate) -> Result<Relation> {
    let is_read = |planner: &Planner<'_>, call: &BoundCall| call.outputs.iter().any(|id| planner.uses.is_read(*id));
    let calls: Vec<&BoundCall> = aggregate.aggregates.iter().filter(|call| is_read(planner, call)).collect();
    let ordered = calls.iter().any(|call| collects(call.function));
    let mut input = planner.plan(&aggregate.input, ordered)?;
    if aggregate.keys.is_empty() && calls.is_empty() {
        return Ok(Relation::one_row());
    }
    if input.is_empty() && !aggregate.keys.is_empty() {
        let keys = aggregate.keys.iter().map(|(id, expr)| (*id, expr.ty));
        let outputs = calls.iter().flat_map(|call| call.outputs.iter().copied().zip(call.types.iter().copied()));
        return Ok(Relation::empty(keys.chain(outputs)));
    }
    let mut position = None;
    if ordered && !input.order().keys.is_empty() && !is_planted(Mutant::ListsForgetOrders) {
        let (numbered, number) = number_rows(planner, input)?;
        position = Some(numbered.column(number)?);
        input = numbered;
    }
    let mut columns = Vec::new();
    let mut groups = Vec::with_capacity(aggregate.keys.len());
    let is_ordered = !input.order().keys.is_empty();
    for (id, key) in &aggregate.keys {
        let expr = as_key(input.lower(key)?, key.ty);
        let expr = if is_ordered { in_any_order(expr) } else { expr };
        groups.push(expr.alias(field_name(*id)));
        columns.push((*id, key.ty, column(field_name(*id))));
    }
    let mut aggregates = Vec::with_capacity(calls.len());
    for call in calls {
        aggregates.push(aggregate_call(call, &input, position.clone(), &mut columns)?);
    }
    let rows = if groups.is_empty() { Some(1) } else { input.rows().map(|rows| rows / GROUPED) };
    let node = AggregateNode::try_new(input.into_node().into(), groups, aggregates)?;
    let mut relation = Relation::new(LogicalPlan::Aggregate(node), Columns::default());
    columns.into_iter().for_each(|(id, ty, expr)| relation.define(id, ty, expr));
    Ok(relation.unique_by(aggregate.keys.iter().map(|(id, _)| *id).collect()).with_rows(rows))
}

/// One aggregate as a field of the node, and the columns that it makes.
fn aggregate_call(
    call: &BoundCall,
    input: &Relation,
    position: Option<Expr>,
    columns: &mut Vec<(ColumnId, ScalarType, Expr)>,
) -> Result<Expr> {
    let (Some(function), [first, ..], [result, ..]) =
        (implementation(call), call.outputs.as_slice(), call.types.as_slice())
    else {
        return internal_err!("{} is no aggregate", call.function.name);
    };
    let types: Vec<ScalarType> = call.args.iter().map(|arg| arg.ty).collect();
    let args = call.args.iter().map(|arg| input.lower(arg)).collect::<Result<_>>()?;
    let AggregateKernel::Expression(lower) = function.kernel;
    let expr = lower(AggregateCall { args, types: &types, result: *result, position })?;
    // What is not yet the column itself needs a name of its own: both may stand in one projection.
    let name = format!("{}_raw", field_name(*first));
    let field = column(&name);
    let finish = |expr: Expr, ty: ScalarType| match function.finish {
        Some(finish) => finish(expr, ty),
        None => Ok(expr),
    };
    if function.outputs != Outputs::One {
        for (i, (id, ty)) in call.outputs.iter().zip(&call.types).enumerate() {
            columns.push((*id, *ty, finish(get_field(field.clone(), value_name(i)), *ty)?));
        }
        return Ok(expr.alias(name));
    }
    match least_or_greatest_raw(&expr) {
        Some((raw, conversion)) => {
            columns.push((*first, *result, finish(rewrap_ticks(&conversion, field), *result)?));
            Ok(raw.alias(name))
        }
        None if function.finish.is_none() => {
            columns.push((*first, *result, column(field_name(*first))));
            Ok(expr.alias(field_name(*first)))
        }
        None => {
            columns.push((*first, *result, finish(field, *result)?));
            Ok(expr.alias(name))
        }
    }
}

/// The function that computes a call. An `arg_max` of which only the key is left is the key's maximum.
fn implementation(call: &BoundCall) -> Option<&'static lurcher_functions::AggregateFunction> {
    let extreme = match (call.function.name, call.args.len()) {
        ("arg_max" | "argmax", 1) => "max",
        ("arg_min" | "argmin", 1) => "min",
        _ => return aggregate_of(call.function),
    };
    aggregates().iter().find(|f| f.symbol.name == extreme).copied()
}

/// `min` and `max` of ticks as those of the timestamps that they are made of, which the files' statistics may know; and
/// the conversion.
fn least_or_greatest_raw(expr: &Expr) -> Option<(Expr, Expr)> {
    let Expr::AggregateFunction(call) = expr else { return None };
    let [argument] = call.params.args.as_slice() else { return None };
    if !matches!(call.func.name(), "min" | "max") || call.params.filter.is_some() {
        return None;
    }
    let raw = unwrap_ticks(argument)?.clone();
    let mut params = call.params.clone();
    params.args = vec![raw];
    Some((Expr::AggregateFunction(AggregateFunction { func: call.func.clone(), params }), argument.clone()))
}
