//! What the operators over graphs share: the names of a pattern, and the search for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};

use super::make_graph::Nodes;
use crate::binder::Binder;
use crate::bound::{
    ColumnId, EdgePattern, Expr, ExprKind, GraphOutput, GraphSearch, GraphSearchKind, GraphValue, NodePattern,
    PathFold, Plan, ResultColumn, Union, UnionLeg,
};
use crate::codes;
use crate::relation::{Graph, Openness, Relation};

/// The name by which a scope knows the graph that is searched. No query can spell it.
pub(super) const GRAPH: &str = "$graph";

/// A graph that is searched, and what is read of it.
#[derive(Debug)]
pub(crate) struct GraphBinding {
    /// Its nodes.
    pub nodes: Nodes,
    /// Its edges.
    pub edges: Relation,
    /// The column with the number of an edge.
    pub position: ResultColumn,
    /// The places of the columns that say which nodes an edge joins.
    pub ends: [usize; 2],
    /// The place of the column that makes a graph of its own.
    pub partition: Option<usize>,
    /// Whether a condition is bound, which cannot read the values along a path one by one.
    pub in_condition: Cell<bool>,
    /// What has been read so far.
    pub reads: RefCell<Vec<GraphRead>>,
}

/// What a name of a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GraphVariable {
    /// A node, by its number.
    Node(usize),
    /// An edge.
    Edge(usize),
    /// An edge that stands for a path.
    Path(usize),
    /// Each edge of a path, inside `map(…)` and its like.
    EachEdge,
    /// Each node between the edges of a path.
    EachNode,
    /// None: the graph itself.
    Graph,
}

/// What is read of a place of the graph.
#[derive(Debug)]
pub(crate) struct GraphRead {
    /// The column of the search that holds it.
    pub id: ColumnId,
    /// Of which part of the pattern.
    pub of: ReadOf,
    /// What of it: an expression over the nodes or the edges.
    pub value: Expr,
}

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadOf {
    /// A node.
    Node(usize),
    /// An edge.
    Edge(usize),
    /// What an edge stands for.
    Path { edge: usize, inner_nodes: bool, fold: PathFold },
}

/// What a pattern asks for, its names apart.
pub(super) struct BoundPattern {
    pub nodes: Vec<NodePattern>,
    pub edges: Vec<EdgePattern>,
}

/// The columns of a search's input: those of nodes and edges side by side.
struct Columns {
    all: Vec<(ColumnId, ScalarType)>,
    nodes: Vec<Expr>,
    edges: Vec<Expr>,
}

impl<'a> Binder<'a> {
    /// The graph for one search; nothing where there is none, which is reported.
    pub(super) fn graph_binding(&self, input: &Relation, span: Span) -> Option<GraphBinding> {
        let graph = self.graph_of(input, span)?;
        let nodes = self.read_nodes(&graph)?;
        let (edges, position) = self.read_edges(&graph)?;
        Some(GraphBinding {
            nodes,
            edges,
            position,
            ends: [graph.from, graph.to],
            partition: graph.partition,
            in_condition: Cell::default(),
            reads: RefCell::default(),
        })
    }

    /// The graph that flows into an operator.
    pub(super) fn graph_of(&self, input: &Relation, span: Span) -> Option<Rc<Graph>> {
        if input.graph.is_none() && input.openness != Openness::Broken {
            self.error(
                codes::TABLE_EXPECTED,
                span,
                "The operator works on a graph, which 'make-graph' makes of edges.",
            );
        }
        input.graph.clone()
    }

    /// Reads a value of the graph where the pattern is.
    pub(super) fn read_graph(&self, graph: &GraphBinding, of: ReadOf, value: Expr, ty: ScalarType, span: Span) -> Expr {
        if let (ReadOf::Node(_) | ReadOf::Edge(_), Some(_)) = (of, value.as_literal()) {
            return value;
        }
        let mut reads = graph.reads.borrow_mut();
        let known = reads.iter().find(|read| read.of == of && read.value == value).map(|read| read.id);
        let id = known.unwrap_or_else(|| {
            let id = self.new_column();
            reads.push(GraphRead { id, of, value });
            id
        });
        Expr::column(id, ty, span)
    }

