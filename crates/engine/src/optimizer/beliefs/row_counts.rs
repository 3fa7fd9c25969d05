//! How many rows there are.
//!
//! DataFusion answers `count`, `min` and `max` without keys from statistics of the plan below. It looks for the
//! statistics of the lowest grouping without a filter, past groupings with one: `count | summarize countif(Count > 0)`
//! then gets the columns of the inner count. Tables are answered from their footers ([`super::super::footers`]), and to
//! count the rows of anything else is nothing beside making them.

use std::sync::Arc;

use datafusion::physical_optimizer::PhysicalOptimizerRule;
use lurcher_symbols::mutants::{Mutant, is_planted};

/// The rules without the one that believes plans' statistics.
pub(in crate::optimizer) fn without_row_counts(
    mut rules: Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>>,
) -> Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> {
    rules.retain(|rule| rule.name() != "aggregate_statistics" || is_planted(Mutant::RowCountsAreBelieved));
    rules
}

#[cfg(test)]
mod tests {
    use datafusion::execution::session_state::SessionStateBuilder;
    use datafusion::functions_aggregate::expr_fn::count;
    use datafusion::logical_expr::{Expr, ExprFunctionExt, LogicalPlanBuilder, col, lit};
    use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;

    use super::*;

    /// Whether the plan of a conditional count of a count gives the conditional one.
    fn plans(rules: Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>>) -> bool {
        let none = Vec::<Expr>::new;
        let positive = count(lit(1_i64)).filter(col("c").gt(lit(0_i64))).build().expect("a count");
        let rows = LogicalPlanBuilder::values(vec![vec![lit(1_i64)], vec![lit(2_i64)]]).expect("two rows");
        let plan = rows
            .aggregate(none(), vec![count(lit(1_i64)).alias("c")])
            .and_then(|plan| plan.aggregate(none(), vec![positive.alias("n")]))
            .and_then(LogicalPlanBuilder::build)
            .expect("a plan");
        let state = SessionStateBuilder::new().with_physical_optimizer_rules(rules).build();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let physical = runtime.block_on(state.create_physical_plan(&plan));
        physical.is_ok_and(|plan| plan.schema().field(0).name() == "n")
    }

    #[test]
    fn a_conditional_count_of_a_count() {
        assert!(plans(without_row_counts(PhysicalOptimizer::new().rules)));
    }

    /// When this fails, DataFusion looks for statistics at the grouping that it answers.
    #[test]
    fn datafusion_looks_past_a_grouping_with_a_filter() {
        assert!(!plans(PhysicalOptimizer::new().rules));
    }
}
