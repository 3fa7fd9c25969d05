//! `join` and `lookup`. <https://learn.microsoft.com/kusto/query/join-operator>

use arrow::datatypes::DataType;
use datafusion::common::{JoinType, NullEquality, Result, internal_err};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::{Aggregate, Expr, Join as JoinNode, JoinConstraint, LogicalPlan, Projection};
use lurcher_binder::bound::{self, ColumnId, Join, JoinKind};
use lurcher_functions::{AggregateCall, AggregateKernel, BuiltIns, aggregate_of};
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{FunctionKind, FunctionLibrary, ScalarType};

use crate::expressions::lower;
use crate::fields::{column, field_name};
use crate::functions::never_null;
use crate::keys::as_key;
use crate::planner::Planner;
use crate::relation::{Columns, Relation};

/// Kusto joins null keys with null keys.
pub fn join(planner: &mut Planner<'_>, join: &Join) -> Result<Relation> {
    let mut left = planner.plan(&join.left, false)?;
    let mut right = planner.plan(&join.right, false)?;
    if let Some(known) = known_without_join(join.kind, &mut left, &mut right) {
        return Ok(known);
    }
    let mut keys = Vec::with_capacity(join.on.len());
    for (l, r) in &join.on {
        keys.push((key(planner, &mut left, l)?, key(planner, &mut right, r)?));
    }
    left = left.project(&planner.uses)?;
    right = right.project(&planner.uses)?;
    if join.kind == JoinKind::InnerUnique && !is_planted(Mutant::LeftRowsStayMany) {
        let left_keys: Vec<ColumnId> = keys.iter().map(|(l, _)| *l).collect();
        left = one_row_a_key(left, &left_keys)?;
    }
    let mut both = left.columns().clone();
    both.extend(right.columns().clone());
    let filter = join.condition.as_ref().map(|condition| lower(condition, &both)).transpose()?;
    let on = keys.iter().map(|(l, r)| (column(field_name(*l)), column(field_name(*r)))).collect();
    let columns = joined_columns(join.kind, left.columns(), right.columns())?;
    let unique = match join.kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => left.unique(),
        JoinKind::RightSemi | JoinKind::RightAnti => right.unique(),
        JoinKind::Inner | JoinKind::InnerUnique | JoinKind::LeftOuter | JoinKind::RightOuter | JoinKind::FullOuter => {
            None
        }
    };
    let unique = unique.map(<[ColumnId]>::to_vec);
    let rows = joined_rows(join.kind, left.rows(), right.rows());
    let mut sides = (left, right);
    let mut kind = join_type(join.kind);
    let mut on: Vec<(Expr, Expr)> = on;
    if left_is_greater(&sides.0, &sides.1) {
        sides = (sides.1, sides.0);
        kind = kind.swap();
        on = on.into_iter().map(|(l, r)| (r, l)).collect();
    }
    let node = JoinNode::try_new(
        sides.0.into_node().into(),
        sides.1.into_node().into(),
        on,
        filter,
        kind,
        JoinConstraint::On,
        if is_planted(Mutant::NullsMeetNobody) {
            NullEquality::NullEqualsNothing
        } else {
            NullEquality::NullEqualsNull
        },
        false,
    )?;
    let relation = Relation::new(LogicalPlan::Join(node), columns).with_rows(rows);
    Ok(match unique {
        Some(unique) => relation.unique_by(unique),
        None => relation,
    })
}

/// DataFusion holds the left side in memory, and streams the right one.
fn left_is_greater(left: &Relation, right: &Relation) -> bool {
    match (left.rows(), right.rows()) {
        (Some(left), Some(right)) => left > right,
        (None, right) => right.is_some(),
        (Some(_), None) => false,
    }
}

/// About how many rows the result has.
fn joined_rows(kind: JoinKind, left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match kind {
        JoinKind::Inner | JoinKind::InnerUnique => Some(left?.min(right?)),
        JoinKind::LeftOuter | JoinKind::LeftSemi | JoinKind::LeftAnti => left,
        JoinKind::RightOuter | JoinKind::RightSemi | JoinKind::RightAnti => right,
        JoinKind::FullOuter => Some(left?.saturating_add(right?)),
    }
}

/// The result where a side has no rows.
fn known_without_join(kind: JoinKind, left: &mut Relation, right: &mut Relation) -> Option<Relation> {
    let (no_left, no_right) = (left.is_empty(), right.is_empty());
    if !no_left && !no_right {
        return None;
    }
    let take = |side: &mut Relation| std::mem::replace(side, Relation::empty([]));
    let with_missing = |side: &mut Relation, other: &Relation| {
        let mut side = take(side);
        other.columns().iter().for_each(|(id, column)| side.define_missing(*id, column.ty));
        side
    };
    Some(match kind {
        JoinKind::InnerUnique | JoinKind::Inner => with_missing(left, right).without_rows(),
        JoinKind::LeftOuter => with_missing(left, right),
        JoinKind::RightOuter => with_missing(right, left),
        JoinKind::FullOuter if no_right => with_missing(left, right),
        JoinKind::FullOuter => with_missing(right, left),
        JoinKind::LeftSemi => take(left).without_rows(),
        JoinKind::RightSemi => take(right).without_rows(),
        JoinKind::LeftAnti => take(left),
        JoinKind::RightAnti => take(right),
    })
}