    /// The plan of a search, without the rows for which the condition is not true. What the condition asks of one part
    /// of the pattern alone is asked before anything is searched. Returns what is left of it. A component is its
    /// column, and whether it is a strong one.
    pub(super) fn search(
        &self,
        graph: &GraphBinding,
        mut pattern: BoundPattern,
        condition: Option<Expr>,
        kind: GraphSearchKind,
        component: Option<(ColumnId, bool)>,
        span: Span,
    ) -> (GraphSearch, Vec<Expr>) {
        let reads = graph.reads.take();
        let mut columns = Columns { all: Vec::new(), nodes: Vec::new(), edges: Vec::new() };
        let (nodes, edges) = (&graph.nodes, &graph.edges);
        let end = |place: usize| edges.read(&edges.columns[graph.ends[place]], span);
        let id = nodes.rows.read(&nodes.id, span);
        let is_edge =
            self.add_column(&mut columns, ScalarType::Bool, |is_edge| Expr::literal(Value::Bool(is_edge), span));
        let from = self.add_column(&mut columns, id.ty, |is_edge| if is_edge { end(0) } else { id.clone() });
        let missing = Expr::literal(Value::missing(id.ty), span);
        let to = self.add_column(&mut columns, id.ty, |is_edge| if is_edge { end(1) } else { missing.clone() });
        let partition = nodes.partition.as_ref().zip(graph.partition).map(|(column, place)| {
            let of_edge = edges.read(&edges.columns[place], span);
            let of_node = nodes.rows.read(column, span);
            let choose = |is_edge| if is_edge { of_edge.clone() } else { of_node.clone() };
            (self.add_column(&mut columns, column.ty, choose), column.ty)
        });

        let (pushed, rest) = self.split_condition(condition, &reads, &pattern);
        for (part, terms) in pushed {
            let condition = self.logical(terms, span, true);
            match part {
                Part::Node(node) => pattern.nodes[node].condition = Some(self.node_column(&mut columns, condition)),
                Part::Edge(edge) => pattern.edges[edge].condition = Some(self.edge_value(&mut columns, condition)),
                Part::Inner(edge) => {
                    pattern.edges[edge].inner_condition = Some(self.node_column(&mut columns, condition));
                }
            }
        }
        let mut outputs = Vec::new();
        if let Some((id, strong)) = component {
            let position = self.edge_value(&mut columns, edges.read(&graph.position, span));
            let value = GraphValue::Component { node: 0, strong, position };
            outputs.push(GraphOutput { id, ty: ScalarType::Long, value });
        }
        for read in reads {
            let ty = match read.of {
                ReadOf::Path { fold: PathFold::Array, .. } => ScalarType::Dynamic,
                ReadOf::Path { .. } => ScalarType::Bool,
                ReadOf::Node(_) | ReadOf::Edge(_) => read.value.ty,
            };
            let value = match read.of {
                ReadOf::Node(node) => GraphValue::Node(node, self.node_column(&mut columns, read.value)),
                ReadOf::Edge(edge) => GraphValue::Edge(edge, self.edge_value(&mut columns, read.value)),
                ReadOf::Path { edge, inner_nodes, fold } => {
                    let column = match inner_nodes {
                        true => self.node_column(&mut columns, read.value),
                        false => self.edge_value(&mut columns, read.value),
                    };
                    GraphValue::Path { edge, inner_nodes, column, fold }
                }
            };
            outputs.push(GraphOutput { id: read.id, ty, value });
        }
        let legs = [(&nodes.rows, columns.nodes), (edges, columns.edges)];
        let legs = legs.map(|(rows, columns)| UnionLeg { input: rows.plan.clone(), columns }).into();
        let input = Box::new(Plan::Union(Union { columns: columns.all, legs }));
        let partition = partition.into_iter().collect();
        let BoundPattern { nodes, edges } = pattern;
        (GraphSearch { input, partition, is_edge, from, to, nodes, edges, kind, outputs }, rest)
    }

