//! `make-graph`: rows as the edges of a graph. <https://learn.microsoft.com/kusto/query/make-graph-operator>
//!
//! A graph is two tables that are computed once: its edges, and its nodes, which are those of the tables of nodes and
//! those that edges name.

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::{GraphNodes, MakeGraph};

use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr, Plan, ResultColumn, Union, UnionLeg};
use crate::codes;
use crate::relation::{Graph, Openness, Relation};
use crate::scope::{Scope, SharedTable};

/// Rows that nodes come from.
struct NodeSource {
    rows: Relation,
    id: Expr,
    partition: Option<Expr>,
    /// Which source says what a node's properties are: the greatest.
    rank: i64,
    /// How many edges go out of the node, and come in.
    degrees: (i64, i64),
}

/// A property of nodes.
struct Property {
    name: Arc<str>,
    ty: ScalarType,
    /// Whether it is the node's identifier, which nodes have that only edges name.
    is_id: bool,
}

impl<'a> Binder<'a> {
    pub(super) fn bind_make_graph(
        &self,
        op: &'a MakeGraph,
        mut input: Relation,
        source: &'a ast::Expr,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        if input.groups.is_some() {
            self.not_implemented(span, "The operator 'make-graph' inside of mv-apply or partition");
            return Relation::broken();
        }
        if !op.directed {
            self.not_implemented(span, "A graph without directions");
            return Relation::broken();
        }
        self.settle(&mut input);
        let position = self.row_number(&mut input);
        let ends = [&op.source, &op.target].map(|name| self.edge_column(name, &input, scope));
        let partition = op.partition.as_ref().map(|p| self.edge_column(&p.by, &input, scope));
        let [Some((from, id_type)), Some((to, target_type))] = ends else { return Relation::broken() };
        if partition == Some(None) || input.openness == Openness::Broken {
            return Relation::broken();
        }
        let partition = partition.flatten();
        if id_type != target_type {
            let message = format!("The nodes of an edge must have one type: {id_type} and {target_type} were found.");
            self.error(codes::WRONG_TYPE, op.target.span, message);
            return Relation::broken();
        }
        input.columns.push(ResultColumn { id: position, name: "".into(), ty: ScalarType::Long });
        let edges = self.share_rows(input);
        let Some((tables, properties)) = self.node_tables(op, id_type, scope) else { return Relation::broken() };
        let partition_column = partition.map(|(place, _)| place);
        let mut sources = tables;
        for (end, degrees) in [(from, (1, 0)), (to, (0, 1))] {
            let rows = self.read_shared(&edges);
            let read = |place: usize| rows.read(&rows.columns[place], span);
            let (id, partition) = (read(end), partition_column.map(read));
            sources.push(NodeSource { rows, id, partition, rank: 0, degrees });
        }
        let nodes = self.unite_nodes(sources, &properties, (id_type, partition.map(|(_, ty)| ty)), span);
        let properties = properties.len();
        let relation = Relation::of_graph(Graph { nodes, edges, properties, from, to, partition: partition_column });
        match &op.partition {
            Some(partition) => {
                let mut result = self.bind_subquery(relation, &partition.operators, source, scope);
                result.groups = None;
                result
            }
            None => relation,
        }
    }

    /// A column of the edges that says which nodes they join: its place and its type.
    fn edge_column(&self, name: &ast::Name, edges: &Relation, scope: &Rc<Scope<'a>>) -> Option<(usize, ScalarType)> {
        let Some(place) = edges.columns.iter().position(|column| *column.name == *name.as_str()) else {
            if edges.openness == Openness::Closed {
                self.unknown_name(name, Some(edges), scope);
            }
            return None;
        };
        let ty = edges.columns[place].ty;
        if ty == ScalarType::Dynamic {
            self.error(codes::TYPE_NOT_ALLOWED, name.span, "A node cannot be told by a value of type 'dynamic'.");
            return None;
        }
        Some((place, ty))
    }

    /// The tables of nodes, and the properties that nodes have. Tables that call properties of different types the same
    /// have none of that name.
    fn node_tables(
        &self,
        op: &'a MakeGraph,
        id_type: ScalarType,
        scope: &Rc<Scope<'a>>,
    ) -> Option<(Vec<NodeSource>, Vec<Property>)> {
        let tables = match &op.nodes {
            GraphNodes::Bare => return Some((Vec::new(), Vec::new())),
            GraphNodes::Id(name) => {
                let id = Property { name: name.as_str().into(), ty: id_type, is_id: true };
                return Some((Vec::new(), vec![id]));
            }
            GraphNodes::Tables(tables) => tables,
        };
        let mut sources = Vec::with_capacity(tables.len());
        let mut properties: Vec<Property> = Vec::new();
        let mut clashing: Vec<Arc<str>> = Vec::new();
        for (number, nodes) in tables.iter().enumerate() {
            let mut rows = self.bind_tabular(&nodes.table, scope);
            self.settle(&mut rows);
            if rows.openness == Openness::Broken {
                return None;
            }
            let (place, ty) = self.edge_column(&nodes.id, &rows, scope)?;
            if ty != id_type {
                let message = format!("Nodes must be told by the type that edges name them by: {id_type}, not {ty}.");
                self.error(codes::WRONG_TYPE, nodes.id.span, message);
                return None;
            }
            let partition = match &op.partition {
                Some(partition) => {
                    let (place, _) = self.edge_column(&partition.by, &rows, scope)?;
                    Some(rows.read(&rows.columns[place], partition.by.span))
                }
                None => None,
            };
            for (own, column) in rows.columns.iter().enumerate() {
                match properties.iter_mut().find(|known| known.name == column.name) {
                    Some(known) if known.ty == column.ty => known.is_id |= own == place,
                    Some(_) => clashing.push(column.name.clone()),
                    None => {
                        properties.push(Property { name: column.name.clone(), ty: column.ty, is_id: own == place });
                    }
                }
            }
            let id = rows.read(&rows.columns[place], nodes.id.span);
            let rank = i64::try_from(tables.len() - number).unwrap_or(1);
            sources.push(NodeSource { rows, id, partition, rank, degrees: (0, 0) });
        }
        properties.retain(|property| !clashing.contains(&property.name));
        Some((sources, properties))
    }

    /// One row for each node: its properties, then its identifier, how many edges go out of it and come in, and its
    /// partition.
    fn unite_nodes(
        &self,
        sources: Vec<NodeSource>,
        properties: &[Property],
        (id_type, partition): (ScalarType, Option<ScalarType>),
        span: Span,
    ) -> SharedTable {
        let long = |value| Expr::literal(Value::Long(value), span);
        let legs = sources.into_iter().map(|mut source| {
            let property = |property: &Property| match source.rows.column(&property.name) {
                Some(column) if source.rank > 0 => source.rows.read(column, span),
                // A node that only edges name has its identifier under every table's name for it.
                _ if property.is_id && source.rank == 0 => source.id.clone(),
                _ => Expr::literal(Value::missing(property.ty), span),
            };
            let mut columns: Vec<Expr> = properties.iter().map(property).collect();
            let (out, into) = source.degrees;
            columns.extend([source.id.clone(), long(out), long(into), long(source.rank)]);
            columns.extend(source.partition.clone());
            UnionLeg { input: source.rows.take_plan(), columns }
        });
        let legs = legs.collect();
        let types = properties.iter().map(|property| property.ty);
        let types = types.chain([id_type, ScalarType::Long, ScalarType::Long, ScalarType::Long]).chain(partition);
        let columns: Vec<(ColumnId, ScalarType)> = types.map(|ty| (self.new_column(), ty)).collect();
        let (own, rest) = columns.split_at(properties.len());
        let read = |(id, ty): &(ColumnId, ScalarType)| Expr::column(*id, *ty, span);
        let mut nodes = Relation::new(Plan::Union(Union { columns: columns.clone(), legs }), Vec::new());
        let find = |name| self.env.functions.find(FunctionKind::Aggregate, name);
        let (Some(arg_max), Some(sum)) = (find("arg_max"), find("sum")) else {
            self.not_implemented(span, "The operator 'make-graph'");
            return self.share_rows(Relation::broken());
        };
        let mut calls = Vec::with_capacity(3);
        let mut made = |function, args: Vec<Expr>| -> Vec<(ColumnId, ScalarType)> {
            let types: Vec<ScalarType> = args.iter().map(|arg| arg.ty).collect();
            let outputs: Vec<ColumnId> = args.iter().map(|_| self.new_column()).collect();
            let columns = outputs.iter().copied().zip(types.iter().copied()).collect();
            calls.push(AggregateCall { function, args, outputs, types, span });
            columns
        };
        let mut visible: Vec<(ColumnId, ScalarType)> = Vec::with_capacity(columns.len());
        if !own.is_empty() {
            let args = std::iter::once(&rest[3]).chain(own).map(read).collect();
            visible.extend(made(arg_max, args).into_iter().skip(1));
        }
        visible.push(rest[0]);
        for degree in &rest[1..3] {
            visible.extend(made(sum, vec![read(degree)]));
        }
        visible.extend(&rest[4..]);
        self.group(&mut nodes, std::iter::once(&rest[0]).chain(&rest[4..]).copied().collect(), calls);
        let names = properties.iter().map(|property| property.name.clone()).chain(std::iter::repeat("".into()));
        nodes.columns = visible.into_iter().zip(names).map(|((id, ty), name)| ResultColumn { id, name, ty }).collect();
        self.share_rows(nodes)
    }
}

