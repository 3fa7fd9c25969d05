//! What nobody reads is not computed: one pass from the result backwards.
//!
//! A column stays when its reader does; an `Extend`, a scan's column, an aggregate or a union's column without a reader
//! goes; a leg or branch without rows goes. What is left is what the planner plans.

use std::collections::HashSet;
use std::sync::Arc;

use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{ScalarType, Value};

use crate::bound::*;

type Needed = HashSet<ColumnId>;

/// The result with a lean plan of the same rows.
pub(crate) fn prune_result(result: BoundResult) -> BoundResult {
    let mut needed: Needed = result.columns.iter().map(|c| c.id).collect();
    let plan = prune(result.plan, &mut needed);
    BoundResult { plan, ..result }
}

/// Whether the plan reads a column that it does not make: one of the rows around it. Columns from `first` on are the
/// plan's own.
pub(crate) fn reads_outer(result: &BoundResult, first: ColumnId) -> bool {
    let mut needed: Needed = result.columns.iter().map(|c| c.id).collect();
    let mut plan = prune(result.plan.clone(), &mut needed);
    needed.retain(|id| *id < first);
    if !needed.is_empty() {
        forget_made(&mut plan, &mut needed);
    }
    !needed.is_empty()
}

/// Removes the columns that the plan makes.
fn forget_made(plan: &mut Plan, needed: &mut Needed) {
    columns_of(plan).iter().for_each(|(id, _)| {
        needed.remove(id);
    });
    plan.inputs_mut().into_iter().for_each(|input| forget_made(input, needed));
}

fn need(expr: &Expr, needed: &mut Needed) {
    expr.visit_columns(&mut |id| {
        needed.insert(id);
    });
}

fn no_rows(columns: Vec<(ColumnId, ScalarType)>) -> Plan {
    Plan::Values(Values { columns, rows: Vec::new() })
}

/// Prunes below a node's input that must still have the columns of `needed`.
fn prune(plan: Plan, needed: &mut Needed) -> Plan {
    match plan {
        Plan::TableScan(mut scan) => {
            scan.columns.retain(|c| needed.contains(&c.id));
            Plan::TableScan(scan)
        }
        Plan::Values(values) => Plan::Values(prune_values(values, needed)),
        Plan::Range(range) => Plan::Range(range),
        Plan::Filter(filter) => {
            need(&filter.predicate, needed);
            let input = prune(*filter.input, needed);
            if input.is_empty() {
                return input;
            }
            Plan::Filter(Filter { input: Box::new(input), predicate: filter.predicate })
        }
        Plan::Extend(extend) => prune_extend(extend, needed),
        Plan::Aggregate(aggregate) => prune_aggregate(aggregate, needed),
        Plan::Sort(sort) => {
            sort.keys.iter().for_each(|key| need(&key.expr, needed));
            let input = prune(*sort.input, needed);
            if input.is_empty() {
                return input;
            }
            Plan::Sort(Sort { input: Box::new(input), ..sort })
        }
        Plan::Limit(limit) => {
            let input = prune(*limit.input, needed);
            if input.is_empty() {
                return input;
            }
            Plan::Limit(Limit { input: Box::new(input), count: limit.count })
        }
        Plan::Join(join) => prune_join(join, needed),
        Plan::Union(union) => prune_union(union, needed),
        Plan::Expand(expand) => prune_expand(expand, needed),
        Plan::Parse(parse) => {
            need(&parse.source, needed);
            let input = Box::new(prune(*parse.input, needed));
            let parse = Plan::Parse(Parse { input, ..parse });
            match &parse {
                Plan::Parse(node) if node.input.is_empty() => no_rows(columns_of(&parse)),
                _ => parse,
            }
        }
        Plan::Window(window) => prune_window(window, needed),
        Plan::Scan(scan) => prune_scan(scan, needed),
        Plan::GraphSearch(search) => prune_graph_search(search, needed),
        Plan::Materialized(mut reader) => {
            reader.columns.retain(|(id, ..)| needed.contains(id));
            Plan::Materialized(prune_source(reader))
        }
    }
}

fn prune_values(values: Values, needed: &Needed) -> Values {
    let kept: Vec<usize> = (0..values.columns.len()).filter(|i| needed.contains(&values.columns[*i].0)).collect();
    if kept.len() == values.columns.len() {
        return values;
    }
    let columns = kept.iter().map(|i| values.columns[*i]).collect();
    let rows = values.rows.iter().map(|row| kept.iter().map(|i| row[*i].clone()).collect()).collect();
    Values { columns, rows }
}

