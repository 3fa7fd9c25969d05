//! Takes away the marks that kept costly expressions from being copied.

use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_planner::unwrap_once;

/// The last rule: what is marked is left alone.
#[derive(Debug)]
pub(super) struct RemoveOnce;

impl OptimizerRule for RemoveOnce {
    fn name(&self) -> &str {
        "remove_once"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::BottomUp)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        match plan {
            LogicalPlan::Projection(_) => plan.map_expressions(|expr| expr.transform_up(remove)),
            other => Ok(Transformed::no(other)),
        }
    }
}

fn remove(expr: Expr) -> Result<Transformed<Expr>> {
    match unwrap_once(&expr) {
        Some(inner) => Ok(Transformed::yes(inner.clone())),
        None => Ok(Transformed::no(expr)),
    }
}
