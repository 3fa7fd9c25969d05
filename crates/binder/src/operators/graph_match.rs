//! `graph-match` and `graph-shortest-paths`: a row for each place where a graph has a pattern.
//! <https://learn.microsoft.com/kusto/query/graph-match-operator>,
//! <https://learn.microsoft.com/kusto/query/graph-shortest-paths-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{
    self as syntax, GraphCycles, GraphMatch, GraphNode, GraphPath, GraphShortestPaths, ShortestPaths,
};

use super::columns::{ColumnName, NamedColumn};
use super::graph::{BoundPattern, GRAPH, GraphVariable, ReadOf};
use crate::binder::Binder;
use crate::bound::{EdgePattern, GraphDirection, GraphOutput, GraphSearchKind, NodePattern, Plan};
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Groups, Relation};
use crate::scope::{Binding, Scope};

/// The clauses of either operator.
struct Clauses<'a> {
    pattern: &'a [GraphPath],
    condition: Option<&'a ast::Expr>,
    project: &'a [ast::NamedExpr],
}

/// A pattern, and what its names stand for.
struct Named<'a> {
    pattern: BoundPattern,
    names: Vec<(&'a ast::Name, GraphVariable)>,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_graph_match(
        &self,
        op: &'a GraphMatch,
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let kind = match op.cycles {
            Some(GraphCycles::All) => GraphSearchKind::AllCycles,
            Some(GraphCycles::None) => GraphSearchKind::NoCycles,
            Some(GraphCycles::UniqueEdges) | None => GraphSearchKind::UniqueEdges,
        };
        let clauses = Clauses { pattern: &op.pattern, condition: op.condition.as_ref(), project: &op.project };
        self.match_pattern(clauses, kind, input, span, scope)
    }

    pub(super) fn bind_graph_shortest_paths(
        &self,
        op: &'a GraphShortestPaths,
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        match &op.pattern[..] {
            [GraphPath { steps, .. }] if matches!(&steps[..], [(edge, _)] if edge.length.is_some()) => {}
            _ => {
                self.not_implemented(span, "A pattern of shortest paths that is not one edge of variable length");
                return Relation::broken();
            }
        }
        let kind = match op.output {
            Some(ShortestPaths::All) => GraphSearchKind::ShortestPaths,
            Some(ShortestPaths::Any) | None => GraphSearchKind::ShortestPath,
        };
        let clauses = Clauses { pattern: &op.pattern, condition: op.condition.as_ref(), project: &op.project };
        self.match_pattern(clauses, kind, input, span, scope)
    }

    fn match_pattern(
        &self,
        clauses: Clauses<'a>,
        kind: GraphSearchKind,
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some(graph) = self.graph_binding(&input, span).map(Rc::new) else { return Relation::broken() };
        let Some(Named { pattern, names }) = self.bind_pattern(clauses.pattern, scope) else {
            return Relation::broken();
        };
        if clauses.project.is_empty() {
            self.error(codes::BAD_PARAMETER, span, "The operator needs a 'project' that says which columns it makes.");
            return Relation::broken();
        }
        let inner = Scope::child(scope);
        inner.declare(GRAPH, Binding::Graph(graph.clone(), GraphVariable::Graph));
        // Where a node and an edge have one name, it is the node's.
        for (name, variable) in names {
            match inner.find_here(name.as_str()) {
                Some(Binding::Graph(_, GraphVariable::Node(_))) => {}
                _ => inner.declare(name.as_str(), Binding::Graph(graph.clone(), variable)),
            }
        }
        let mut matches = Relation::new(Relation::broken().plan, Vec::new());
        graph.in_condition.set(true);
        let condition = clauses.condition.map(|c| self.bind_predicate(c, Context::row(&inner, &matches)));
        graph.in_condition.set(false);
        let columns = self.bind_named(clauses.project, &mut matches, &inner);
        let partition = graph.nodes.partition.as_ref().map(|column| {
            let value = graph.nodes.rows.read(column, span);
            self.read_graph(&graph, ReadOf::Node(0), value, column.ty, span)
        });
        let (search, rest) = self.search(&graph, pattern, condition, kind, None, span);
        if let (GraphSearchKind::ShortestPath | GraphSearchKind::ShortestPaths, Some(term)) = (kind, rest.first()) {
            self.not_implemented(term.span, "A condition on shortest paths beside those on their ends and all()");
            return Relation::broken();
        }
        matches.columns = search.outputs.iter().map(GraphOutput::column).collect();
        matches.plan = Plan::GraphSearch(search);
        let mut matches = self.filter(matches, self.logical(rest, span, true));
        let name = |c: &NamedColumn| self.graph_name(c.name.clone(), &clauses.project[c.place]);
        let described: Vec<_> = columns.iter().map(|c| (name(c), c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut matches, columns.into_iter().map(|c| c.expr));
        let named = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span)).collect();
        matches.columns = self.output_columns(named, &matches);
        let key = partition.and_then(|key| key.as_column().map(|id| (id, key.ty)));
        matches.groups = key.map(|key| Groups { keys: vec![key], carried: Vec::new() });
        matches
    }

    fn graph_name(&self, name: ColumnName, named: &ast::NamedExpr) -> ColumnName {
        if !named.names.is_empty() {
            return name;
        }
        match self.graph_call_name(&named.value) {
            Some(Some(name)) => ColumnName::Derived(name.into()),
            Some(None) => ColumnName::Unnamed,
            // A variable is no column, so that its name makes way for another like any that is derived.
            None => match name {
                ColumnName::Given(name) => ColumnName::Derived(name),
                other => other,
            },
        }
    }

    /// The nodes and edges of a pattern by number. A name that stands twice is one node.
    fn bind_pattern(&self, paths: &'a [GraphPath], scope: &Rc<Scope<'a>>) -> Option<Named<'a>> {
        let mut named = Named { pattern: BoundPattern { nodes: Vec::new(), edges: Vec::new() }, names: Vec::new() };
        for path in paths {
            let mut left = named.node(&path.start);
            for (edge, node) in &path.steps {
                let right = named.node(node);
                let direction = match edge.direction {
                    syntax::GraphDirection::Right => GraphDirection::Right,
                    syntax::GraphDirection::Left => GraphDirection::Left,
                    syntax::GraphDirection::Any => GraphDirection::Any,
                };
                let length = match &edge.length {
                    Some((least, most)) => Some(self.bind_length(least, most, edge.span, scope)?),
                    None => None,
                };
                let number = named.pattern.edges.len();
                if let Some(name) = &edge.name {
                    if named.is_edge(name) {
                        self.not_implemented(name.span, "A name of two edges in one pattern");
                        return None;
                    }
                    let variable =
                        if length.is_some() { GraphVariable::Path(number) } else { GraphVariable::Edge(number) };
                    named.names.push((name, variable));
                }
                let edge = EdgePattern { left, right, direction, length, condition: None, inner_condition: None };
                named.pattern.edges.push(edge);
                left = right;
            }
        }
        if !named.pattern.is_connected() {
            let span = paths.first().map_or_else(Span::default, |path| path.span);
            let message = "The sequences of the pattern must hang together: each needs a node that others name too.";
            self.error(codes::BAD_PARAMETER, span, message);
            return None;
        }
        Some(named)
    }

    /// How many edges a path may have, at least and at most.
    fn bind_length(
        &self,
        least: &'a ast::Expr,
        most: &'a ast::Expr,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Option<(u64, u64)> {
        let (least, most) = (self.bind_count(least, scope)?, self.bind_count(most, scope)?);
        if least > most {
            self.error(codes::BAD_PARAMETER, span, format!("No path has {least} edges at least and {most} at most."));
            return None;
        }
        Some((least, most))
    }
}

