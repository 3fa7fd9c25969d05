//! The `make-graph` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::Operator;
use crate::ast::{Expr, Name, Param, same_but_span};
use crate::parser::{
    In, PResult, clause, comma_list, declared_name, params, plain_name, spanned, subpipe, symbol, table, word,
};
use crate::printer::Printer;

/// `| make-graph source --> target with nodes on id`: rows as the edges of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct MakeGraph {
    /// Hints.
    pub params: Vec<Param>,
    /// The column with the node that an edge comes from.
    pub source: Name,
    /// Whether the edges have a direction.
    pub directed: bool,
    /// The column with the node that it goes to.
    pub target: Name,
    /// Where the nodes' properties come from.
    pub nodes: GraphNodes,
    /// A graph for each value of a column.
    pub partition: Option<GraphPartition>,
}

/// Where the properties of a graph's nodes come from.
#[derive(Debug, Clone, PartialEq)]
pub enum GraphNodes {
    /// They have none.
    Bare,
    /// `with_node_id = name`: their identifier is the only one.
    Id(Name),
    /// `with table on id, …`
    Tables(Vec<NodeTable>),
}

/// `table on id`: a table of nodes.
#[derive(Debug, Clone)]
pub struct NodeTable {
    /// The table.
    pub table: Expr,
    /// The column with the node's identifier.
    pub id: Name,
    /// All of it.
    pub span: Span,
}

/// `partitioned-by column (operators)`
#[derive(Debug, Clone, PartialEq)]
pub struct GraphPartition {
    /// The column, which edges and tables of nodes have.
    pub by: Name,
    /// What is done with each graph.
    pub operators: Vec<Operator>,
}

same_but_span! {
    NodeTable { table, id }
}

impl MakeGraph {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let (i, (params, source, directed, target)) =
            (params(&[]), cut(plain_name), cut(arrow), cut(plain_name)).parse(i)?;
        let (i, nodes) = match i.first().text {
            "with" => map(clause("with", comma_list(node_table)), GraphNodes::Tables).parse(i)?,
            "with_node_id" => {
                map(preceded((word("with_node_id"), cut(symbol("="))), cut(declared_name)), GraphNodes::Id).parse(i)?
            }
            _ => (i, GraphNodes::Bare),
        };
        let partition = map((plain_name, subpipe), |(by, operators)| GraphPartition { by, operators });
        let (i, partition) = opt(clause("partitioned-by", partition)).parse(i)?;
        Ok((i, Self { params, source, directed, target, nodes, partition }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("make-graph").params(&self.params).text(" ").name(&self.source);
        p.text(if self.directed { " --> " } else { " -- " }).name(&self.target);
        match &self.nodes {
            GraphNodes::Bare => {}
            GraphNodes::Id(name) => {
                p.text(" with_node_id=").name(name);
            }
            GraphNodes::Tables(tables) => {
                p.text(" with ").list(tables, |p, nodes| p.table(&nodes.table).text(" on ").name(&nodes.id));
            }
        }
        if let Some(partition) = &self.partition {
            p.text(" partitioned-by ").name(&partition.by).text(" ").subpipe(&partition.operators);
        }
    }
}

/// `-->`, or `--` without a direction.
fn arrow(i: In<'_>) -> PResult<'_, bool> {
    map((symbol("-"), cut(symbol("-")), opt(symbol(">"))), |(_, _, head)| head.is_some()).parse(i)
}

fn node_table(i: In<'_>) -> PResult<'_, NodeTable> {
    let nodes = spanned((table, cut(clause("on", plain_name))));
    map(nodes, |((table, id), span)| NodeTable { table, id, span }).parse(i)
}
