//! The `graph-to-table` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};

use crate::ast::{Name, Param, same_but_span};
use crate::parser::{In, PResult, choice, clause, comma_list, declared_name, params, spanned, take_name};
use crate::printer::Printer;

/// `| graph-to-table nodes …, edges …`: the nodes or the edges of a graph as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphToTable {
    /// What is asked for.
    pub outputs: Vec<GraphOutput>,
}

/// `nodes as Name with_node_id=Column`
#[derive(Debug, Clone)]
pub struct GraphOutput {
    /// Nodes or edges.
    pub kind: GraphOutputKind,
    /// `as Name`: the table that it becomes.
    pub name: Option<Name>,
    /// `with_node_id=…` of nodes, `with_source_id=…` of edges: a column with a node's hash.
    pub node_id: Option<Name>,
    /// `with_target_id=…` of edges.
    pub target_id: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
    /// All of it.
    pub span: Span,
}

/// Nodes or edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphOutputKind {
    /// `nodes`
    Nodes,
    /// `edges`
    Edges,
}

same_but_span! {
    GraphOutput { kind, name, node_id, target_id, params }
}

impl GraphToTable {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(cut(comma_list(output)), |outputs| Self { outputs }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("graph-to-table").text(" ").list(&self.outputs, |p, output| {
            let (word, id) = match output.kind {
                GraphOutputKind::Nodes => ("nodes", " with_node_id="),
                GraphOutputKind::Edges => ("edges", " with_source_id="),
            };
            p.text(word);
            for (word, name) in [(" as ", &output.name), (id, &output.node_id), (" with_target_id=", &output.target_id)]
            {
                if let Some(name) = name {
                    p.text(word).name(name);
                }
            }
            p.params(&output.params)
        });
    }
}

fn output(i: In<'_>) -> PResult<'_, GraphOutput> {
    let kinds = &[("nodes", GraphOutputKind::Nodes), ("edges", GraphOutputKind::Edges)];
    let start = i;
    let output = spanned((choice(kinds, "`nodes` or `edges`"), opt(clause("as", declared_name)), move |i| {
        params(&["with_node_id", "with_source_id", "with_target_id"])(i)
    }));
    let (i, ((kind, name, mut params), span)) = { output }.parse(i)?;
    let own = match kind {
        GraphOutputKind::Nodes => "with_node_id",
        GraphOutputKind::Edges => "with_source_id",
    };
    let node_id = take_name(start, &mut params, own);
    let target_id = match kind {
        GraphOutputKind::Nodes => None,
        GraphOutputKind::Edges => take_name(start, &mut params, "with_target_id"),
    };
    Ok((i, GraphOutput { kind, name, node_id, target_id, params, span }))
}
