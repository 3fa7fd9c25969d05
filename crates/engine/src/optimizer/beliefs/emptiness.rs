//! A filter may run earlier than it is written, where it then lets the same rows through.
//!
//! DataFusion pushes a filter below a grouping or a window function when all columns that it reads are keys. That is
//! true of no columns at all: below a grouping without keys the filter then takes away the rows that are counted, not
//! the count (`summarize c = count() | where isnotnull(x)`, with an `x` that the union above lacks). And a filter that
//! gives something else each time (`where rand() < 0.5`) takes rows instead of groups. Such filters stay where they
//! are.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::common::tree_node::Transformed;
use datafusion::logical_expr::utils::{conjunction, split_conjunction_owned};
use datafusion::logical_expr::{Expr, Filter, LogicalPlan};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::push_down_filter::PushDownFilter;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::bounds::without_null_bound;

/// DataFusion's rule, for the filters that may move.
#[derive(Debug, Default)]
pub(in crate::optimizer) struct PushDownFilters {
    inner: PushDownFilter,
}

impl OptimizerRule for PushDownFilters {
    fn name(&self) -> &str {
        "push_down_filters"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, config: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let LogicalPlan::Filter(filter) = plan else { return self.inner.rewrite(plan, config) };
        let (conditions, input) = flatten(filter);
        let conditions = conditions.into_iter().map(without_null_bound);
        let (stay, go): (Vec<Expr>, Vec<Expr>) = conditions.partition(|condition| stays(condition, &input));
        let moved = match conjunction(go) {
            Some(go) => self.inner.rewrite(LogicalPlan::Filter(Filter::try_new(go, input)?), config)?,
            None => Transformed::no(Arc::unwrap_or_clone(input)),
        };
        match conjunction(stay) {
            Some(stay) => moved.map_data(|input| Ok(LogicalPlan::Filter(Filter::try_new(stay, Arc::new(input))?))),
            None => Ok(moved),
        }
    }
}

/// The conditions of filters upon filters, the lowest first, and what they filter.
fn flatten(filter: Filter) -> (Vec<Expr>, Arc<LogicalPlan>) {
    let conditions = split_conjunction_owned(filter.predicate);
    match Arc::unwrap_or_clone(filter.input) {
        LogicalPlan::Filter(below) => {
            let (mut all, input) = flatten(below);
            all.extend(conditions);
            (all, input)
        }
        input => (conditions, Arc::new(input)),
    }
}

/// Whether a condition would let other rows through below a node.
fn stays(condition: &Expr, below: &LogicalPlan) -> bool {
    let is_volatile = condition.is_volatile() && !is_planted(Mutant::ChanceBelowGroups);
    match below {
        // One row comes out, however many go in.
        LogicalPlan::Aggregate(aggregate) if aggregate.group_expr.is_empty() => !is_planted(Mutant::FiltersBelowOneRow),
        // A row that goes in is not a row that comes out.
        LogicalPlan::Aggregate(_) | LogicalPlan::Unnest(_) | LogicalPlan::Join(_) => is_volatile,
        // What is numbered or looked at from other rows must still be there.
        LogicalPlan::Window(_) => is_volatile || condition.column_refs().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::functions::math::expr_fn::random;
    use datafusion::functions_aggregate::expr_fn::sum;
    use datafusion::logical_expr::{LogicalPlanBuilder, col, lit};
    use datafusion::optimizer::OptimizerContext;
    use datafusion::optimizer::optimizer::Optimizer;

    use super::*;

    fn rows() -> LogicalPlanBuilder {
        LogicalPlanBuilder::values(vec![vec![lit(1_i64)], vec![lit(2_i64)]]).expect("two rows")
    }

    fn optimized(plan: &LogicalPlan, rule: impl OptimizerRule + Send + Sync + 'static) -> String {
        let optimizer = Optimizer::with_rules(vec![Arc::new(rule)]);
        let config = OptimizerContext::new().with_max_passes(1);
        optimizer.optimize(plan.clone(), &config, |_, _| {}).expect("a plan").display_indent().to_string()
    }

    fn counted(keys: Vec<Expr>, condition: Expr) -> LogicalPlan {
        let counted = rows().aggregate(keys, vec![sum(col("column1")).alias("n")]);
        counted.and_then(|plan| plan.filter(condition)).and_then(LogicalPlanBuilder::build).expect("a plan")
    }

    /// When this fails, DataFusion keeps the filter above the grouping, and the rule's first arm may go.
    #[test]
    fn datafusion_pushes_a_filter_without_columns_below_a_grouping_without_keys() {
        let plan = counted(vec![], lit(1_i64).gt(random()));
        assert!(optimized(&plan, PushDownFilter::new()).starts_with("Aggregate"));
    }

    #[test]
    fn a_filter_without_columns_stays_above_a_grouping_without_keys() {
        assert!(
            optimized(&counted(vec![], lit(1_i64).gt(lit(2_i64))), PushDownFilters::default()).starts_with("Filter")
        );
    }

    #[test]
    fn a_filter_that_changes_takes_groups_and_not_rows() {
        let keys = vec![col("column1")];
        let plan = counted(keys.clone(), random().gt(lit(0.5)));
        assert!(optimized(&plan, PushDownFilters::default()).starts_with("Filter"));
        assert!(
            optimized(&counted(keys, col("column1").gt(lit(1_i64))), PushDownFilters::default())
                .starts_with("Aggregate")
        );
    }
}