    fn add_column(&self, columns: &mut Columns, ty: ScalarType, value: impl Fn(bool) -> Expr) -> ColumnId {
        let id = self.new_column();
        columns.all.push((id, ty));
        columns.nodes.push(value(false));
        columns.edges.push(value(true));
        id
    }

    /// The column that holds an expression over nodes.
    fn node_column(&self, columns: &mut Columns, value: Expr) -> ColumnId {
        let known = columns.nodes.iter().skip(1).position(|other| *other == value && value.as_literal().is_none());
        match known {
            Some(place) => columns.all[place + 1].0,
            None => self.add_column(columns, value.ty, |is_edge| match is_edge {
                true => Expr::literal(Value::missing(value.ty), value.span),
                false => value.clone(),
            }),
        }
    }

    /// The column that holds an expression over edges.
    fn edge_value(&self, columns: &mut Columns, value: Expr) -> ColumnId {
        let known = columns.edges.iter().skip(1).position(|other| *other == value && value.as_literal().is_none());
        match known {
            Some(place) => columns.all[place + 1].0,
            None => self.add_column(columns, value.ty, |is_edge| match is_edge {
                true => value.clone(),
                false => Expr::literal(Value::missing(value.ty), value.span),
            }),
        }
    }

    /// What the condition asks of single parts of the pattern, as conditions over nodes or edges, and the rest of it.
    fn split_condition(
        &self,
        condition: Option<Expr>,
        reads: &[GraphRead],
        pattern: &BoundPattern,
    ) -> (Vec<(Part, Vec<Expr>)>, Vec<Expr>) {
        let mut pushed: Vec<(Part, Vec<Expr>)> = Vec::new();
        let mut rest = Vec::new();
        let terms = match condition {
            Some(Expr { kind: ExprKind::And(terms), .. }) => terms,
            other => other.into_iter().collect(),
        };
        for mut term in terms {
            match part_of(&term, reads, pattern) {
                Some(part) => {
                    replace_reads(&mut term, reads);
                    match pushed.iter_mut().find(|(known, _)| *known == part) {
                        Some((_, terms)) => terms.push(term),
                        None => pushed.push((part, vec![term])),
                    }
                }
                None => rest.push(term),
            }
        }
        (pushed, rest)
    }
}

/// A part of a pattern that a condition can be asked of before the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Node(usize),
    Edge(usize),
    /// The nodes between the edges of a path.
    Inner(usize),
}

/// The part that a condition asks something of, if it is one alone.
fn part_of(term: &Expr, reads: &[GraphRead], pattern: &BoundPattern) -> Option<Part> {
    let find = |id: ColumnId| reads.iter().find(|read| read.id == id).map(|read| read.of);
    // Of a path without edges `all` is true: the walk, which asks each edge, asks none.
    if let Some(ReadOf::Path { edge, inner_nodes, fold: PathFold::All }) = term.as_column().and_then(find) {
        return Some(if inner_nodes { Part::Inner(edge) } else { Part::Edge(edge) });
    }
    let mut parts = Vec::new();
    term.visit_columns(&mut |id| parts.push(find(id)));
    let first = (*parts.first()?)?;
    let part = match first {
        ReadOf::Node(node) => Part::Node(node),
        ReadOf::Edge(edge) if pattern.edges[edge].length.is_none() => Part::Edge(edge),
        ReadOf::Edge(_) | ReadOf::Path { .. } => return None,
    };
    parts.iter().all(|part| *part == Some(first)).then_some(part)
}

/// Puts what is read in the place of the columns that hold it.
fn replace_reads(expr: &mut Expr, reads: &[GraphRead]) {
    if let Some(read) = expr.as_column().and_then(|id| reads.iter().find(|read| read.id == id)) {
        *expr = Expr { span: expr.span, ..read.value.clone() };
        return;
    }
    expr.children_mut().into_iter().for_each(|child| replace_reads(child, reads));
}
