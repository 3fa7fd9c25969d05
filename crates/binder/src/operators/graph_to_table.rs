//! `graph-to-table`: the nodes or the edges of a graph as rows.
//! <https://learn.microsoft.com/kusto/query/graph-to-table-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::ScalarType;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{GraphOutput, GraphOutputKind, GraphToTable};

use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::relation::{Graph, Relation, unique_name};
use crate::scope::{Binding, Scope, TabularSource};

impl<'a> Binder<'a> {
    /// The rows; of several outputs, which become tables with names, those of the first.
    pub(super) fn bind_graph_to_table(
        &self,
        op: &'a GraphToTable,
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(graph) = self.graph_of(&input, span) else { return Relation::broken() };
        for output in &op.outputs {
            if let Some(name) = &output.name {
                let table = TabularSource::Shared(self.share_rows(self.graph_rows(output, &graph)));
                scope.declare(name.as_str(), Binding::Tabular(Rc::new(self.tabular_binding(table, scope))));
            }
        }
        op.outputs.first().map_or_else(Relation::broken, |output| self.graph_rows(output, &graph))
    }

    fn graph_rows(&self, output: &GraphOutput, graph: &Graph) -> Relation {
        let mut hashes: Vec<(&ast::Name, Expr)> = Vec::new();
        let mut rows = match output.kind {
            GraphOutputKind::Nodes => {
                let Some(nodes) = self.read_nodes(graph) else { return Relation::broken() };
                let id = nodes.rows.read(&nodes.id, output.span);
                hashes.extend(output.node_id.iter().map(|name| (name, id.clone())));
                nodes.rows
            }
            GraphOutputKind::Edges => {
                let Some((edges, _)) = self.read_edges(graph) else { return Relation::broken() };
                for (name, place) in [(&output.node_id, graph.from), (&output.target_id, graph.to)] {
                    let Some(column) = edges.columns.get(place) else { return Relation::broken() };
                    hashes.extend(name.iter().map(|name| (name, edges.read(column, output.span))));
                }
                edges
            }
        };
        let names: Vec<&str> = hashes.iter().map(|(name, _)| name.as_str()).collect();
        let hashed = hashes.iter().map(|(_, id)| self.call_builtin("hash", vec![id.clone()], output.span));
        let hashed: Vec<Expr> = hashed.collect();
        let ids = self.compute(&mut rows, hashed);
        let own = std::mem::take(&mut rows.columns);
        for (id, name) in ids.into_iter().zip(names) {
            rows.columns.push(ResultColumn { id, name: name.into(), ty: ScalarType::Long });
        }
        for column in own {
            let name = unique_name(&column.name, |name| rows.column(name).is_some());
            rows.columns.push(ResultColumn { name, ..column });
        }
        rows
    }

    /// Whether the last operator makes tables with names and no result of its own.
    pub(super) fn makes_tables(op: &GraphToTable) -> bool {
        op.outputs.len() > 1
    }
}
