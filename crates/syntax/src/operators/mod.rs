//! The tabular operators, one file each: what it is, how it is read and how it is written.

use lurcher_diagnostics::{Code, Diagnostic, Span};

use crate::ast::same_but_span;
use crate::lexer::TokenKind;
use crate::parser::{Fault, In, PResult, fail, is_plain, misplaced};
use crate::printer::Printer;

mod as_;
mod consume;
mod count;
mod distinct;
mod evaluate;
mod extend;
mod facet;
mod find;
mod fork;
mod getschema;
mod invoke;
mod join;
mod lookup;
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
pub use consume::Consume;
pub use count::Count;
pub use distinct::Distinct;
pub use evaluate::Evaluate;
pub use extend::Extend;
pub use facet::Facet;
pub use find::{Find, FindColumn, FindColumnKind, FindProject};
pub use fork::{Fork, ForkBranch};
pub use getschema::GetSchema;
pub use invoke::Invoke;
pub use join::{Join, JoinCondition, JoinKind};
pub use lookup::Lookup;
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

/// Which operator it is. New operators are added here; every `match` on it is exhaustive, so that the compiler names what they lack.
#[derive(Debug, Clone, PartialEq)]
pub enum OperatorKind {
    /// `as`
    As(As),
    /// `consume`
    Consume(Consume),
    /// `count`
    Count(Count),
    /// `distinct`
    Distinct(Distinct),
    /// `evaluate`
    Evaluate(Evaluate),
    /// `extend`
    Extend(Extend),
    /// `facet`
    Facet(Facet),
    /// `find`
    Find(Find),
    /// `fork`
    Fork(Fork),
    /// `getschema`
    GetSchema(GetSchema),
    /// `invoke`
    Invoke(Invoke),
    /// `join`
    Join(Join),
    /// `lookup`
    Lookup(Lookup),
    /// `make-series`
    MakeSeries(MakeSeries),
    /// `mv-apply`
    MvApply(MvApply),
    /// `mv-expand`
    MvExpand(MvExpand),
    /// `parse`
    Parse(Parse),
    /// `parse-where`
    ParseWhere(Parse),
    /// `parse-kv`
    ParseKv(ParseKv),
    /// `partition`
    Partition(Partition),
    /// `print`
    Print(Print),
    /// `project`
    Project(Project),
    /// `project-away`
    ProjectAway(ProjectAway),
    /// `project-by-names`
    ProjectByNames(ProjectByNames),
    /// `project-keep`
    ProjectKeep(ProjectKeep),
    /// `project-rename`
    ProjectRename(ProjectRename),
    /// `project-reorder`
    ProjectReorder(ProjectReorder),
    /// `range`
    Range(Range),
    /// `reduce`
    Reduce(Reduce),
    /// `render`
    Render(Render),
    /// `sample`
    Sample(Sample),
    /// `sample-distinct`
    SampleDistinct(SampleDistinct),
    /// `scan`
    Scan(Scan),
    /// `search`
    Search(Search),
    /// `serialize`
    Serialize(Serialize),
    /// `sort`
    Sort(Sort),
    /// `summarize`
    Summarize(Summarize),
    /// `take`
    Take(Take),
    /// `top`
    Top(Top),
    /// `top-hitters`
    TopHitters(TopHitters),
    /// `top-nested`
    TopNested(TopNested),
    /// `union`
    Union(Union),
    /// `where`
    Where(Where),
    /// Could not be read, or is not implemented; the parser has reported it. What comes out of it is unknown.
    Broken,
}

/// Every word that begins an operator, old spellings included.
pub(crate) const KEYWORDS: &[&str] = &[
    "as",
    "consume",
    "count",
    "distinct",
    "evaluate",
    "extend",
    "facet",
    "find",
    "fork",
    "getschema",
    "invoke",
    "join",
    "lookup",
    "make-series",
    "mv-apply",
    "mvapply",
    "mv-expand",
    "mvexpand",
    "parse",
    "parse-where",
    "parse-kv",
    "partition",
    "print",
    "project",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "range",
    "reduce",
    "render",
    "sample",
    "sample-distinct",
    "scan",
    "search",
    "serialize",
    "sort",
    "order",
    "summarize",
    "take",
    "limit",
    "top",
    "top-hitters",
    "top-nested",
    "union",
    "where",
    "filter",
];

