//! The entry point.

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, LogicalPlan, Projection, SortExpr};
use lurcher_binder::bound::{BoundResult, ColumnId, Materialization, Plan};

use crate::bounds::Bounds;
use crate::fields::field_name;
use crate::operators;
use crate::relation::Relation;
use crate::source::{MaterializedSource, TableSource};
use crate::uses::Uses;

/// What planning asks others for.
#[derive(Clone, Copy)]
pub struct PlanContext<'a> {
    /// The stored tables.
    pub tables: &'a dyn TableSource,
    /// The tables that are computed once a query.
    pub materialized: &'a dyn MaterializedSource,
    /// What the query's work is bounded by.
    pub bounds: &'a Bounds,
}

/// The plan of one result. Its fields are the result's columns, in order, called after their ids; a column that is
/// shown twice has a number behind the second one's name.
///
/// # Errors
/// Where a table cannot be read, a regular expression cannot be compiled, or the bound tree contradicts itself.
pub fn plan(result: &BoundResult, context: &PlanContext<'_>) -> Result<LogicalPlan> {
    let mut planner = Planner { context: *context, uses: Uses::of(result), scans: 0 };
    let relation = planner.plan(&result.plan, true)?.in_order()?;
    let mut seen = rustc_hash::FxHashMap::default();
    let mut columns = Vec::with_capacity(result.columns.len());
    for column in &result.columns {
        let shown = seen.entry(column.id).or_insert(0_usize);
        let name = if *shown == 0 { field_name(column.id) } else { format!("{}_{shown}", field_name(column.id)) };
        *shown += 1;
        columns.push(relation.column(column.id)?.alias(name));
    }
    Ok(LogicalPlan::Projection(Projection::try_new(columns, relation.into_node().into())?))
}

/// The plan of a materialization: some of its columns, called after their ids.
///
/// # Errors
/// As [`plan`].
pub fn plan_materialization(
    source: &Materialization,
    columns: &[ColumnId],
    context: &PlanContext<'_>,
) -> Result<LogicalPlan> {
    let mut planner = Planner { context: *context, uses: Uses::of_columns(&source.plan, columns), scans: 0 };
    let relation = planner.plan(&source.plan, true)?.in_order()?;
    let fields = columns.iter().map(|id| Ok(relation.column(*id)?.alias(field_name(*id)))).collect::<Result<_>>()?;
    Ok(LogicalPlan::Projection(Projection::try_new(fields, relation.into_node().into())?))
}

/// The state of planning one result.
pub struct Planner<'a> {
    pub context: PlanContext<'a>,
    pub uses: Uses,
    /// How many scans there are so far: each one has a name of its own.
    pub scans: u32,
}

impl Planner<'_> {
    /// Plans a node. `ordered` says whether anybody would notice the order of its rows.
    pub fn plan(&mut self, plan: &Plan, ordered: bool) -> Result<Relation> {
        match plan {
            Plan::TableScan(scan) => operators::table_scan(self, scan),
            Plan::Values(values) => operators::datatable(self, values),
            Plan::Range(range) => operators::range(self, range),
            Plan::Filter(filter) => operators::filter(self, filter, ordered),
            Plan::Extend(extend) => operators::extend(self, extend, ordered),
            Plan::Aggregate(aggregate) => operators::summarize(self, aggregate),
            Plan::Sort(sort) => operators::sort(self, sort, ordered),
            Plan::Limit(limit) => operators::take(self, limit),
            Plan::Join(join) => operators::join(self, join),
            Plan::Union(union) => operators::union(self, union, ordered),
            Plan::Expand(expand) => operators::mv_expand(self, expand, ordered),
            Plan::Parse(parse) => operators::parse(self, parse, ordered),
            Plan::Window(window) => operators::serialize(self, window),
            Plan::Scan(scan) => operators::scan(self, scan),
            Plan::GraphSearch(search) => operators::graph_search(self, search),
            Plan::Materialized(reader) => operators::materialize(self, reader),
        }
    }

    /// A name that no other scan of the plan has.
    pub fn scan_name(&mut self, table: &str) -> String {
        self.scans += 1;
        format!("{table}#{}", self.scans)
    }
}

/// A key of a sort as DataFusion has it.
pub fn sort_key(expr: Expr, descending: bool, nulls_first: bool) -> SortExpr {
    SortExpr::new(expr, !descending, nulls_first)
}
