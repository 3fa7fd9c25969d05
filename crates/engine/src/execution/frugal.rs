//! Plans that need less memory than the usual ones, and more time.

use std::sync::Arc;

use datafusion::execution::session_state::SessionState;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::aggregates::AggregateExec;
use datafusion::physical_plan::joins::{HashJoinExec, SortMergeJoinExec};
use datafusion::physical_plan::sorts::sort::SortExec;

/// How many rows are worked on at a time where rows are sorted on disk.
const SORTED: usize = 1024;

/// How many are where that, or a batch of the usual size, becomes too large: long texts, rows that expand to a million
/// each.
const SINGLE: usize = 32;

/// A session that plans without what was too large; none where the plan that ran out of memory has nothing of the kind.
///
/// A hash join holds one side in memory, whatever it costs; a sort-merge join sorts both on disk. A sort holds at least
/// a batch, and one of each part that it spilled when it merges them; two at a time get half of the memory each. What
/// the expressions make of a batch is the less, the fewer rows it has.
pub(super) fn state(state: &SessionState, plan: &dyn ExecutionPlan, in_a_batch: bool) -> Option<SessionState> {
    let usual = state.config().batch_size();
    let rows = if in_a_batch || usual <= SORTED { SINGLE } else { SORTED };
    let joins = has(plan, &|node| node.is::<HashJoinExec>());
    let merges = has(plan, &|node| node.is::<SortMergeJoinExec>());
    let sorts = has(plan, &|node| node.is::<SortExec>() || has_groups(node));
    let helps = match in_a_batch {
        true => usual > rows,
        false => joins || usual > rows && (merges || sorts),
    };
    if !helps {
        return None;
    }
    let mut state = state.clone();
    let options = state.config_mut().options_mut();
    if !in_a_batch && !joins && !merges {
        options.execution.target_partitions = 1;
    }
    if !in_a_batch && joins {
        options.optimizer.prefer_hash_join = false;
        // DataFusion plans sort-merge joins only where it may repartition.
        options.optimizer.repartition_joins = true;
        options.execution.target_partitions = options.execution.target_partitions.max(2);
    }
    *state.config_mut() = state.config().clone().with_batch_size(usual.min(rows));
    Some(state)
}

/// Groups are sorted on disk where they do not fit; one group is held in any case.
fn has_groups(node: &dyn ExecutionPlan) -> bool {
    node.downcast_ref::<AggregateExec>().is_some_and(|node| !node.group_expr().expr().is_empty())
}

fn has(plan: &dyn ExecutionPlan, is: &dyn Fn(&dyn ExecutionPlan) -> bool) -> bool {
    is(plan) || plan.children().into_iter().any(|child: &Arc<dyn ExecutionPlan>| has(&**child, is))
}
