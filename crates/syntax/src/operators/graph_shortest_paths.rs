//! The `graph-shortest-paths` operator.

use nom::Parser;

use super::graph_match::{GraphCycles, GraphPath, print_pattern, search};
use crate::ast::{Expr, NamedExpr, Param};
use crate::parser::{In, PResult, params, take_choice};
use crate::printer::Printer;

/// `| graph-shortest-paths (a)-[e*1..5]->(b) where … project …`: the shortest paths between nodes of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphShortestPaths {
    /// `output=…`
    pub output: Option<ShortestPaths>,
    /// `cycles=…`, which changes nothing: a shortest path has none.
    pub cycles: Option<GraphCycles>,
    /// Hints.
    pub params: Vec<Param>,
    /// The pattern.
    pub pattern: Vec<GraphPath>,
    /// What must be true of a path.
    pub condition: Option<Expr>,
    /// The columns.
    pub project: Vec<NamedExpr>,
}

/// Which of several shortest paths come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShortestPaths {
    /// `any`: one of them.
    Any,
    /// `all`
    All,
}

impl ShortestPaths {
    const NAMES: &[(&str, Self)] = &[("any", Self::Any), ("all", Self::All)];
}

impl GraphShortestPaths {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, mut params) = params(&["output"]).parse(i)?;
        let output = take_choice(start, &mut params, "output", ShortestPaths::NAMES);
        let cycles = take_choice(start, &mut params, "cycles", GraphCycles::NAMES);
        let (i, (pattern, condition, project)) = search(i)?;
        Ok((i, Self { output, cycles, params, pattern, condition, project }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("graph-shortest-paths");
        if let Some(output) = self.output {
            let name = ShortestPaths::NAMES.iter().find(|(_, other)| *other == output).map_or("", |(name, _)| name);
            p.text(" output=").text(name);
        }
        if let Some(cycles) = self.cycles {
            p.text(" cycles=").text(cycles.name());
        }
        p.params(&self.params);
        print_pattern(p, &self.pattern, self.condition.as_ref(), &self.project);
    }
}
