//! Plans that need less memory than the usual ones, and more time.

use std::sync::Arc;

use datafusion::execution::session_state::SessionState;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::joins::HashJoinExec;

/// How many rows are worked on at a time.
const BATCH: usize = 1024;

/// A session that plans without what does not go on on disk; none where the plan that ran out of memory has nothing of the kind.
///
/// A hash join holds one side in memory, whatever it costs. A sort-merge join sorts both on disk.
pub(super) fn state(state: &SessionState, plan: &dyn ExecutionPlan) -> Option<SessionState> {
    if !has_hash_join(plan) {
        return None;
    }
    let mut state = state.clone();
    let options = state.config_mut().options_mut();
    options.optimizer.prefer_hash_join = false;
    // DataFusion plans sort-merge joins only where it may repartition.
    options.optimizer.repartition_joins = true;
    options.execution.target_partitions = options.execution.target_partitions.max(2);
    // A sort holds at least a batch, and one of each part that it spilled when it merges them.
    let rows = state.config().batch_size().min(BATCH);
    *state.config_mut() = state.config().clone().with_batch_size(rows);
    Some(state)
}

fn has_hash_join(plan: &dyn ExecutionPlan) -> bool {
    plan.is::<HashJoinExec>()
        || plan.children().into_iter().any(|child: &Arc<dyn ExecutionPlan>| has_hash_join(&**child))
}
