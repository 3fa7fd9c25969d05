//! `graph-match` and its like: places where a graph has a pattern.
//!
//! A window function of ours sees all nodes and edges and gives the list of the places; DataFusion's unnest makes rows
//! of it.

use datafusion::common::{Column, NullHandling, Result, UnnestOptions};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::{Expr, LogicalPlan, Unnest, Window as WindowNode};
use lurcher_binder::bound::{ColumnId, GraphOutput, GraphSearch, GraphValue};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType;

use super::serialize::{Over, in_order, number_rows};
use crate::fields::{column, field_name};
use crate::functions::graph::{self, Edge, Output, Search, Value};
use crate::keys::as_key;
use crate::planner::Planner;
use crate::relation::{Columns, Relation};

pub fn graph_search(planner: &mut Planner<'_>, node: &GraphSearch) -> Result<Relation> {
    let input = planner.plan(&node.input, false)?;
    if input.is_empty() {
        return Ok(Relation::empty(node.outputs.iter().map(|output| (output.id, output.ty))));
    }
    let (numbered, number) = number_rows(planner, input)?;
    let mut arguments: Vec<ColumnId> = vec![node.is_edge, node.from, node.to];
    let mut argument = |id: ColumnId| {
        arguments.iter().position(|known| *known == id).unwrap_or_else(|| {
            arguments.push(id);
            arguments.len() - 1
        })
    };
    let nodes = node.nodes.iter().map(|node| node.condition.map(&mut argument)).collect();
    let edges = node.edges.iter().map(|edge| Edge {
        left: edge.left,
        right: edge.right,
        direction: edge.direction,
        length: edge.length,
        condition: edge.condition.map(&mut argument),
        inner_condition: edge.inner_condition.map(&mut argument),
    });
    let edges = edges.collect();
    let read: Vec<&GraphOutput> = node.outputs.iter().filter(|output| planner.uses.is_read(output.id)).collect();
    let outputs = read.iter().map(|output| {
        let value = match output.value {
            GraphValue::Node(node, column) => Value::Node(node, argument(column)),
            GraphValue::Edge(edge, column) => Value::Edge(edge, argument(column)),
            GraphValue::Path { edge, inner_nodes, column, fold } => {
                Value::Path { edge, inner_nodes, argument: argument(column), fold }
            }
            GraphValue::Component { node, strong, position } => {
                Value::Component { node, strong, position: argument(position) }
            }
        };
        Output { name: field_name(output.id), ty: arrow_type(output.ty), value }
    });
    let outputs = outputs.collect();
    let type_of = |id: &ColumnId| numbered.columns().get(id).map_or(ScalarType::Dynamic, |column| column.ty);
    let types = arguments.iter().map(|id| arrow_type(type_of(id))).collect();
    let value_of = |id: &ColumnId| -> Result<Expr> {
        let value = numbered.column(*id)?;
        Ok(if [node.from, node.to].contains(id) { as_key(value, type_of(id)) } else { value })
    };
    let args = arguments.iter().map(value_of).collect::<Result<_>>()?;
    let search = Search { arguments: types, nodes, edges, kind: node.kind, outputs };

    let places = planner.uses.hidden();
    let over = Over::rows(&numbered, number, &node.partition)?;
    let expr = in_order(graph::call(search, planner.context.bounds.clone(), args), &over)?.alias(field_name(places));
    let windowed = numbered.map_node(|input| Ok(LogicalPlan::Window(WindowNode::try_new(vec![expr], input)?)))?;
    let lists = vec![Column::new_unqualified(field_name(places))];
    let options = UnnestOptions::new().with_null_handling(NullHandling::Drop);
    let unnested = Unnest::try_new(windowed.into_node().into(), lists, options)?;
    let mut relation = Relation::new(LogicalPlan::Unnest(unnested), Columns::default());
    for output in read {
        relation.define(output.id, output.ty, get_field(column(field_name(places)), field_name(output.id)));
    }
    Ok(relation)
}