/// Operators of the language that this parser does not read.
const UNSUPPORTED: &[&str] = &[
    "__executeAndCache",
    "__partitionby",
    "assert-schema",
    "graph",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "graph-where-edges",
    "graph-where-nodes",
    "macro-expand",
    "make-graph",
];

/// Where in a pipe an operator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At its beginning.
    First,
    /// After a bar, or where the rows come from outside.
    Piped,
}

impl Operator {
    /// Whether an operator begins with this word.
    pub(crate) fn is_keyword(word: &str) -> bool {
        KEYWORDS.contains(&word) || UNSUPPORTED.contains(&word)
    }

    /// Reads an operator from its keyword on.
    pub(crate) fn parse(i: In<'_>, place: Place) -> PResult<'_, Self> {
        let keyword = i.first();
        if keyword.kind != Some(TokenKind::Word) {
            return fail(Fault::missing_operator(i));
        }
        let (after, kind) = OperatorKind::parse(keyword.text, i)?;
        if kind.fits(place) {
            return Ok((after, Self { kind, span: i.span_to(after) }));
        }
        misplaced(i, place);
        Ok((after, Self { kind, span: i.span_to(after) }))
    }
}

impl OperatorKind {
    fn parse<'a>(keyword: &str, start: In<'a>) -> PResult<'a, Self> {
        let i = start.skip(1);
        Ok(match keyword {
            "as" => As::parse(i).map(|(i, op)| (i, Self::As(op)))?,
            "consume" => Consume::parse(i).map(|(i, op)| (i, Self::Consume(op)))?,
            "count" if i.at_symbol("(") => return fail(called(start)),
            "count" => Count::parse(i).map(|(i, op)| (i, Self::Count(op)))?,
            "distinct" => Distinct::parse(i).map(|(i, op)| (i, Self::Distinct(op)))?,
            "evaluate" => Evaluate::parse(i).map(|(i, op)| (i, Self::Evaluate(op)))?,
            "extend" => Extend::parse(i).map(|(i, op)| (i, Self::Extend(op)))?,
            "facet" => Facet::parse(i).map(|(i, op)| (i, Self::Facet(op)))?,
            "find" => Find::parse(i).map(|(i, op)| (i, Self::Find(op)))?,
            "fork" => Fork::parse(i).map(|(i, op)| (i, Self::Fork(op)))?,
            "getschema" => GetSchema::parse(i).map(|(i, op)| (i, Self::GetSchema(op)))?,
            "invoke" => Invoke::parse(i).map(|(i, op)| (i, Self::Invoke(op)))?,
            "join" => Join::parse(i).map(|(i, op)| (i, Self::Join(op)))?,
            "lookup" => Lookup::parse(i).map(|(i, op)| (i, Self::Lookup(op)))?,
            "make-series" => MakeSeries::parse(i).map(|(i, op)| (i, Self::MakeSeries(op)))?,
            "mv-apply" | "mvapply" => MvApply::parse(i).map(|(i, op)| (i, Self::MvApply(op)))?,
            "mv-expand" | "mvexpand" => MvExpand::parse(i).map(|(i, op)| (i, Self::MvExpand(op)))?,
            "parse" => Parse::parse(i).map(|(i, op)| (i, Self::Parse(op)))?,
            "parse-where" => Parse::parse(i).map(|(i, op)| (i, Self::ParseWhere(op)))?,
            "parse-kv" => ParseKv::parse(i).map(|(i, op)| (i, Self::ParseKv(op)))?,
            "partition" => Partition::parse(i).map(|(i, op)| (i, Self::Partition(op)))?,
            "print" => Print::parse(i).map(|(i, op)| (i, Self::Print(op)))?,
            "project" => Project::parse(i).map(|(i, op)| (i, Self::Project(op)))?,
            "project-away" => ProjectAway::parse(i).map(|(i, op)| (i, Self::ProjectAway(op)))?,
            "project-by-names" => ProjectByNames::parse(i).map(|(i, op)| (i, Self::ProjectByNames(op)))?,
            "project-keep" => ProjectKeep::parse(i).map(|(i, op)| (i, Self::ProjectKeep(op)))?,
            "project-rename" => ProjectRename::parse(i).map(|(i, op)| (i, Self::ProjectRename(op)))?,
            "project-reorder" => ProjectReorder::parse(i).map(|(i, op)| (i, Self::ProjectReorder(op)))?,
            "range" => Range::parse(i).map(|(i, op)| (i, Self::Range(op)))?,
            "reduce" => Reduce::parse(i).map(|(i, op)| (i, Self::Reduce(op)))?,
            "render" => Render::parse(i).map(|(i, op)| (i, Self::Render(op)))?,
            "sample" => Sample::parse(i).map(|(i, op)| (i, Self::Sample(op)))?,
            "sample-distinct" => SampleDistinct::parse(i).map(|(i, op)| (i, Self::SampleDistinct(op)))?,
            "scan" => Scan::parse(i).map(|(i, op)| (i, Self::Scan(op)))?,
            "search" => Search::parse(i).map(|(i, op)| (i, Self::Search(op)))?,
            "serialize" => Serialize::parse(i).map(|(i, op)| (i, Self::Serialize(op)))?,
            "sort" | "order" => Sort::parse(i).map(|(i, op)| (i, Self::Sort(op)))?,
            "summarize" => Summarize::parse(i).map(|(i, op)| (i, Self::Summarize(op)))?,
            "take" | "limit" => Take::parse(i).map(|(i, op)| (i, Self::Take(op)))?,
            "top" => Top::parse(i).map(|(i, op)| (i, Self::Top(op)))?,
            "top-hitters" => TopHitters::parse(i).map(|(i, op)| (i, Self::TopHitters(op)))?,
            "top-nested" => TopNested::parse(i).map(|(i, op)| (i, Self::TopNested(op)))?,
            "union" => Union::parse(i).map(|(i, op)| (i, Self::Union(op)))?,
            "where" | "filter" => Where::parse(i).map(|(i, op)| (i, Self::Where(op)))?,
            _ => return fail(unknown(start)),
        })
    }

    /// Whether it can stand there. Operators that bring their own rows begin a pipe, all others need rows.
    fn fits(&self, place: Place) -> bool {
        match self {
            Self::Print(_) | Self::Range(_) => place == Place::First,
            Self::Evaluate(_) | Self::Find(_) | Self::Search(_) | Self::Union(_) | Self::Broken => true,
            Self::As(_)
            | Self::Consume(_)
            | Self::Count(_)
            | Self::Distinct(_)
            | Self::Extend(_)
            | Self::Facet(_)
            | Self::Fork(_)
            | Self::GetSchema(_)
            | Self::Invoke(_)
            | Self::Join(_)
            | Self::Lookup(_)
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
            Self::Consume(op) => op.print(p),
            Self::Count(op) => op.print(p),
            Self::Distinct(op) => op.print(p),
            Self::Evaluate(op) => op.print(p),
            Self::Extend(op) => op.print(p),
            Self::Facet(op) => op.print(p),
            Self::Find(op) => op.print(p),
            Self::Fork(op) => op.print(p),
            Self::GetSchema(op) => op.print(p),
            Self::Invoke(op) => op.print(p),
            Self::Join(op) => op.print(p),
            Self::Lookup(op) => op.print(p),
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

/// `| count()`: the function where the operator was meant.
fn called(i: In<'_>) -> Fault<'_> {
    let diagnostic = Diagnostic::error(Code("KS176"), i.first().span, "Query operator expected.");
    Fault::other(i, diagnostic.with_help("the operator is written without parentheses: `| count`"))
}

/// A word that begins no operator, or none that is implemented.
fn unknown(i: In<'_>) -> Fault<'_> {
    let word = i.first();
    if UNSUPPORTED.contains(&word.text) && (!is_plain(word.text) || i.nth(1).kind == Some(TokenKind::Word)) {
        let message = format!("The operator '{}' is not implemented.", word.text);
        return Fault::other(i, Diagnostic::error(Code("LUR1002"), word.span, message));
    }
    let nearest = crate::nearest(word.text, KEYWORDS.iter().copied());
    let diagnostic = Diagnostic::error(Code("KS176"), word.span, "Query operator expected.");
    Fault::other(i, diagnostic.with_label("this is no query operator").with_suggestion(nearest))
}
