//! Plans over a handful of rows.

use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::datasource::{MemTable, source_as_provider};
use datafusion::logical_expr::LogicalPlan;

/// How many constant rows are few.
const FEW: usize = 1_000;

/// Whether all rows that the plan reads stand in memory and are few: a `datatable`, a watchlist, a small materialized table.
pub(super) fn is_small(plan: &LogicalPlan) -> bool {
    let mut rows = 0;
    let visited = plan.apply(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            let provider = source_as_provider(&scan.source)?;
            rows += match (&*provider as &dyn std::any::Any).downcast_ref::<MemTable>() {
                Some(table) => rows_of(table),
                None => FEW + 1,
            };
        }
        Ok(if rows > FEW { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
    });
    visited.is_ok() && rows <= FEW
}

fn rows_of(table: &MemTable) -> usize {
    let partitions = table.batches.iter().map(|partition| partition.try_read());
    partitions.map(|p| p.map_or(FEW + 1, |batches| batches.iter().map(|b| b.num_rows()).sum())).sum()
}