fn prune_extend(mut extend: Extend, needed: &mut Needed) -> Plan {
    extend.columns.retain(|(id, _)| needed.contains(id));
    extend.columns.iter().for_each(|(_, expr)| need(expr, needed));
    let input = prune(*extend.input, needed);
    if extend.columns.is_empty() {
        return input;
    }
    if let Plan::Values(values) = &input
        && values.rows.is_empty()
    {
        let added = extend.columns.iter().map(|(id, expr)| (*id, expr.ty));
        return no_rows(values.columns.iter().copied().chain(added).collect());
    }
    Plan::Extend(Extend { input: Box::new(input), columns: extend.columns })
}

fn prune_aggregate(mut aggregate: Aggregate, needed: &Needed) -> Plan {
    aggregate.aggregates.retain(|call| call.outputs.iter().any(|id| needed.contains(id)));
    aggregate.aggregates.iter_mut().for_each(|call| prune_row(call, needed));
    if is_planted(Mutant::UnreadKeysGo) && aggregate.keys.iter().any(|(id, _)| needed.contains(id)) {
        aggregate.keys.retain(|(id, _)| needed.contains(id));
    }
    let mut below = Needed::new();
    aggregate.keys.iter().for_each(|(_, key)| need(key, &mut below));
    aggregate.aggregates.iter().flat_map(|call| &call.args).for_each(|arg| need(arg, &mut below));
    let input = prune(*aggregate.input, &mut below);
    if input.is_empty() && !aggregate.keys.is_empty() {
        let keys = aggregate.keys.iter().map(|(id, key)| (*id, key.ty));
        let outputs = aggregate.aggregates.iter().flat_map(|c| c.outputs.iter().copied().zip(c.types.iter().copied()));
        return no_rows(keys.chain(outputs).collect());
    }
    Plan::Aggregate(Aggregate { input: Box::new(input), ..aggregate })
}

/// Of an aggregate that hands out a row (`arg_max`, `take_any`: an output an argument) the columns that nobody reads.
/// The first stays: it says which row.
fn prune_row(call: &mut AggregateCall, needed: &Needed) {
    if call.outputs.len() < 2 || call.outputs.len() != call.args.len() {
        return;
    }
    let kept: Vec<usize> = (0..call.outputs.len()).filter(|i| *i == 0 || needed.contains(&call.outputs[*i])).collect();
    call.args = kept.iter().map(|i| call.args[*i].clone()).collect();
    call.outputs = kept.iter().map(|i| call.outputs[*i]).collect();
    call.types = kept.iter().map(|i| call.types[*i]).collect();
}

fn prune_join(join: Join, needed: &mut Needed) -> Plan {
    let (join, needed) = match without_partner(join, needed) {
        Ok(kept) => return prune(kept, needed),
        Err(join) => (join, needed),
    };
    join.on.iter().for_each(|(left, right)| {
        need(left, needed);
        need(right, needed);
    });
    join.condition.iter().for_each(|condition| need(condition, needed));
    let left = prune(*join.left, needed);
    let right = prune(*join.right, needed);
    let (no_left, no_right) = (left.is_empty(), right.is_empty());
    if join.kind.is_empty(no_left, no_right) {
        let mut columns = columns_of(&left);
        columns.extend(columns_of(&right));
        return no_rows(columns);
    }
    match join.kind {
        JoinKind::LeftAnti if no_right => left,
        JoinKind::RightAnti if no_left => right,
        _ => Plan::Join(Join { left: Box::new(left), right: Box::new(right), ..join }),
    }
}

/// The side that an outer join keeps, where nobody reads the other side and no row of it could double a row: an ASIM
/// parser's `lookup` in a small table, whose column is not asked for.
fn without_partner(join: Join, needed: &Needed) -> Result<Plan, Join> {
    let (other, keys): (_, Vec<&Expr>) = match join.kind {
        JoinKind::LeftOuter => (&join.right, join.on.iter().map(|(_, right)| right).collect()),
        JoinKind::RightOuter => (&join.left, join.on.iter().map(|(left, _)| left).collect()),
        _ => return Err(join),
    };
    let is_read = columns_of(other).iter().any(|(id, _)| needed.contains(id));
    let repeats = !is_unique(other, &keys) && !is_planted(Mutant::UnreadPartnersGo);
    if is_read || join.condition.is_some() || repeats {
        return Err(join);
    }
    Ok(if join.kind == JoinKind::LeftOuter { *join.left } else { *join.right })
}