/// The column that holds a key.
fn key(planner: &mut Planner<'_>, side: &mut Relation, expr: &bound::Expr) -> Result<ColumnId> {
    if let Some(id) = expr.as_column().filter(|_| expr.ty != ScalarType::Real) {
        return Ok(id);
    }
    let hidden = planner.uses.hidden();
    side.define(hidden, expr.ty, as_key(side.lower(expr)?, expr.ty));
    Ok(hidden)
}

const fn join_type(kind: JoinKind) -> JoinType {
    match kind {
        JoinKind::InnerUnique | JoinKind::Inner => JoinType::Inner,
        JoinKind::LeftOuter => JoinType::Left,
        JoinKind::RightOuter => JoinType::Right,
        JoinKind::FullOuter => JoinType::Full,
        JoinKind::LeftSemi => JoinType::LeftSemi,
        JoinKind::RightSemi => JoinType::RightSemi,
        JoinKind::LeftAnti => JoinType::LeftAnti,
        JoinKind::RightAnti => JoinType::RightAnti,
    }
}

/// The columns of the result. A string of a row without a partner is `""`.
fn joined_columns(kind: JoinKind, left: &Columns, right: &Columns) -> Result<Columns> {
    let (left_extended, right_extended) = match kind {
        JoinKind::InnerUnique | JoinKind::Inner => (false, false),
        JoinKind::LeftOuter => (false, true),
        JoinKind::RightOuter => (true, false),
        JoinKind::FullOuter => (true, true),
        JoinKind::LeftSemi | JoinKind::LeftAnti => return Ok(left.clone()),
        JoinKind::RightSemi | JoinKind::RightAnti => return Ok(right.clone()),
    };
    let mut columns = Columns::default();
    for (side, extended) in [(left, left_extended), (right, right_extended)] {
        for (id, column) in side {
            let mut column = column.clone();
            if extended && column.ty == ScalarType::String && !is_planted(Mutant::TextsAreNull) {
                column.expr = never_null(column.expr)?;
            }
            columns.insert(*id, column);
        }
    }
    Ok(columns)
}

/// One row of each key, whichever; nothing to do where a key cannot occur twice.
fn one_row_a_key(left: Relation, keys: &[ColumnId]) -> Result<Relation> {
    if left.unique().is_some_and(|unique| unique.iter().all(|id| keys.contains(id))) {
        return Ok(left);
    }
    // A column of all values of one call has been read: each value has a column of its own by now.
    let holds_several = |id: ColumnId| {
        let field = left.schema().field_with_unqualified_name(&field_name(id));
        field.is_ok_and(|field| matches!(field.data_type(), DataType::Struct(_)))
    };
    let columns = left.columns().iter().filter(|(id, _)| !holds_several(**id));
    let types: Vec<(ColumnId, ScalarType)> = columns.map(|(id, c)| (*id, c.ty)).collect();
    let others: Vec<(ColumnId, ScalarType)> = types.iter().copied().filter(|(id, _)| !keys.contains(id)).collect();
    let mut groups: Vec<Expr> = Vec::with_capacity(keys.len());
    for id in keys {
        let group = column(field_name(*id));
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let aggregates = if others.is_empty() { Vec::new() } else { vec![any_row(&others)?.alias(ANY_ROW)] };
    let node = Aggregate::try_new(left.into_node().into(), groups, aggregates)?;
    let mut relation = Relation::new(LogicalPlan::Aggregate(node), Columns::default());
    for (id, ty) in types {
        match others.iter().position(|(other, _)| *other == id) {
            Some(i) => relation.define(id, ty, get_field(column(ANY_ROW), format!("c{i}"))),
            None => relation.define_field(id, ty),
        }
    }
    let fields = relation.columns().iter().map(|(id, c)| c.expr.clone().alias(field_name(*id))).collect();
    let mut relation = relation.map_node(|node| Ok(LogicalPlan::Projection(Projection::try_new(fields, node)?)))?;
    let ids: Vec<(ColumnId, ScalarType)> = relation.columns().iter().map(|(id, c)| (*id, c.ty)).collect();
    ids.into_iter().for_each(|(id, ty)| relation.define_field(id, ty));
    Ok(relation)
}

const ANY_ROW: &str = "any_row";

/// `take_any` of several columns: a struct.
fn any_row(columns: &[(ColumnId, ScalarType)]) -> Result<Expr> {
    let function = BuiltIns.find(FunctionKind::Aggregate, "take_any").and_then(aggregate_of);
    let (Some(function), Some((_, result))) = (function, columns.first()) else {
        return internal_err!("take_any is missing");
    };
    let types: Vec<ScalarType> = columns.iter().map(|(_, ty)| *ty).collect();
    let args = columns.iter().map(|(id, _)| column(field_name(*id))).collect();
    let AggregateKernel::Expression(lower) = function.kernel;
    lower(AggregateCall { args, types: &types, result: *result, position: None })
}
