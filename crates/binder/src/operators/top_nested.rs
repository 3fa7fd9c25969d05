//! `top-nested`: the largest groups, and in each of them the largest groups of the next level.
//! <https://learn.microsoft.com/kusto/query/top-nested-operator>
//!
//! A level groups the rows anew by the values of all levels up to its own, keeps the groups whose outer values the
//! level before has kept, and of those the largest. `with others` adds what a level has left out: the rows that are
//! inside a kept outer group and in no kept group of the level itself.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, SortOrder};
use lurcher_syntax::operators::{Operator, TopNested, TopNestedClause};

use super::columns::ColumnName;
use super::union::Leg;
use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr, Filter, JoinKind, Plan, ResultColumn, SortKey};
use crate::codes;
use crate::expressions::{Calls, Context, is_null};
use crate::relation::{Groups, Openness, Relation, unique_name};
use crate::scope::{Scope, SharedTable};

/// The rows that every level reads anew.
enum Source<'a> {
    /// A pipe that is bound again; the first reader gets what is bound already.
    Pipe { first: RefCell<Option<Box<Relation>>>, source: &'a ast::Expr, before: &'a [Operator] },
    /// Rows in groups (inside of `partition` or `mv-apply`), with the columns that tell the groups apart behind the
    /// visible ones.
    Shared { table: SharedTable, visible: usize },
}

/// The groups that a level keeps: the columns that tell outer groups apart, and for each level up to this one a value
/// and its weight.
enum Kept {
    Once(Box<Relation>),
    Shared(SharedTable),
}

/// Rows with the values of some levels as columns.
struct Valued {
    rows: Relation,
    /// The columns that tell the groups around `top-nested` apart, and those of the values.
    keys: Vec<ResultColumn>,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_top_nested(
        &self,
        op: &'a TopNested,
        mut input: Relation,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let around = input.groups.take();
        let outer = around.as_ref().map_or(0, |groups| groups.keys.len() + groups.carried.len());
        let rows = match &around {
            None => Source::Pipe { first: RefCell::new(Some(Box::new(input))), source, before },
            Some(groups) => {
                let visible = input.columns.len();
                let keys = groups.keys.iter().map(|(id, ty)| ResultColumn { id: *id, name: "".into(), ty: *ty });
                input.columns.extend(keys.chain(groups.carried.iter().cloned()));
                Source::Shared { table: self.share_rows(input), visible }
            }
        };
        let clauses = op.clauses.as_slice();
        let others = clauses.iter().rposition(|clause| clause.others.is_some());
        let mut kept: Vec<Kept> = Vec::with_capacity(clauses.len());
        for level in 1..=clauses.len() {
            let before = kept.pop();
            let outside = before.as_ref().map(|kept| self.read_kept(kept));
            let relation = self.top_nested_level(&clauses[..level], &rows, outside, scope);
            if others.is_some() {
                kept.extend(before);
                kept.push(Kept::Shared(self.share_rows(relation)));
            } else {
                kept.push(Kept::Once(Box::new(relation)));
            }
        }
        let Some(last) = kept.last() else { return Relation::broken() };
        let mut result = self.read_kept(last);
        if let Some(others) = others {
            let names: Vec<Arc<str>> = result.columns.iter().map(|c| c.name.clone()).collect();
            let mut legs = vec![Leg { relation: result, source: "".into() }];
            for level in 1..=others + 1 {
                let relation = self.top_nested_others(clauses, level, &rows, &kept, scope);
                legs.push(Leg { relation, source: "".into() });
            }
            result = self.stacked(legs, &names);
        }
        result.groups = around.map(|groups| {
            let outside = result.columns[..outer.min(result.columns.len())].to_vec();
            let (keys, carried) = outside.split_at(groups.keys.len().min(outside.len()));
            Groups { keys: keys.iter().map(|c| (c.id, c.ty)).collect(), carried: carried.to_vec() }
        });
        result.columns.drain(..outer.min(result.columns.len()));
        result.serialized = false;
        result
    }

    fn read_kept(&self, kept: &Kept) -> Relation {
        match kept {
            Kept::Once(relation) => (**relation).clone(),
            Kept::Shared(table) => self.read_shared(table),
        }
    }

