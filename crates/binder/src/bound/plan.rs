//! Bound tabular nodes.
//!
//! A node's columns are the ids that its input has and those that it makes. A node may hand on more columns than
//! anybody reads: pruning removes what is not needed.

use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, TableSymbol, Value};

use super::{AggregateCall, ColumnId, Expr, ExternalData, GraphSearch, Scan, WindowCall};

/// Where rows come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// The rows of a stored table, or of data from outside.
    TableScan(TableScan),
    /// Constant rows: `datatable`; `print` is one row without columns below an [`Extend`]; no rows at all for a dead
    /// branch.
    Values(Values),
    /// `range x from a to b step c`.
    Range(Range),
    /// Rows for which the predicate is true.
    Filter(Filter),
    /// All columns of the input, and computed ones.
    Extend(Extend),
    /// `summarize` and `distinct`.
    Aggregate(Aggregate),
    /// `sort` and `top`.
    Sort(Sort),
    /// `take`: any `count` rows (the first ones, where the input is ordered).
    Limit(Limit),
    /// `join` and `lookup`.
    Join(Join),
    /// `union`.
    Union(Union),
    /// `mv-expand`.
    Expand(Expand),
    /// `parse` and `parse-where`.
    Parse(Parse),
    /// Window functions over the input in its order.
    Window(Window),
    /// `scan`: sequences of rows that match steps.
    Scan(Scan),
    /// `graph-match` and its like: places where a graph has a pattern.
    GraphSearch(GraphSearch),
    /// A table that is computed once a query.
    Materialized(Materialized),
}

impl Plan {
    /// Whether it is known that the plan has no rows.
    pub fn is_empty(&self) -> bool {
        let mut plan = self;
        loop {
            plan = match plan {
                Plan::Values(values) => return values.rows.is_empty(),
                Plan::Union(union) => return union.legs.iter().all(|leg| leg.input.is_empty()),
                Plan::Join(join) => return join.kind.is_empty(join.left.is_empty(), join.right.is_empty()),
                // Without keys there is one group, with rows or without.
                Plan::Aggregate(aggregate) if !aggregate.keys.is_empty() => &aggregate.input,
                Plan::Filter(filter) => &filter.input,
                Plan::Extend(extend) => &extend.input,
                Plan::Sort(sort) => &sort.input,
                Plan::Limit(limit) => &limit.input,
                Plan::Expand(expand) => &expand.input,
                Plan::Parse(parse) => &parse.input,
                Plan::Window(window) => &window.input,
                _ => return false,
            }
        }
    }
}

/// The rows of a stored table, or of data from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct TableScan {
    /// The table.
    pub table: Arc<TableSymbol>,
    /// Where the rows are, when they are not those of a stored table.
    pub external: Option<Arc<ExternalData>>,
    /// The columns that are read. None is needed for a plain count.
    pub columns: Vec<TableScanColumn>,
    /// Where the query names the table.
    pub span: Span,
}

/// A column of a table scan.
#[derive(Debug, Clone, PartialEq)]
pub struct TableScanColumn {
    /// Its id in the plan.
    pub id: ColumnId,
    /// Its name in the table.
    pub name: Arc<str>,
    /// Its type.
    pub ty: ScalarType,
}

/// Constant rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// Ids and types of the columns.
    pub columns: Vec<(ColumnId, ScalarType)>,
    /// The rows, a value a column.
    pub rows: Vec<Vec<Value>>,
}

/// `range`: numbers, datetimes or timespans at equal distances, both ends included.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The column.
    pub column: ColumnId,
    /// Its type: long, real, datetime or timespan.
    pub ty: ScalarType,
    /// The first value, of type `ty`.
    pub from: Value,
    /// The bound, of type `ty`.
    pub to: Value,
    /// The distance: of type `ty`, or a timespan between datetimes. Not zero.
    pub step: Value,
}

/// Rows for which the predicate is true (not false, not null).
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The rows.
    pub input: Box<Plan>,
    /// A bool.
    pub predicate: Expr,
}

/// Computed columns beside the input's.
#[derive(Debug, Clone, PartialEq)]
pub struct Extend {
    /// The rows.
    pub input: Box<Plan>,
    /// The new columns. An expression reads the input's columns only, never its neighbours.
    pub columns: Vec<(ColumnId, Expr)>,
}

/// Groups. Without keys exactly one row; without aggregates the distinct keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// The rows.
    pub input: Box<Plan>,
    /// The keys.
    pub keys: Vec<(ColumnId, Expr)>,
    /// The aggregates.
    pub aggregates: Vec<AggregateCall>,
}

/// Order, and with a limit only the first rows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// The rows.
    pub input: Box<Plan>,
    /// The keys, the most significant first.
    pub keys: Vec<SortKey>,
    /// How many rows are kept; all when `None`.
    pub limit: Option<u64>,
}

/// A key of a sort.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    /// What is compared.
    pub expr: Expr,
    /// Whether the largest comes first.
    pub descending: bool,
    /// Whether nulls come first.
    pub nulls_first: bool,
}

/// The first rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The rows.
    pub input: Box<Plan>,
    /// How many.
    pub count: u64,
}

