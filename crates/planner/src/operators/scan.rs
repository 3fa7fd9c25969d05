//! `scan`: sequences of rows that match steps.
//!
//! A window function of ours sees the rows in their order and gives each of them the list of its matches; DataFusion's
//! unnest makes rows of them. What a condition or an assignment computes of the row alone is a column below the
//! function, computed for all rows at once.

use datafusion::common::{Column, NullHandling, Result, UnnestOptions};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::{LogicalPlan, Operator, Unnest, Window as WindowNode};
use lurcher_binder::bound::{ColumnId, Expr, ExprKind, Scan};
use lurcher_functions::types::{arrow_type, to_scalar};
use lurcher_symbols::{ScalarType, Value};
use rustc_hash::FxHashSet;

use super::serialize::{Over, in_order, number_rows};
use crate::expressions::{combine, lower, lower_predicate};
use crate::fields::{column, field_name};
use crate::functions::scan::{self, Declared, PLACE, Scanned, StateColumn, StateField, Step};
use crate::planner::Planner;
use crate::relation::{ColumnExpr, Columns, OrderKey, Relation};

pub fn scan(planner: &mut Planner<'_>, node: &Scan) -> Result<Relation> {
    let mut input = planner.plan(&node.input, true)?;
    if input.is_empty() {
        node.declared.iter().for_each(|column| input.define_missing(column.id, column.ty));
        node.match_id.iter().for_each(|id| input.define_missing(*id, ScalarType::Long));
        return Ok(input);
    }
    let mut hoist = Hoist { planner, input, state: node.state.iter().map(|state| state.id).collect() };
    let mut steps = Vec::with_capacity(node.steps.len());
    for step in &node.steps {
        let condition = hoist.condition(&step.condition)?;
        let values = step.assignments.iter().map(|(id, value)| Ok((*id, hoist.expr(value)?)));
        steps.push((condition, values.collect::<Result<Vec<_>>>()?));
    }
    let input = hoist.input;
    let (numbered, number) = number_rows(planner, input)?;

    let mut arguments = Arguments { rows: &numbered, ids: Vec::new(), columns: Columns::default() };
    let place = |id: ColumnId| node.declared.iter().position(|column| column.id == id);
    let state = node.state.iter().map(|read| {
        let name = field_name(read.id);
        arguments.columns.insert(read.id, ColumnExpr { expr: column(&name), ty: read.ty });
        let of = place(read.column).map_or_else(|| StateColumn::Row(arguments.of(read.column)), StateColumn::Declared);
        StateField {
            name,
            step: read.step,
            column: of,
            ty: arrow_type(read.ty),
            is_text: read.ty == ScalarType::String,
        }
    });
    let state: Vec<StateField> = state.collect();
    let steps = node.steps.iter().zip(steps).map(|(step, (condition, values))| {
        let values = values.into_iter().filter_map(|(id, value)| Some((place(id)?, value)));
        Ok(Step {
            optional: step.optional,
            output: step.output,
            filter: condition.row.map(|id| arguments.of(id)),
            condition: condition.state.map(|expr| arguments.lower(&expr, lower_predicate)).transpose()?,
            assignments: values.map(|(place, v)| Ok((place, arguments.lower(&v, lower)?))).collect::<Result<_>>()?,
        })
    });
    let steps = steps.collect::<Result<Vec<_>>>()?;
    let declared = node.declared.iter().map(|column| Declared {
        name: field_name(column.id),
        ty: arrow_type(column.ty),
        default: to_scalar(&column.default),
        is_read: planner.uses.is_read(column.id),
    });
    let scanned = Scanned {
        arguments: arguments.ids.iter().map(|(id, ty)| (field_name(*id), arrow_type(*ty))).collect(),
        state,
        declared: declared.collect(),
        match_id: node.match_id.map(field_name),
        steps,
    };
    let args = arguments.ids.iter().map(|(id, _)| numbered.column(*id)).collect::<Result<_>>()?;

    let matches = planner.uses.hidden();
    let over = Over::rows(&numbered, number, &node.partition)?;
    let expr = in_order(scan::call(scanned, planner.context.bounds.clone(), args)?, &over)?.alias(field_name(matches));
    let windowed = numbered.map_node(|input| Ok(LogicalPlan::Window(WindowNode::try_new(vec![expr], input)?)))?;
    let lists = vec![Column::new_unqualified(field_name(matches))];
    let options = UnnestOptions::new().with_null_handling(NullHandling::Drop);
    let mut relation = windowed.repeat_rows(|node| Ok(LogicalPlan::Unnest(Unnest::try_new(node, lists, options)?)))?;

    let field = |name: &str| get_field(column(field_name(matches)), name);
    for column in &node.declared {
        relation.define(column.id, column.ty, field(&field_name(column.id)));
    }
    if let Some(id) = node.match_id {
        relation.define(id, ScalarType::Long, field(&field_name(id)));
    }
    let position = planner.uses.hidden();
    relation.define(position, ScalarType::Long, field(PLACE));
    let key = |column| OrderKey { column, descending: false, nulls_first: false };
    Ok(relation.ordered_by(vec![key(number), key(position)], true))
}