/// Whether no two rows have the same keys, for all that is known without running the plan.
fn is_unique(plan: &Plan, keys: &[&Expr]) -> bool {
    let Some(keys) = keys.iter().map(|key| key.as_column()).collect::<Option<Vec<ColumnId>>>() else { return false };
    match plan {
        Plan::Values(values) => {
            let places = keys.iter().map(|key| values.columns.iter().position(|(id, _)| id == key));
            let Some(places) = places.collect::<Option<Vec<usize>>>() else { return false };
            // Reals that are equal are not always written alike.
            if places.iter().any(|i| values.columns[*i].1 == ScalarType::Real) {
                return false;
            }
            let mut seen = HashSet::with_capacity(values.rows.len());
            let key = |row: &Vec<Value>| places.iter().map(|i| format!("{:?}", row[*i])).collect::<Vec<_>>();
            values.rows.iter().all(|row| seen.insert(key(row)))
        }
        Plan::Aggregate(aggregate) => aggregate.keys.iter().all(|(id, _)| keys.contains(id)),
        _ => false,
    }
}

fn prune_union(mut union: Union, needed: &Needed) -> Plan {
    let kept: Vec<usize> = (0..union.columns.len()).filter(|i| needed.contains(&union.columns[*i].0)).collect();
    union.columns = kept.iter().map(|i| union.columns[*i]).collect();
    let legs = union.legs.into_iter().filter_map(|leg| {
        let columns: Vec<Expr> = kept.iter().map(|i| leg.columns[*i].clone()).collect();
        let mut below = Needed::new();
        columns.iter().for_each(|expr| need(expr, &mut below));
        let input = prune(leg.input, &mut below);
        (!input.is_empty()).then_some(UnionLeg { input, columns })
    });
    let mut legs: Vec<UnionLeg> = legs.collect();
    match legs.len() {
        0 => no_rows(union.columns),
        1 => {
            let leg = legs.remove(0);
            if union.columns.is_empty() {
                return leg.input;
            }
            let columns = union.columns.iter().map(|(id, _)| *id).zip(leg.columns).collect();
            Plan::Extend(Extend { input: Box::new(leg.input), columns })
        }
        _ => Plan::Union(Union { columns: union.columns, legs }),
    }
}

fn prune_expand(expand: Expand, needed: &mut Needed) -> Plan {
    if is_planted(Mutant::UnreadExpansionGoes) && expand.columns.iter().all(|column| !needed.contains(&column.output)) {
        return prune(*expand.input, needed);
    }
    // Every source counts for the number of rows, whether its column is read or not.
    expand.columns.iter().for_each(|column| need(&column.source, needed));
    let input = prune(*expand.input, needed);
    if let Plan::Values(values) = &input
        && values.rows.is_empty()
    {
        let index = expand.index.map(|id| (id, ScalarType::Long));
        let made = expand.columns.iter().map(|c| (c.output, c.ty)).chain(index);
        return no_rows(values.columns.iter().copied().chain(made).collect());
    }
    Plan::Expand(Expand { input: Box::new(input), ..expand })
}

fn prune_window(mut window: Window, needed: &mut Needed) -> Plan {
    window.calls.retain(|call| needed.contains(&call.output));
    if window.calls.is_empty() {
        return prune(*window.input, needed);
    }
    window.calls.iter().flat_map(|call| &call.args).for_each(|arg| need(arg, needed));
    needed.extend(window.partition.iter().map(|(id, _)| *id));
    let input = prune(*window.input, needed);
    if let Plan::Values(values) = &input
        && values.rows.is_empty()
    {
        let made = window.calls.iter().map(|call| (call.output, call.ty));
        return no_rows(values.columns.iter().copied().chain(made).collect());
    }
    Plan::Window(Window { input: Box::new(input), ..window })
}

fn prune_scan(mut scan: Scan, needed: &mut Needed) -> Plan {
    let is_read = |id: ColumnId| needed.contains(&id) || scan.state.iter().any(|state| state.column == id);
    let unread: Needed = scan.declared.iter().map(|column| column.id).filter(|id| !is_read(*id)).collect();
    scan.declared.retain(|column| !unread.contains(&column.id));
    scan.steps.iter_mut().for_each(|step| step.assignments.retain(|(id, _)| !unread.contains(id)));
    scan.match_id = scan.match_id.filter(|id| needed.contains(id));
    scan.expressions().for_each(|expr| need(expr, needed));
    needed.extend(scan.state.iter().map(|state| state.column));
    needed.extend(scan.partition.iter().map(|(id, _)| *id));
    let made: Vec<_> = scan_outputs(&scan).collect();
    let input = prune(*scan.input, needed);
    if let Plan::Values(values) = &input
        && values.rows.is_empty()
    {
        return no_rows(values.columns.iter().copied().chain(made).collect());
    }
    Plan::Scan(Scan { input: Box::new(input), ..scan })
}

