//! The tabular operators, one file each: what it is, how it is read and how it is written.

use lurcher_diagnostics::Span;

use crate::ast::same_but_span;
use crate::lexer::TokenKind;
use crate::parser::{Fault, In, PResult, fail, misplaced};
use crate::printer::Printer;

mod as_;
mod assert_schema;
mod consume;
mod count;
mod distinct;
mod evaluate;
mod extend;
mod facet;
mod find;
mod fork;
mod getschema;
mod graph_mark_components;
mod graph_match;
mod graph_shortest_paths;
mod graph_to_table;
mod invoke;
mod join;
mod keywords;
mod lookup;
mod macro_expand;
mod make_graph;
mod make_series;
mod mv_apply;
mod mv_expand;
mod parse;
mod parse_kv;
mod partition;
mod print;
mod project;
mod project_away;
mod project_by_names;
mod project_keep;
mod project_rename;
mod project_reorder;
mod range;
mod reduce;
mod render;
mod sample;
mod sample_distinct;
mod scan;
mod search;
mod serialize;
mod sort;
mod summarize;
mod take;
mod top;
mod top_hitters;
mod top_nested;
mod union;
mod where_;

pub use as_::As;
pub use assert_schema::AssertSchema;
pub use consume::Consume;
pub use count::Count;
pub use distinct::Distinct;
pub use evaluate::Evaluate;
pub use extend::Extend;
pub use facet::Facet;
pub(crate) use find::entity;
pub use find::{Find, FindColumn, FindColumnKind, FindProject};
pub use fork::{Fork, ForkBranch};
pub use getschema::GetSchema;
pub use graph_mark_components::{ComponentKind, GraphMarkComponents};
pub use graph_match::{GraphCycles, GraphDirection, GraphEdge, GraphMatch, GraphNode, GraphPath};
pub use graph_shortest_paths::{GraphShortestPaths, ShortestPaths};
pub use graph_to_table::{GraphOutput, GraphOutputKind, GraphToTable};
pub use invoke::Invoke;
pub use join::{Join, JoinCondition, JoinKind};
pub use keywords::KEYWORDS;
pub(crate) use keywords::is_keyword;
pub use lookup::Lookup;
pub use macro_expand::{EntityGroup, MacroExpand};
pub use make_graph::{GraphNodes, GraphPartition, MakeGraph, NodeTable};
pub use make_series::{MakeSeries, SeriesAggregate, SeriesRange};
pub use mv_apply::MvApply;
pub use mv_expand::{BagExpansion, ExpandItem, MvExpand};
pub use parse::{Parse, ParseKind, ParsePart, ParsePartKind};
pub use parse_kv::ParseKv;
pub use partition::{Partition, PartitionBody};
pub use print::Print;
pub use project::Project;
pub use project_away::ProjectAway;
pub use project_by_names::ProjectByNames;
pub use project_keep::ProjectKeep;
pub use project_rename::ProjectRename;
pub use project_reorder::{ProjectReorder, ReorderColumn, ReorderOrder};
pub use range::Range;
pub use reduce::Reduce;
pub use render::Render;
pub use sample::Sample;
pub use sample_distinct::SampleDistinct;
pub use scan::{Scan, ScanAssignment, ScanOutput, ScanStep};
pub use search::Search;
pub use serialize::Serialize;
pub use sort::Sort;
pub use summarize::Summarize;
pub use take::Take;
pub use top::Top;
pub use top_hitters::TopHitters;
pub use top_nested::{TopNested, TopNestedClause};
pub use union::{Union, UnionKind};
pub use where_::Where;

/// A tabular operator and where it stands, from its keyword to its end.
#[derive(Debug, Clone)]
pub struct Operator {
    /// What it is.
    pub kind: OperatorKind,
    /// Where it stands.
    pub span: Span,
}

same_but_span! {
    Operator { kind }
}