/// Kusto's kinds of join. <https://learn.microsoft.com/kusto/query/join-operator>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// One left row of each key, with all its right rows: the default.
    InnerUnique,
    /// All pairs.
    Inner,
    /// All pairs, and left rows without a partner.
    LeftOuter,
    /// All pairs, and right rows without a partner.
    RightOuter,
    /// All pairs, and the rows of both sides without a partner.
    FullOuter,
    /// Left rows with a partner.
    LeftSemi,
    /// Right rows with a partner.
    RightSemi,
    /// Left rows without a partner.
    LeftAnti,
    /// Right rows without a partner.
    RightAnti,
}

/// A join. Its columns are those of both sides; of a semi or anti join those of the side that is kept. A column of a
/// row without a partner is null, a string `""`.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// The kind.
    pub kind: JoinKind,
    /// The left rows.
    pub left: Box<Plan>,
    /// The right rows.
    pub right: Box<Plan>,
    /// Pairs of keys, left and right, of the same type. May be empty when there is a condition, or for a cross join.
    pub on: Vec<(Expr, Expr)>,
    /// A further condition over the columns of both sides (`join … where`).
    pub condition: Option<Expr>,
}

impl JoinKind {
    /// Whether a join of that kind has no rows, of sides that have none.
    pub fn is_empty(self, no_left: bool, no_right: bool) -> bool {
        match self {
            JoinKind::InnerUnique | JoinKind::Inner | JoinKind::LeftSemi | JoinKind::RightSemi => no_left || no_right,
            JoinKind::LeftOuter | JoinKind::LeftAnti => no_left,
            JoinKind::RightOuter | JoinKind::RightAnti => no_right,
            JoinKind::FullOuter => no_left && no_right,
        }
    }
}

/// Rows of several inputs, one after the other in no order.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// Ids and types of the columns that it makes.
    pub columns: Vec<(ColumnId, ScalarType)>,
    /// The inputs.
    pub legs: Vec<UnionLeg>,
}

/// An input of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionLeg {
    /// The rows.
    pub input: Plan,
    /// For each column of the union an expression over the input's columns, of the union column's type (a literal where
    /// it has none).
    pub columns: Vec<Expr>,
}

/// `mv-expand`: a row for each element of the longest array, the shorter ones padded with null. A null counts as one
/// element, an empty array has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Expand {
    /// The rows.
    pub input: Box<Plan>,
    /// What is expanded, side by side.
    pub columns: Vec<ExpandColumn>,
    /// `with_itemindex`: a long, from 0.
    pub index: Option<ColumnId>,
    /// Whether a bag gives `[key, value]` arrays (`bagexpansion=array`) instead of bags of one key.
    pub bag_as_array: bool,
    /// At most this many rows of one.
    pub limit: Option<u64>,
}

/// A column of `mv-expand`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpandColumn {
    /// The dynamic that is expanded.
    pub source: Expr,
    /// The column that holds the element.
    pub output: ColumnId,
    /// Its type: dynamic, or what `to typeof(…)` says; an element that does not convert is null.
    pub ty: ScalarType,
}

/// `parse`: columns cut out of a text by a pattern. <https://learn.microsoft.com/kusto/query/parse-operator>
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The rows.
    pub input: Box<Plan>,
    /// The text, a string.
    pub source: Expr,
    /// How the pattern is read.
    pub kind: ParseKind,
    /// `flags=` of the regex kind (`i`, `s`, `m`, `U` …), empty otherwise.
    pub flags: Arc<str>,
    /// The pattern.
    pub parts: Vec<ParsePart>,
    /// Whether rows that do not match are dropped (`parse-where`); else their columns are null or `""`.
    pub drop_unmatched: bool,
}

/// How a pattern is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParseKind {
    /// Texts are literal; a typed column that does not convert makes the row unmatched.
    Simple,
    /// Texts are literal; a typed column that does not convert is null alone.
    Relaxed,
    /// Texts are regular expressions.
    Regex,
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum ParsePart {
    /// Text, or a regular expression.
    Text(Arc<str>),
    /// `*`: anything, as little as possible.
    Skip,
    /// A column up to the next text.
    Column(ColumnId, ScalarType),
}

/// Window functions. They see the rows in the input's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The rows, serialized.
    pub input: Box<Plan>,
    /// Columns whose equal values make a world of its own, in which the functions start afresh; none for all rows
    /// together.
    pub partition: Vec<(ColumnId, ScalarType)>,
    /// The functions.
    pub calls: Vec<WindowCall>,
}

/// A reader of a table that is computed once a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Materialized {
    /// The table.
    pub source: Arc<Materialization>,
    /// For each column of this reader: its id, its type, and the column of the source's plan that it shows.
    pub columns: Vec<(ColumnId, ScalarType, ColumnId)>,
}

/// A table that is computed once a query: `materialize(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Materialization {
    /// Tells it from the query's other ones.
    pub id: u32,
    /// Where its rows come from.
    pub plan: Plan,
    /// The columns of the plan that are kept.
    pub columns: Vec<(ColumnId, ScalarType)>,
}
