//! The `graph-match` operator, and the patterns that it shares with `graph-shortest-paths`.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{Expr, Name, NamedExpr, Param, same_but_span};
use crate::parser::{
    Fault, In, PResult, bracketed, clause, comma_list, declared_name, expr, fail, named_expr, params, parens, spanned,
    symbol, take_choice, value,
};
use crate::printer::Printer;

/// `| graph-match (a)-[e]->(b) where … project …`: a row for each place where a graph has a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphMatch {
    /// `cycles=…`
    pub cycles: Option<GraphCycles>,
    /// Hints.
    pub params: Vec<Param>,
    /// The sequences of the pattern.
    pub pattern: Vec<GraphPath>,
    /// What must be true of a match.
    pub condition: Option<Expr>,
    /// The columns; Kusto's grammar lets them be missing, its engine does not.
    pub project: Vec<NamedExpr>,
}

/// Which cycles a match may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphCycles {
    /// `all`
    All,
    /// `none`
    None,
    /// `unique_edges`: those that have no edge twice.
    UniqueEdges,
}

/// A sequence of a pattern: nodes, and the edges between them.
#[derive(Debug, Clone)]
pub struct GraphPath {
    /// The first node.
    pub start: GraphNode,
    /// Each edge and the node behind it.
    pub steps: Vec<(GraphEdge, GraphNode)>,
    /// All of it.
    pub span: Span,
}

/// `(name)`
#[derive(Debug, Clone)]
pub struct GraphNode {
    /// Its name.
    pub name: Option<Name>,
    /// All of it.
    pub span: Span,
}

/// `-[name]->`
#[derive(Debug, Clone)]
pub struct GraphEdge {
    /// Its name.
    pub name: Option<Name>,
    /// Which way it goes.
    pub direction: GraphDirection,
    /// `*least..most`: so many edges one behind the other.
    pub length: Option<(Expr, Expr)>,
    /// All of it.
    pub span: Span,
}

/// Which way the edge of a pattern goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphDirection {
    /// `-->`
    Right,
    /// `<--`
    Left,
    /// `--`: either.
    Any,
}

same_but_span! {
    GraphPath { start, steps }
    GraphNode { name }
    GraphEdge { name, direction, length }
}

impl GraphCycles {
    /// The words of `cycles=`.
    pub(super) const NAMES: &[(&str, Self)] =
        &[("all", Self::All), ("none", Self::None), ("unique_edges", Self::UniqueEdges)];

    /// The word of it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, other)| *other == self).map_or("", |(name, _)| name)
    }
}

impl GraphMatch {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, mut params) = params(&[]).parse(i)?;
        let cycles = take_choice(start, &mut params, "cycles", GraphCycles::NAMES);
        let (i, (pattern, condition, project)) = search(i)?;
        Ok((i, Self { cycles, params, pattern, condition, project }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("graph-match");
        if let Some(cycles) = self.cycles {
            p.text(" cycles=").text(cycles.name());
        }
        p.params(&self.params);
        print_pattern(p, &self.pattern, self.condition.as_ref(), &self.project);
    }
}

/// What follows the parameters: the pattern, what must be true of it, and the columns.
pub(super) fn search(i: In<'_>) -> PResult<'_, (Vec<GraphPath>, Option<Expr>, Vec<NamedExpr>)> {
    let condition = opt(clause("where", expr));
    let project = map(opt(clause("project", comma_list(named_expr))), Option::unwrap_or_default);
    (cut(comma_list(path)), condition, project).parse(i)
}

/// What follows the parameters.
pub(super) fn print_pattern(p: &mut Printer, pattern: &[GraphPath], condition: Option<&Expr>, project: &[NamedExpr]) {
    p.text(" ").list(pattern, |p, path| {
        print_node(p, &path.start);
        for (edge, node) in &path.steps {
            print_edge(p, edge);
            print_node(p, node);
        }
        p
    });
    if let Some(condition) = condition {
        p.text(" where ").expr(condition);
    }
    if !project.is_empty() {
        p.text(" project ").list(project, Printer::named);
    }
}

fn print_node(p: &mut Printer, node: &GraphNode) {
    p.text("(");
    if let Some(name) = &node.name {
        p.name(name);
    }
    p.text(")");
}

fn print_edge(p: &mut Printer, edge: &GraphEdge) {
    p.text(if edge.direction == GraphDirection::Left { "<-" } else { "-" });
    if edge.name.is_some() || edge.length.is_some() {
        p.text("[");
        if let Some(name) = &edge.name {
            p.name(name);
        }
        if let Some((least, most)) = &edge.length {
            p.text("*").expr(least).text("..").expr(most);
        }
        p.text("]");
    }
    p.text(if edge.direction == GraphDirection::Right { "->" } else { "-" });
}

/// `(a)-[e]->(b)-->…`
fn path(i: In<'_>) -> PResult<'_, GraphPath> {
    let (mut after, start) = node(i)?;
    let mut steps = Vec::new();
    while after.at_symbol("-") || after.at_symbol("<") {
        let (next, step) = cut((edge, node)).parse(after)?;
        steps.push(step);
        after = next;
    }
    Ok((after, GraphPath { start, steps, span: i.span_to(after) }))
}

fn node(i: In<'_>) -> PResult<'_, GraphNode> {
    map(spanned(parens(opt(declared_name))), |(name, span)| GraphNode { name, span }).parse(i)
}

fn edge(i: In<'_>) -> PResult<'_, GraphEdge> {
    let (after, tail) = opt(symbol("<")).parse(i)?;
    let (after, _) = symbol("-")(after)?;
    let inside = bracketed("[", (opt(declared_name), opt(length)), "]");
    let (after, inside) = match after.at_symbol("[") {
        true => map(inside, Some).parse(after)?,
        false => (after, None),
    };
    let (after, _) = symbol("-")(after)?;
    let (after, head) = opt(symbol(">")).parse(after)?;
    let direction = match (tail, head) {
        (None, Some(_)) => GraphDirection::Right,
        (Some(_), None) => GraphDirection::Left,
        (None, None) => GraphDirection::Any,
        (Some(_), Some(_)) => return fail(Fault::expected(i, "an edge with one direction")),
    };
    let (name, length) = inside.unwrap_or_default();
    Ok((after, GraphEdge { name, direction, length, span: i.span_to(after) }))
}

fn length(i: In<'_>) -> PResult<'_, (Expr, Expr)> {
    preceded(symbol("*"), cut(map((value, symbol(".."), value), |(least, _, most)| (least, most)))).parse(i)
}