/// A reader of a graph's nodes: the properties are its columns, and beside them there are the others.
#[derive(Debug)]
pub(crate) struct Nodes {
    /// The nodes with their properties.
    pub rows: Relation,
    /// The identifier.
    pub id: ResultColumn,
    /// How many edges go out of each.
    pub degree_out: ResultColumn,
    /// How many come in.
    pub degree_in: ResultColumn,
    /// The value that makes a graph of its own.
    pub partition: Option<ResultColumn>,
}

impl<'a> Binder<'a> {
    /// A reader of a graph's edges, and the column that says in what order they came.
    pub(super) fn read_edges(&self, graph: &Graph) -> Option<(Relation, ResultColumn)> {
        let mut rows = self.read_shared(&graph.edges);
        let position = rows.columns.pop()?;
        Some((rows, position))
    }

    pub(super) fn read_nodes(&self, graph: &Graph) -> Option<Nodes> {
        let mut rows = self.read_shared(&graph.nodes);
        let mut hidden = rows.columns.split_off(graph.properties.min(rows.columns.len())).into_iter();
        let (id, degree_out, degree_in) = (hidden.next()?, hidden.next()?, hidden.next()?);
        Some(Nodes { rows, id, degree_out, degree_in, partition: hidden.next() })
    }
}
