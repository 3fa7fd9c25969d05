//! How deeply the nodes of a plan lie one below another.

use datafusion::logical_expr::LogicalPlan;

use crate::error::EngineError;

/// Some of DataFusion's rules go down a plan by recursion that nothing bounds. Unoptimized frames of so many levels take a part of a thread's stack.
const DEEPEST: usize = 4_000;

/// Refuses a plan that would overflow the stack.
pub(super) fn check(plan: &LogicalPlan) -> Result<(), EngineError> {
    let mut nodes = vec![(plan, 1)];
    while let Some((node, depth)) = nodes.pop() {
        if depth > DEEPEST {
            let message =
                format!("the query joins or unites tables more than {DEEPEST} levels deep: divide it by materialize()");
            return Err(EngineError::Failed(message));
        }
        nodes.extend(node.inputs().into_iter().map(|input| (input, depth + 1)));
    }
    Ok(())
}
