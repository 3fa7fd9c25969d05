//! A grouping may stop as soon as it has found so many groups, or keep only the best so many.
//!
//! DataFusion tells the first to a grouping without aggregates below a `take`, where its groups come in no order. Sorts
//! are placed later: where the rows then turn out to be in the order of the keys, the grouping cannot do what it was
//! told and fails when it runs. It is told so no more.
//!
//! The second it tells to a grouping by one key whose least or greatest values are sorted and cut above it. Of a real
//! key it then takes each NaN for another one, and panics over a group that it cannot find again.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::aggregates::AggregateExec;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use lurcher_symbols::mutants::{Mutant, is_planted};

/// The rule. It comes when sorts and limits are where they stay.
#[derive(Debug)]
pub(in crate::optimizer) struct DropStaleLimits;

impl PhysicalOptimizerRule for DropStaleLimits {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        if is_planted(Mutant::LimitsOutliveOrders) { Ok(plan) } else { drop_stale(plan) }
    }

    fn name(&self) -> &str {
        "drop_stale_limits"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

fn drop_stale(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let children = plan.children().into_iter().map(|child| drop_stale(Arc::clone(child)));
    let children = children.collect::<Result<Vec<_>>>()?;
    let plan = replace_children_if_necessary(plan, children)?;
    Ok(match plan.downcast_ref::<AggregateExec>().filter(|grouping| is_stale(grouping)) {
        Some(grouping) => Arc::new(grouping.with_new_limit_options(None)),
        None => plan,
    })
}

/// Whether a grouping has a limit for groups in no order, and groups in one; or keeps the best of real keys.
fn is_stale(grouping: &AggregateExec) -> bool {
    let Some(limit) = grouping.limit_options() else { return false };
    if limit.descending().is_some() {
        // A final grouping reads what the partial ones make, not the rows.
        let schema = grouping.input().schema();
        let is_real = |key: &Arc<dyn PhysicalExpr>| key.data_type(&schema).is_ok_and(|ty| ty.is_floating());
        return grouping.group_expr().expr().iter().any(|(key, _)| is_real(key));
    }
    grouping.aggr_expr().is_empty() && !grouping.is_unordered_unfiltered_group_by_distinct()
}
