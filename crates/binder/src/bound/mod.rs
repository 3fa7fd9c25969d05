//! The bound tree: what a query means, with every name resolved and every type known.
//!
//! **The tree is lean.** A KQL step is not a node: `project`, `project-away`, `project-rename` and `project-reorder`
//! change only which columns are visible under which names, and that stands in [`BoundResult::columns`]. A node
//! computes, filters, orders or combines rows. Every column has an id that is unique in the query; a name is only how a
//! person sees it.

mod expr;
mod external;
mod graph;
mod plan;
mod scan;
mod walk;

pub use expr::{AggregateCall, Expr, ExprKind, PathStep, WindowCall};
pub use external::ExternalData;
pub use graph::{
    EdgePattern, GraphDirection, GraphOutput, GraphSearch, GraphSearchKind, GraphValue, NodePattern, PathFold,
};
pub use plan::{
    Aggregate, Expand, ExpandColumn, Extend, Filter, Join, JoinKind, Limit, Materialization, Materialized, Parse,
    ParseKind, ParsePart, Plan, Range, Sort, SortKey, TableScan, TableScanColumn, Union, UnionLeg, Values, Window,
};
pub use scan::{Scan, ScanColumn, ScanOutput, ScanState, ScanStep};

use std::sync::Arc;

use lurcher_symbols::{ScalarType, Value};

/// Names a column of the bound tree, unique in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub u32);

/// A column that a person sees.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultColumn {
    /// The column of the plan that it shows.
    pub id: ColumnId,
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: ScalarType,
}

/// A whole query: one result, or several of `fork`, `facet` and `;`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoundQuery {
    /// The results in order.
    pub results: Vec<BoundResult>,
}

/// One result table.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundResult {
    /// The visible columns, in order. One id may be shown under several names.
    pub columns: Vec<ResultColumn>,
    /// Whether the rows may have further columns, which only the data shows: of `bag_unpack`, or of a table that takes
    /// any column.
    pub open: bool,
    /// Where the rows come from.
    pub plan: Plan,
    /// What `render` asked for.
    pub visualization: Option<Visualization>,
}

/// What `render` asks of whoever shows the result. <https://learn.microsoft.com/kusto/query/render-operator>
#[derive(Debug, Clone, PartialEq)]
pub struct Visualization {
    /// `timechart`, `table` ….
    pub kind: Arc<str>,
    /// The properties of `with (…)`, in order.
    pub properties: Vec<(Arc<str>, Value)>,
}
