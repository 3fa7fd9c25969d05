//! The tabular operators, one file each: what it is, how it is read and how it is written.

use lurcher_diagnostics::Span;

use crate::ast::same_but_span;

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
