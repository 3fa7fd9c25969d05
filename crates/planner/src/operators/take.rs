//! `take`: the first rows.

use datafusion::common::Result;
use datafusion::logical_expr::{Limit as LimitNode, LogicalPlan, lit};
use lurcher_binder::bound::Limit;

use crate::planner::Planner;
use crate::relation::Relation;

pub fn take(planner: &mut Planner<'_>, limit: &Limit) -> Result<Relation> {
    let input = planner.plan(&limit.input, true)?.in_order()?;
    if limit.count == 0 || input.is_empty() {
        return Ok(input.without_rows());
    }
    let count = i64::try_from(limit.count).unwrap_or(i64::MAX);
    let rows = input.rows().map_or(limit.count, |rows| rows.min(limit.count));
    let first = input
        .map_node(|input| Ok(LogicalPlan::Limit(LimitNode { skip: None, fetch: Some(Box::new(lit(count))), input })))?;
    Ok(first.with_rows(Some(rows)))
}