/// The row's columns that the function is called with, and the names under which expressions read them and the state.
struct Arguments<'a> {
    rows: &'a Relation,
    ids: Vec<(ColumnId, ScalarType)>,
    columns: Columns,
}

impl Arguments<'_> {
    /// The number of the argument that is the column.
    fn of(&mut self, id: ColumnId) -> usize {
        if let Some(known) = self.ids.iter().position(|(other, _)| *other == id) {
            return known;
        }
        let ty = self.rows.columns().get(&id).map_or(ScalarType::Dynamic, |column| column.ty);
        self.ids.push((id, ty));
        self.columns.insert(id, ColumnExpr { expr: column(field_name(id)), ty });
        self.ids.len() - 1
    }

    fn lower(
        &mut self,
        expr: &Expr,
        lower: fn(&Expr, &Columns) -> Result<datafusion::logical_expr::Expr>,
    ) -> Result<datafusion::logical_expr::Expr> {
        expr.visit_columns(&mut |id| {
            if !self.columns.contains_key(&id) {
                self.of(id);
            }
        });
        lower(expr, &self.columns)
    }
}

/// A condition: what the row alone decides, as a column, and what the state has a say in.
#[derive(Default)]
struct Condition {
    row: Option<ColumnId>,
    state: Option<Expr>,
}

/// Moves what does not read the state into columns of the input.
struct Hoist<'a, 'p> {
    planner: &'a mut Planner<'p>,
    input: Relation,
    state: FxHashSet<ColumnId>,
}

impl Hoist<'_, '_> {
    fn reads_state(&self, expr: &Expr) -> bool {
        let mut found = false;
        expr.visit_columns(&mut |id| found |= self.state.contains(&id));
        found
    }

    fn define(&mut self, ty: ScalarType, expr: datafusion::logical_expr::Expr) -> ColumnId {
        let id = self.planner.uses.hidden();
        self.input.define(id, ty, expr);
        id
    }

    fn condition(&mut self, expr: &Expr) -> Result<Condition> {
        if expr.as_literal() == Some(&Value::Bool(true)) {
            return Ok(Condition::default());
        }
        let terms = match &expr.kind {
            ExprKind::And(terms) => terms.iter().collect(),
            _ => vec![expr],
        };
        let (state, row): (Vec<&Expr>, Vec<&Expr>) = terms.into_iter().partition(|term| self.reads_state(term));
        let row = row.into_iter().map(|term| lower_predicate(term, self.input.columns())).collect::<Result<_>>()?;
        let row = combine(row, Operator::And).map(|expr| self.define(ScalarType::Bool, expr));
        let mut state = state.into_iter().map(|term| self.expr(term)).collect::<Result<Vec<_>>>()?;
        let state = match state.len() {
            0 | 1 => state.pop(),
            _ => Some(Expr::new(ExprKind::And(state), ScalarType::Bool, expr.span)),
        };
        Ok(Condition { row, state })
    }

    /// The same expression over the state and columns of the row.
    fn expr(&mut self, expr: &Expr) -> Result<Expr> {
        if !self.reads_state(expr) {
            return match &expr.kind {
                ExprKind::Literal(_) | ExprKind::Column(_) => Ok(expr.clone()),
                _ => {
                    let lowered = self.input.lower(expr)?;
                    Ok(Expr::column(self.define(expr.ty, lowered), expr.ty, expr.span))
                }
            };
        }
        let kind = match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Column(_) => return Ok(expr.clone()),
            ExprKind::Call { function, args } => ExprKind::Call { function, args: self.all(args)? },
            ExprKind::And(terms) => ExprKind::And(self.all(terms)?),
            ExprKind::Or(terms) => ExprKind::Or(self.all(terms)?),
            ExprKind::In { operand, list, negated } => {
                ExprKind::In { operand: Box::new(self.expr(operand)?), list: list.clone(), negated: *negated }
            }
            ExprKind::Promote(operand) => ExprKind::Promote(Box::new(self.expr(operand)?)),
            ExprKind::Value { of, place } => ExprKind::Value { of: Box::new(self.expr(of)?), place: *place },
            ExprKind::Path { base, steps } => ExprKind::Path { base: Box::new(self.expr(base)?), steps: steps.clone() },
            ExprKind::Element { base, index } => {
                ExprKind::Element { base: Box::new(self.expr(base)?), index: Box::new(self.expr(index)?) }
            }
        };
        Ok(Expr::new(kind, expr.ty, expr.span))
    }

    fn all(&mut self, exprs: &[Expr]) -> Result<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }
}
