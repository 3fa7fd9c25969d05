//! `graph-mark-components`: the number of each node's component as one more property.
//! <https://learn.microsoft.com/kusto/query/graph-mark-components-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::ScalarType;
use lurcher_syntax::operators::{ComponentKind, GraphMarkComponents};

use super::graph::{BoundPattern, ReadOf};
use crate::binder::Binder;
use crate::bound::{GraphSearchKind, NodePattern, Plan, ResultColumn};
use crate::relation::{Graph, Relation};

impl<'a> Binder<'a> {
    pub(super) fn bind_graph_mark_components(&self, op: &GraphMarkComponents, input: Relation, span: Span) -> Relation {
        let Some(graph) = self.graph_of(&input, span) else { return Relation::broken() };
        let Some(binding) = self.graph_binding(&input, span) else { return Relation::broken() };
        let name = op.name.as_ref().map_or("ComponentId", |name| name.as_str());
        if binding.nodes.rows.column(name).is_some() {
            self.not_implemented(span, &format!("A component's number called '{name}' beside a property of that name"));
            return Relation::broken();
        }
        // Every node of the graph is a place of the pattern `(n)`.
        let nodes = &binding.nodes;
        let read = |column: &ResultColumn| {
            let value = nodes.rows.read(column, span);
            let read = self.read_graph(&binding, ReadOf::Node(0), value, column.ty, span);
            Some(ResultColumn { id: read.as_column()?, ..column.clone() })
        };
        let hidden = [&nodes.id, &nodes.degree_out, &nodes.degree_in].into_iter().chain(&nodes.partition);
        let properties: Option<Vec<ResultColumn>> = nodes.rows.columns.iter().map(read).collect();
        let hidden: Option<Vec<ResultColumn>> = hidden.map(read).collect();
        let (Some(mut columns), Some(hidden)) = (properties, hidden) else { return Relation::broken() };
        let component = ResultColumn { id: self.new_column(), name: name.into(), ty: ScalarType::Long };
        let marked = (component.id, op.kind == Some(ComponentKind::Strong));
        columns.push(component);
        let properties = columns.len();
        columns.extend(hidden);
        let pattern = BoundPattern { nodes: vec![NodePattern::default()], edges: Vec::new() };
        let (search, _) = self.search(&binding, pattern, None, GraphSearchKind::AllCycles, Some(marked), span);
        let nodes = self.share_rows(Relation::new(Plan::GraphSearch(search), columns));
        Relation::of_graph(Graph { nodes, properties, ..Rc::unwrap_or_clone(graph) })
    }
}