/// Which operator it is, boxed because some are large. New operators are added here; every `match` on it is exhaustive,
/// so that the compiler names what they lack.
#[derive(Debug, Clone, PartialEq)]
pub enum OperatorKind {
    /// `as`
    As(Box<As>),
    /// `assert-schema`
    AssertSchema(Box<AssertSchema>),
    /// `consume`
    Consume(Box<Consume>),
    /// `count`
    Count(Box<Count>),
    /// `distinct`
    Distinct(Box<Distinct>),
    /// `evaluate`
    Evaluate(Box<Evaluate>),
    /// `extend`
    Extend(Box<Extend>),
    /// `facet`
    Facet(Box<Facet>),
    /// `find`
    Find(Box<Find>),
    /// `fork`
    Fork(Box<Fork>),
    /// `getschema`
    GetSchema(Box<GetSchema>),
    /// `graph-mark-components`
    GraphMarkComponents(Box<GraphMarkComponents>),
    /// `graph-match`
    GraphMatch(Box<GraphMatch>),
    /// `graph-shortest-paths`
    GraphShortestPaths(Box<GraphShortestPaths>),
    /// `graph-to-table`
    GraphToTable(Box<GraphToTable>),
    /// `invoke`
    Invoke(Box<Invoke>),
    /// `join`
    Join(Box<Join>),
    /// `lookup`
    Lookup(Box<Lookup>),
    /// `macro-expand`
    MacroExpand(Box<MacroExpand>),
    /// `make-graph`
    MakeGraph(Box<MakeGraph>),
    /// `make-series`
    MakeSeries(Box<MakeSeries>),
    /// `mv-apply`
    MvApply(Box<MvApply>),
    /// `mv-expand`
    MvExpand(Box<MvExpand>),
    /// `parse`
    Parse(Box<Parse>),
    /// `parse-where`
    ParseWhere(Box<Parse>),
    /// `parse-kv`
    ParseKv(Box<ParseKv>),
    /// `partition`
    Partition(Box<Partition>),
    /// `print`
    Print(Box<Print>),
    /// `project`
    Project(Box<Project>),
    /// `project-away`
    ProjectAway(Box<ProjectAway>),
    /// `project-by-names`
    ProjectByNames(Box<ProjectByNames>),
    /// `project-keep`
    ProjectKeep(Box<ProjectKeep>),
    /// `project-rename`
    ProjectRename(Box<ProjectRename>),
    /// `project-reorder`
    ProjectReorder(Box<ProjectReorder>),
    /// `range`
    Range(Box<Range>),
    /// `reduce`
    Reduce(Box<Reduce>),
    /// `render`
    Render(Box<Render>),
    /// `sample`
    Sample(Box<Sample>),
    /// `sample-distinct`
    SampleDistinct(Box<SampleDistinct>),
    /// `scan`
    Scan(Box<Scan>),
    /// `search`
    Search(Box<Search>),
    /// `serialize`
    Serialize(Box<Serialize>),
    /// `sort`
    Sort(Box<Sort>),
    /// `summarize`
    Summarize(Box<Summarize>),
    /// `take`
    Take(Box<Take>),
    /// `top`
    Top(Box<Top>),
    /// `top-hitters`
    TopHitters(Box<TopHitters>),
    /// `top-nested`
    TopNested(Box<TopNested>),
    /// `union`
    Union(Box<Union>),
    /// `where`
    Where(Box<Where>),
    /// Could not be read, or is not implemented; the parser has reported it. What comes out of it is unknown.
    Broken,
}

/// Where in a pipe an operator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At its beginning.
    First,
    /// After a bar, or where the rows come from outside.
    Piped,
}