    /// A reader's rows with the values of `clauses`.
    fn nested_rows(&self, clauses: &'a [TopNestedClause], source: &Source<'a>, scope: &Rc<Scope<'a>>) -> Valued {
        let (mut rows, mut keys) = match source {
            Source::Pipe { first, source, before } => {
                let first = first.borrow_mut().take();
                (first.map_or_else(|| self.bind_pipe(source, before, scope), |first| *first), Vec::new())
            }
            Source::Shared { table, visible } => {
                let mut rows = self.read_shared(table);
                let keys = rows.columns.split_off((*visible).min(rows.columns.len()));
                (rows, keys)
            }
        };
        let values: Vec<(ColumnName, Expr)> = clauses
            .iter()
            .map(|c| (self.column_name(&c.of), self.bind_expr(&c.of.value, Context::row(scope, &rows))))
            .collect();
        let described: Vec<(Arc<str>, ScalarType)> = values
            .iter()
            .map(|(name, value)| match name {
                ColumnName::Given(name) | ColumnName::Derived(name) | ColumnName::Value(name) => {
                    (name.clone(), value.ty)
                }
                ColumnName::Unnamed => ("Column1".into(), value.ty),
            })
            .collect();
        let ids = self.compute(&mut rows, values.into_iter().map(|(_, value)| value));
        keys.extend(described.into_iter().zip(ids).map(|((name, ty), id)| ResultColumn { id, name, ty }));
        // The levels are joined on the values, so that a constant one must be a real column.
        let visible = std::mem::replace(&mut rows.columns, keys.clone());
        self.settle(&mut rows);
        rows.columns = visible;
        Valued { rows, keys }
    }

    /// The weight of a level, with the aggregates that it is made of.
    fn nested_weight(
        &self,
        clause: &'a TopNestedClause,
        rows: &Relation,
        scope: &Rc<Scope<'a>>,
        calls: &RefCell<Vec<AggregateCall>>,
    ) -> Expr {
        let ctx = Context::row(scope, rows).with_calls(Calls::Aggregates(calls));
        self.bind_expr(&clause.by.expr.value, ctx)
    }

    /// The groups of the last clause that are kept, inside those that the levels before have kept.
    fn top_nested_level(
        &self,
        clauses: &'a [TopNestedClause],
        source: &Source<'a>,
        outside: Option<Relation>,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(clause) = clauses.last() else { return Relation::broken() };
        let Valued { mut rows, keys } = self.nested_rows(clauses, source, scope);
        let Some((value, outer_keys)) = keys.split_last() else { return Relation::broken() };
        let calls = RefCell::new(Vec::new());
        let weight = self.nested_weight(clause, &rows, scope, &calls);
        let weight_type = weight.ty;
        self.group(&mut rows, keys.iter().map(|k| (k.id, k.ty)).collect(), calls.into_inner());
        let weight_id = self.compute(&mut rows, [weight])[0];
        rows.columns = keys.clone();
        rows.columns.push(ResultColumn { id: weight_id, name: "".into(), ty: weight_type });
        self.settle(&mut rows);

        let around = keys.len() - clauses.len();
        let mut columns = outside.as_ref().map_or_else(|| keys[..around].to_vec(), |outside| outside.columns.clone());
        let taken = |columns: &[ResultColumn], name: &str| columns[around..].iter().any(|c| *c.name == *name);
        let value_name = unique_name(&value.name, |n| taken(&columns, n));
        let given = clause.by.expr.name().map(|name| name.as_str().to_owned());
        let weight_name = given.unwrap_or_else(|| format!("aggregated_{value_name}"));
        columns.push(ResultColumn { name: value_name, ..value.clone() });
        let name = unique_name(&weight_name, |n| taken(&columns, n));
        columns.push(ResultColumn { id: weight_id, name, ty: weight_type });
        let mut relation = match outside {
            None => Relation { columns, ..rows },
            Some(outside) => {
                let on = key_pairs(&outside, outer_keys, around, clause.span);
                self.joined(JoinKind::Inner, outside, rows, on, None, columns)
            }
        };
        if let Some(count) = clause.count.as_ref().and_then(|count| self.bind_count(count, scope)) {
            let groups = outer_columns(&relation.columns, around, clauses.len() - 1).map(|c| (c.id, c.ty)).collect();
            relation.groups = Some(Groups { keys: groups, carried: Vec::new() });
            let descending = clause.by.order != Some(SortOrder::Asc);
            let expr = Expr::column(weight_id, weight_type, clause.span);
            relation = self.top_rows(relation, vec![SortKey { expr, descending, nulls_first: !descending }], count);
        }
        relation.groups = None;
        if relation.openness != Openness::Broken {
            relation.openness = Openness::Closed;
        }
        relation
    }