impl<'a> Named<'a> {
    fn node(&mut self, node: &'a GraphNode) -> usize {
        let known = node.name.as_ref().and_then(|name| {
            self.names.iter().find_map(|(other, variable)| match variable {
                GraphVariable::Node(number) if other.as_str() == name.as_str() => Some(*number),
                _ => None,
            })
        });
        known.unwrap_or_else(|| {
            let number = self.pattern.nodes.len();
            self.pattern.nodes.push(NodePattern::default());
            self.names.extend(node.name.as_ref().map(|name| (name, GraphVariable::Node(number))));
            number
        })
    }

    fn is_edge(&self, name: &ast::Name) -> bool {
        let edges = self.names.iter().filter(|(_, v)| matches!(v, GraphVariable::Edge(_) | GraphVariable::Path(_)));
        edges.into_iter().any(|(other, _)| other.as_str() == name.as_str())
    }
}

impl BoundPattern {
    /// Whether each node can be reached from the first.
    fn is_connected(&self) -> bool {
        let mut reached = vec![false; self.nodes.len()];
        reached[..1.min(self.nodes.len())].fill(true);
        // Each round reaches one node more, or none any more.
        for _ in &self.nodes {
            for edge in &self.edges {
                let either = reached[edge.left] || reached[edge.right];
                (reached[edge.left], reached[edge.right]) = (either, either);
            }
        }
        reached.iter().all(|reached| *reached)
    }
}
