//! Plans over a handful of rows.

use std::any::Any;
use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, UInt64Array};
use datafusion::arrow::compute::{concat_batches, take_record_batch};
use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::datasource::{MemTable, provider_as_source, source_as_provider};
use datafusion::logical_expr::LogicalPlan;

use crate::limits::FewRows;

/// How many constant rows are few.
const FEW: usize = 1_000;

/// Whether all rows that the plan reads stand in memory and are few: a `datatable`, a watchlist, a small materialized
/// table.
pub(super) fn is_small(plan: &LogicalPlan) -> bool {
    let mut rows = 0;
    let visited = plan.apply(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            let provider = source_as_provider(&scan.source)?;
            rows += match (&*provider as &dyn Any).downcast_ref::<MemTable>() {
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

/// The same plan, in which the rows of every table in memory are divided as that is said.
pub(super) fn arrange(plan: LogicalPlan, few_rows: FewRows, partitions: usize) -> Result<LogicalPlan> {
    if matches!(few_rows, FewRows::Together | FewRows::First) {
        return Ok(plan);
    }
    let arranged = plan.transform_up(|node| {
        let LogicalPlan::TableScan(mut scan) = node else { return Ok(Transformed::no(node)) };
        let provider = source_as_provider(&scan.source)?;
        let Some(rows) = (&*provider as &dyn Any).downcast_ref::<MemTable>().and_then(batches_of) else {
            return Ok(Transformed::no(LogicalPlan::TableScan(scan)));
        };
        let schema = scan.source.schema();
        let rows = concat_batches(&schema, &rows)?;
        let divided = match few_rows {
            FewRows::Together | FewRows::First => vec![vec![rows]],
            FewRows::Spread => divide(&rows, partitions),
            FewRows::Reversed => vec![vec![take(&rows, (0..rows.num_rows() as u64).rev())?]],
            FewRows::Rotated => vec![divide(&rows, 2).into_iter().rev().flatten().collect()],
        };
        scan.source = provider_as_source(Arc::new(MemTable::try_new(schema, divided)?));
        Ok(Transformed::yes(LogicalPlan::TableScan(scan)))
    });
    arranged.map(|arranged| arranged.data)
}

/// All batches; `None` while somebody writes them.
fn batches_of(table: &MemTable) -> Option<Vec<RecordBatch>> {
    let partitions = table.batches.iter().map(|partition| Some(partition.try_read().ok()?.clone()));
    Some(partitions.collect::<Option<Vec<_>>>()?.concat())
}

/// So many parts of the rows, in their order and of about the same size.
fn divide(rows: &RecordBatch, parts: usize) -> Vec<Vec<RecordBatch>> {
    let start = |i: usize| rows.num_rows() * i / parts;
    (0..parts).map(|i| vec![rows.slice(start(i), start(i + 1) - start(i))]).collect()
}

fn take(rows: &RecordBatch, places: impl Iterator<Item = u64>) -> Result<RecordBatch> {
    Ok(take_record_batch(rows, &UInt64Array::from_iter_values(places))?)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use crate::limits::{FewRows, Limits};
    use crate::{Session, SessionOptions};

    fn session(few_rows: FewRows) -> Session {
        let limits = Limits { partitions: NonZeroUsize::new(8).unwrap(), few_rows, ..Limits::default() };
        Session::open(SessionOptions { limits, ..SessionOptions::default() }).unwrap()
    }

    fn plan(few_rows: FewRows, query: &str) -> String {
        session(few_rows).query(query).unwrap().results[0].explain().unwrap()
    }

    const GROUPS: &str = "datatable(a:long)[1, 2, 3, 4, 5, 6, 7, 8, 9] | summarize count() by a";

    #[test]
    fn few_rows_run_in_one_partition() {
        let plan = plan(FewRows::Together, GROUPS);
        assert!(plan.contains("DataSourceExec: partitions=1,") && !plan.contains("Repartition"), "{plan}");
    }

    #[test]
    fn spread_rows_are_in_all() {
        let plan = plan(FewRows::Spread, GROUPS);
        assert!(plan.contains("DataSourceExec: partitions=8, partition_sizes=[1, 1, 1, 1, 1, 1, 1, 1]"), "{plan}");
        assert!(plan.contains("RepartitionExec: partitioning=Hash"), "{plan}");
    }

    /// Nobody counts on the order of rows that are spread.
    #[test]
    fn rows_keep_their_order_while_groups_are_divided() {
        let numbered = "datatable(a:long)[1, 2, 3, 4, 5, 6, 7, 8, 9] | serialize r = row_number() | summarize by a, r";
        let numbered_plan = plan(FewRows::First, numbered);
        assert!(numbered_plan.contains("DataSourceExec: partitions=1,"), "{numbered_plan}");
        assert!(numbered_plan.contains("RepartitionExec: partitioning=Hash"), "{numbered_plan}");
    }

    #[test]
    fn orders() {
        let list = |few_rows| {
            let session = session(few_rows);
            let results = session.query("datatable(a:long)[1, 2, 3] | summarize make_list(a)").unwrap().results;
            let batches: Vec<_> = results.into_iter().flat_map(|r| r.start()).map(Result::unwrap).collect();
            datafusion::arrow::util::pretty::pretty_format_batches(&batches).unwrap().to_string()
        };
        for (few_rows, expected) in
            [(FewRows::Together, "[1,2,3]"), (FewRows::Reversed, "[3,2,1]"), (FewRows::Rotated, "[2,3,1]")]
        {
            assert!(list(few_rows).contains(expected), "{few_rows:?}: {}", list(few_rows));
        }
    }
}