    /// A row for the rows that the level with the number `level`, from 1, leaves out of each group that the level
    /// before keeps. A level without `with others` has neither value nor weight in it.
    fn top_nested_others(
        &self,
        clauses: &'a [TopNestedClause],
        level: usize,
        source: &Source<'a>,
        kept: &[Kept],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let span = clauses[level - 1].span;
        let Valued { mut rows, keys } = self.nested_rows(&clauses[..level], source, scope);
        let around = keys.len() - level;
        let visible = std::mem::take(&mut rows.columns);
        let mut outer: Vec<ResultColumn> = keys[..around].to_vec();
        if level > 1 {
            let outside = self.read_kept(&kept[level - 2]);
            let on = key_pairs(&outside, &keys[..keys.len() - 1], around, span);
            let on = on.into_iter().map(|(outside, own)| (own, outside)).collect();
            outer = outside.columns.clone();
            rows = self.joined(JoinKind::Inner, rows, outside, on, None, visible.clone());
        }
        let inside = self.read_kept(&kept[level - 1]);
        let on = key_pairs(&inside, &keys, around, span);
        let on = on.into_iter().map(|(inside, own)| (own, inside)).collect();
        rows = self.joined(JoinKind::LeftAnti, rows, inside, on, None, visible);

        let calls = RefCell::new(Vec::new());
        let weights: Vec<Option<Expr>> = clauses[level - 1..]
            .iter()
            .map(|clause| clause.others.is_some().then(|| self.nested_weight(clause, &rows, scope, &calls)))
            .collect();
        let mut calls = calls.into_inner();
        let count = self.new_column();
        if let Some(function) = self.env.functions.find(FunctionKind::Aggregate, "count") {
            let (outputs, types) = (vec![count], vec![ScalarType::Long]);
            calls.push(AggregateCall { function, args: Vec::new(), outputs, types, span });
        }
        self.group(&mut rows, outer.iter().map(|c| (c.id, c.ty)).collect(), calls);
        let count = Expr::column(count, ScalarType::Long, span);
        let predicate = self.binary(BinaryOp::Greater, count, Expr::literal(Value::Long(0), span), span);
        rows.plan = Plan::Filter(Filter { input: Box::new(rows.take_plan()), predicate });

        // The last level's columns say which types the others have to have.
        let all = kept.last().map_or_else(Vec::new, |last| self.read_kept(last).columns);
        let mut cells: Vec<Expr> = Vec::new();
        for (i, (clause, weight)) in clauses[level - 1..].iter().zip(weights).enumerate() {
            let place = around + 2 * (level - 1 + i);
            let [value, total] = [place, place + 1].map(|at| all.get(at).map_or(ScalarType::Dynamic, |c| c.ty));
            let name = clause.others.as_ref().filter(|_| weight.is_some());
            cells.push(match name.and_then(|name| Some((name.span, self.bind_constant(name, scope)?))) {
                Some((span, name)) => self.name_of_others(Expr::literal(name, span), value),
                None => Expr::literal(Value::missing(value), clause.span),
            });
            cells.push(weight.unwrap_or_else(|| Expr::literal(Value::missing(total), clause.span)));
        }
        let types: Vec<ScalarType> = cells.iter().map(|cell| cell.ty).collect();
        let ids: Vec<ColumnId> = self.compute(&mut rows, cells);
        let made = ids.into_iter().zip(types).map(|(id, ty)| ResultColumn { id, name: "".into(), ty });
        rows.columns = outer.into_iter().chain(made).collect();
        rows
    }

    /// The value that stands for the groups that are left out, in a column of type `ty`: none where it is nothing of
    /// that type, as Microsoft's library has the column of that type whatever the value is.
    fn name_of_others(&self, name: Expr, ty: ScalarType) -> Expr {
        let (span, given) = (name.span, name.ty);
        let was_null = is_null(&name);
        let value = self.convert(name, ty);
        if is_null(&value) && !was_null {
            let message = format!("The {given} is no {ty}: the others have null in this column.");
            self.report_once(Diagnostic::warning(codes::BAD_PARAMETER, span, message));
        }
        value
    }

    /// The rows of all legs, whose columns stand in the same places.
    fn stacked(&self, mut legs: Vec<Leg>, names: &[Arc<str>]) -> Relation {
        for leg in &mut legs {
            for (place, column) in leg.relation.columns.iter_mut().enumerate() {
                column.name = place.to_string().into();
            }
        }
        let mut result = self.union_of(legs, false, None, Span::default());
        result.columns.iter_mut().zip(names).for_each(|(column, name)| column.name = name.clone());
        result
    }
}

/// The columns that tell the groups around apart and the values of the first `levels` levels, without the weights.
fn outer_columns(columns: &[ResultColumn], around: usize, levels: usize) -> impl Iterator<Item = &ResultColumn> {
    columns[..around].iter().chain(columns[around..].iter().step_by(2).take(levels))
}

/// The columns of kept groups beside the keys of other rows that mean the same.
fn key_pairs(kept: &Relation, keys: &[ResultColumn], around: usize, span: Span) -> Vec<(Expr, Expr)> {
    let columns = outer_columns(&kept.columns, around, keys.len() - around);
    let pair =
        |(a, b): (&ResultColumn, &ResultColumn)| (Expr::column(a.id, a.ty, span), Expr::column(b.id, b.ty, span));
    columns.zip(keys).map(pair).collect()
}
