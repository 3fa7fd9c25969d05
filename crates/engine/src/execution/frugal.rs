//! Plans that need less memory than the usual ones, and more time.

use std::sync::Arc;

use datafusion::execution::session_state::SessionState;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::joins::HashJoinExec;

/// How many rows are worked on at a time where both sides of a join are sorted.
const SORTED: usize = 1024;

/// How many are where a batch of the usual size becomes too large: rows that expand to a million each.
const SINGLE: usize = 32;

/// A session that plans without what was too large; none where the plan that ran out of memory has nothing of the kind.
///
/// A hash join holds one side in memory, whatever it costs; a sort-merge join sorts both on disk. What the expressions
/// make of a batch is the less, the fewer rows it has.
pub(super) fn state(state: &SessionState, plan: &dyn ExecutionPlan, in_a_batch: bool) -> Option<SessionState> {
    let usual = state.config().batch_size();
    let rows = if in_a_batch { SINGLE } else { SORTED };
    if in_a_batch && usual <= rows || !in_a_batch && !has_hash_join(plan) {
        return None;
    }
    let mut state = state.clone();
    if !in_a_batch {
        let options = state.config_mut().options_mut();
        options.optimizer.prefer_hash_join = false;
        // DataFusion plans sort-merge joins only where it may repartition.
        options.optimizer.repartition_joins = true;
        options.execution.target_partitions = options.execution.target_partitions.max(2);
    }
    // A sort holds at least a batch, and one of each part that it spilled when it merges them.
    *state.config_mut() = state.config().clone().with_batch_size(usual.min(rows));
    Some(state)
}

fn has_hash_join(plan: &dyn ExecutionPlan) -> bool {
    plan.is::<HashJoinExec>()
        || plan.children().into_iter().any(|child: &Arc<dyn ExecutionPlan>| has_hash_join(&**child))
}
