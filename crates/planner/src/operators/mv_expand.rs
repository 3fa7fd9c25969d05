//! `mv-expand`: a row for each element.

use datafusion::common::{Column, NullHandling, Result, UnnestOptions};
use datafusion::logical_expr::{Expr, LogicalPlan, Projection, Unnest};
use lurcher_binder::bound::{ColumnId, Expand};
use lurcher_symbols::ScalarType;

use super::serialize::number_rows;
use crate::fields::{column, field_name};
use crate::functions::{expand, expand_index, never_null};
use crate::planner::Planner;
use crate::relation::{ColumnExpr, OrderKey, Relation};

/// DataFusion's unnest expands lists side by side and pads the shorter ones with nulls. It loses the order of the rows,
/// which their number and the places of the elements give back.
pub fn mv_expand(planner: &mut Planner<'_>, node: &Expand, ordered: bool) -> Result<Relation> {
    let mut input = planner.plan(&node.input, ordered)?;
    if input.is_empty() {
        node.columns.iter().for_each(|column| input.define_missing(column.output, column.ty));
        node.index.iter().for_each(|index| input.define_missing(*index, ScalarType::Long));
        return Ok(input);
    }
    let mut order = Vec::new();
    if ordered && !input.order().keys.is_empty() {
        // Numbering turns all columns into fields, so the expressions that are expanded are columns from here on.
        let mut sources = Vec::with_capacity(node.columns.len());
        for expanded in &node.columns {
            let expr = input.lower(&expanded.source)?;
            let source = planner.uses.hidden();
            sources.push((source, ColumnExpr { expr, ty: expanded.source.ty }));
        }
        let ids: Vec<ColumnId> = sources.iter().map(|(id, _)| *id).collect();
        let (numbered, number) = number_rows(planner, input.extend(&planner.uses, sources)?)?;
        order.push(number);
        let lists = ids.iter().map(|id| numbered.column(*id)).collect::<Result<_>>()?;
        return unnest(planner, node, numbered, lists, order);
    }
    let sources = node.columns.iter().map(|expanded| input.lower(&expanded.source)).collect::<Result<_>>()?;
    unnest(planner, node, input, sources, order)
}

fn unnest(
    planner: &mut Planner<'_>,
    node: &Expand,
    mut input: Relation,
    sources: Vec<Expr>,
    mut order: Vec<ColumnId>,
) -> Result<Relation> {
    for (expanded, source) in node.columns.iter().zip(sources) {
        // The lists decide how many rows there are, so all are needed, even one that nobody reads.
        planner.uses.keep(expanded.output);
        input.define(expanded.output, expanded.ty, expand(source, expanded.ty, node.bag_as_array, node.limit));
    }
    let outputs: Vec<ColumnId> = node.columns.iter().map(|expanded| expanded.output).collect();
    let mut relation = input.project(&planner.uses)?;
    let mut expanded = outputs.clone();
    let index = match node.index {
        Some(index) if planner.uses.is_read(index) => Some(index),
        _ if order.is_empty() => None,
        _ => Some(planner.uses.hidden()),
    };
    if let Some(index) = index {
        let places = expand_index(outputs.iter().map(|id| column(field_name(*id))).collect()).alias(field_name(index));
        let mut fields: Vec<Expr> = relation.columns().values().map(|c| c.expr.clone()).collect();
        fields.push(places);
        relation = relation.map_node(|node| Ok(LogicalPlan::Projection(Projection::try_new(fields, node)?)))?;
        relation.define_field(index, ScalarType::Long);
        expanded.push(index);
        if !order.is_empty() {
            order.push(index);
        }
    }
    let columns = expanded.iter().map(|id| Column::new_unqualified(field_name(*id))).collect();
    let options = UnnestOptions::new().with_null_handling(NullHandling::Drop);
    let mut relation =
        relation.repeat_rows(|node| Ok(LogicalPlan::Unnest(Unnest::try_new(node, columns, options)?)))?;
    for expanded in &node.columns {
        if expanded.ty == ScalarType::String {
            let text = never_null(relation.column(expanded.output)?)?;
            relation.define(expanded.output, ScalarType::String, text);
        }
    }
    let key = |column: &ColumnId| OrderKey { column: *column, descending: false, nulls_first: false };
    Ok(relation.ordered_by(order.iter().map(key).collect(), true))
}