fn prune_graph_search(mut search: GraphSearch, needed: &Needed) -> Plan {
    search.outputs.retain(|output| needed.contains(&output.id));
    let read = search.outputs.iter().map(|output| output.value.column());
    let mut below: Needed = search.searched().chain(read).collect();
    let input = prune(*search.input, &mut below);
    if input.is_empty() {
        return no_rows(search.outputs.iter().map(|output| (output.id, output.ty)).collect());
    }
    Plan::GraphSearch(GraphSearch { input: Box::new(input), ..search })
}

/// The columns that a `scan` makes.
fn scan_outputs(scan: &Scan) -> impl Iterator<Item = (ColumnId, ScalarType)> {
    let declared = scan.declared.iter().map(|column| (column.id, column.ty));
    declared.chain(scan.match_id.map(|id| (id, ScalarType::Long)))
}

/// The shared table keeps all its columns: its other readers are not known here.
fn prune_source(reader: Materialized) -> Materialized {
    let source = &reader.source;
    let mut needed: Needed = source.columns.iter().map(|(id, _)| *id).collect();
    let plan = prune(source.plan.clone(), &mut needed);
    let source = Materialization { id: source.id, plan, columns: source.columns.clone() };
    Materialized { source: Arc::new(source), ..reader }
}

/// The columns that a plan hands on, as far as a reader needs them to type a plan without rows.
fn columns_of(plan: &Plan) -> Vec<(ColumnId, ScalarType)> {
    match plan {
        Plan::TableScan(scan) => scan.columns.iter().map(|c| (c.id, c.ty)).collect(),
        Plan::Values(values) => values.columns.clone(),
        Plan::Range(range) => vec![(range.column, range.ty)],
        Plan::Filter(filter) => columns_of(&filter.input),
        Plan::Extend(extend) => {
            let mut columns = columns_of(&extend.input);
            columns.extend(extend.columns.iter().map(|(id, expr)| (*id, expr.ty)));
            columns
        }
        Plan::Aggregate(aggregate) => {
            let keys = aggregate.keys.iter().map(|(id, key)| (*id, key.ty));
            let outputs =
                aggregate.aggregates.iter().flat_map(|c| c.outputs.iter().copied().zip(c.types.iter().copied()));
            keys.chain(outputs).collect()
        }
        Plan::Sort(sort) => columns_of(&sort.input),
        Plan::Limit(limit) => columns_of(&limit.input),
        Plan::Join(join) => {
            let mut columns = match join.kind {
                JoinKind::RightSemi | JoinKind::RightAnti => Vec::new(),
                _ => columns_of(&join.left),
            };
            if !matches!(join.kind, JoinKind::LeftSemi | JoinKind::LeftAnti) {
                columns.extend(columns_of(&join.right));
            }
            columns
        }
        Plan::Union(union) => union.columns.clone(),
        Plan::Expand(expand) => {
            let mut columns = columns_of(&expand.input);
            columns.extend(expand.columns.iter().map(|c| (c.output, c.ty)));
            columns.extend(expand.index.map(|id| (id, ScalarType::Long)));
            columns
        }
        Plan::Parse(parse) => {
            let mut columns = columns_of(&parse.input);
            columns.extend(parse.parts.iter().filter_map(|part| match part {
                ParsePart::Column(id, ty) => Some((*id, *ty)),
                ParsePart::Text(_) | ParsePart::Skip => None,
            }));
            columns
        }
        Plan::Window(window) => {
            let mut columns = columns_of(&window.input);
            columns.extend(window.calls.iter().map(|call| (call.output, call.ty)));
            columns
        }
        Plan::Scan(scan) => columns_of(&scan.input).into_iter().chain(scan_outputs(scan)).collect(),
        Plan::GraphSearch(search) => search.outputs.iter().map(|output| (output.id, output.ty)).collect(),
        Plan::Materialized(reader) => reader.columns.iter().map(|(id, ty, _)| (*id, *ty)).collect(),
    }
}