impl Operator {
    /// Reads an operator from its keyword on.
    pub(crate) fn read(i: In<'_>, place: Place) -> PResult<'_, Self> {
        let keyword = i.first();
        if keyword.kind != Some(TokenKind::Word) {
            return fail(Fault::missing_operator(i));
        }
        if let Some(dashed) = keywords::misspelt(i) {
            return fail(dashed);
        }
        let (after, kind) = OperatorKind::read(keyword.text, i)?;
        if kind.fits(place) {
            return Ok((after, Self { kind, span: i.span_to(after) }));
        }
        misplaced(i, place);
        Ok((after, Self { kind, span: i.span_to(after) }))
    }
}

impl OperatorKind {
    fn read<'a>(keyword: &str, start: In<'a>) -> PResult<'a, Self> {
        let i = start.skip(1);
        match keyword {
            "as" => one(i, As::read, Self::As),
            "assert-schema" => one(i, AssertSchema::read, Self::AssertSchema),
            "consume" => one(i, Consume::read, Self::Consume),
            "count" if i.at_symbol("(") => fail(keywords::called(start)),
            "count" => one(i, Count::read, Self::Count),
            "distinct" => one(i, Distinct::read, Self::Distinct),
            "evaluate" => one(i, Evaluate::read, Self::Evaluate),
            "extend" => one(i, Extend::read, Self::Extend),
            "facet" => one(i, Facet::read, Self::Facet),
            "find" => one(i, Find::read, Self::Find),
            "fork" => one(i, Fork::read, Self::Fork),
            "getschema" => one(i, GetSchema::read, Self::GetSchema),
            "graph-mark-components" => one(i, GraphMarkComponents::read, Self::GraphMarkComponents),
            "graph-match" => one(i, GraphMatch::read, Self::GraphMatch),
            "graph-shortest-paths" => one(i, GraphShortestPaths::read, Self::GraphShortestPaths),
            "graph-to-table" => one(i, GraphToTable::read, Self::GraphToTable),
            "invoke" => one(i, Invoke::read, Self::Invoke),
            "join" => one(i, Join::read, Self::Join),
            "lookup" => one(i, Lookup::read, Self::Lookup),
            "macro-expand" => one(i, MacroExpand::read, Self::MacroExpand),
            "make-graph" => one(i, MakeGraph::read, Self::MakeGraph),
            "make-series" => one(i, MakeSeries::read, Self::MakeSeries),
            "mv-apply" | "mvapply" => one(i, MvApply::read, Self::MvApply),
            "mv-expand" => one(i, MvExpand::read, Self::MvExpand),
            "mvexpand" => one(i, MvExpand::read_legacy, Self::MvExpand),
            "parse" => one(i, Parse::read, Self::Parse),
            "parse-where" => one(i, Parse::read, Self::ParseWhere),
            "parse-kv" => one(i, ParseKv::read, Self::ParseKv),
            "partition" => one(i, Partition::read, Self::Partition),
            "print" => one(i, Print::read, Self::Print),
            "project" => one(i, Project::read, Self::Project),
            "project-away" => one(i, ProjectAway::read, Self::ProjectAway),
            "project-by-names" => one(i, ProjectByNames::read, Self::ProjectByNames),
            "project-keep" => one(i, ProjectKeep::read, Self::ProjectKeep),
            "project-rename" => one(i, ProjectRename::read, Self::ProjectRename),
            "project-reorder" => one(i, ProjectReorder::read, Self::ProjectReorder),
            "range" => one(i, Range::read, Self::Range),
            "reduce" => one(i, Reduce::read, Self::Reduce),
            "render" => one(i, Render::read, Self::Render),
            "sample" => one(i, Sample::read, Self::Sample),
            "sample-distinct" => one(i, SampleDistinct::read, Self::SampleDistinct),
            "scan" => one(i, Scan::read, Self::Scan),
            "search" => one(i, Search::read, Self::Search),
            "serialize" => one(i, Serialize::read, Self::Serialize),
            "sort" | "order" => one(i, Sort::read, Self::Sort),
            "summarize" => one(i, Summarize::read, Self::Summarize),
            "take" | "limit" => one(i, Take::read, Self::Take),
            "top" => one(i, Top::read, Self::Top),
            "top-hitters" => one(i, TopHitters::read, Self::TopHitters),
            "top-nested" => one(i, TopNested::read, Self::TopNested),
            "union" => one(i, Union::read, Self::Union),
            "where" | "filter" => one(i, Where::read, Self::Where),
            _ => fail(keywords::unknown(start)),
        }
    }

    /// Whether it can stand there. Operators that bring their own rows begin a pipe, all others need rows.
    fn fits(&self, place: Place) -> bool {
        match self {
            Self::MacroExpand(_) | Self::Print(_) | Self::Range(_) => place == Place::First,
            Self::Evaluate(_) | Self::Find(_) | Self::Search(_) | Self::Union(_) | Self::Broken => true,
            Self::As(_)
            | Self::AssertSchema(_)
            | Self::Consume(_)
            | Self::Count(_)
            | Self::Distinct(_)
            | Self::Extend(_)
            | Self::Facet(_)
            | Self::Fork(_)
            | Self::GetSchema(_)
            | Self::GraphMarkComponents(_)
            | Self::GraphMatch(_)
            | Self::GraphShortestPaths(_)
            | Self::GraphToTable(_)
            | Self::Invoke(_)
            | Self::Join(_)
            | Self::Lookup(_)
            | Self::MakeGraph(_)
            | Self::MakeSeries(_)
            | Self::MvApply(_)
            | Self::MvExpand(_)
            | Self::Parse(_)
            | Self::ParseWhere(_)
            | Self::ParseKv(_)
            | Self::Partition(_)
            | Self::Project(_)
            | Self::ProjectAway(_)
            | Self::ProjectByNames(_)
            | Self::ProjectKeep(_)
            | Self::ProjectRename(_)
            | Self::ProjectReorder(_)
            | Self::Reduce(_)
            | Self::Render(_)
            | Self::Sample(_)
            | Self::SampleDistinct(_)
            | Self::Scan(_)
            | Self::Serialize(_)
            | Self::Sort(_)
            | Self::Summarize(_)
            | Self::Take(_)
            | Self::Top(_)
            | Self::TopHitters(_)
            | Self::TopNested(_)
            | Self::Where(_) => place == Place::Piped,
        }
    }

    pub(crate) fn print(&self, p: &mut Printer) {
        match self {
            Self::As(op) => op.print(p),
            Self::AssertSchema(op) => op.print(p),
            Self::Consume(op) => op.print(p),
            Self::Count(op) => op.print(p),
            Self::Distinct(op) => op.print(p),
            Self::Evaluate(op) => op.print(p),
            Self::Extend(op) => op.print(p),
            Self::Facet(op) => op.print(p),
            Self::Find(op) => op.print(p),
            Self::Fork(op) => op.print(p),
            Self::GetSchema(op) => op.print(p),
            Self::GraphMarkComponents(op) => op.print(p),
            Self::GraphMatch(op) => op.print(p),
            Self::GraphShortestPaths(op) => op.print(p),
            Self::GraphToTable(op) => op.print(p),
            Self::Invoke(op) => op.print(p),
            Self::Join(op) => op.print(p),
            Self::Lookup(op) => op.print(p),
            Self::MacroExpand(op) => op.print(p),
            Self::MakeGraph(op) => op.print(p),
            Self::MakeSeries(op) => op.print(p),
            Self::MvApply(op) => op.print(p),
            Self::MvExpand(op) => op.print(p),
            Self::Parse(op) => op.print(p.keyword("parse")),
            Self::ParseWhere(op) => op.print(p.keyword("parse-where")),
            Self::ParseKv(op) => op.print(p),
            Self::Partition(op) => op.print(p),
            Self::Print(op) => op.print(p),
            Self::Project(op) => op.print(p),
            Self::ProjectAway(op) => op.print(p),
            Self::ProjectByNames(op) => op.print(p),
            Self::ProjectKeep(op) => op.print(p),
            Self::ProjectRename(op) => op.print(p),
            Self::ProjectReorder(op) => op.print(p),
            Self::Range(op) => op.print(p),
            Self::Reduce(op) => op.print(p),
            Self::Render(op) => op.print(p),
            Self::Sample(op) => op.print(p),
            Self::SampleDistinct(op) => op.print(p),
            Self::Scan(op) => op.print(p),
            Self::Search(op) => op.print(p),
            Self::Serialize(op) => op.print(p),
            Self::Sort(op) => op.print(p),
            Self::Summarize(op) => op.print(p),
            Self::Take(op) => op.print(p),
            Self::Top(op) => op.print(p),
            Self::TopHitters(op) => op.print(p),
            Self::TopNested(op) => op.print(p),
            Self::Union(op) => op.print(p),
            Self::Where(op) => op.print(p),
            Self::Broken => {
                p.text("?");
            }
        }
    }
}

/// Reads an operator and wraps it. A function of its own keeps the frame of the `match` that calls it small, and
/// operators nest.
#[inline(never)]
fn one<'a, T>(
    i: In<'a>,
    read: fn(In<'a>) -> PResult<'a, T>,
    wrap: fn(Box<T>) -> OperatorKind,
) -> PResult<'a, OperatorKind> {
    read(i).map(|(i, operator)| (i, wrap(Box::new(operator))))
}
