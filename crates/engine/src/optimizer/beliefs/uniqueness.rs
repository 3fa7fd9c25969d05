//! No two rows share a key.
//!
//! DataFusion knows the keys of a grouping as *functional dependencies* of its fields, and hands them on: an unnest
//! repeats rows and keeps their keys unique, a grouping above a join is told that the join's keys determine all that it
//! computes. A grouping then drops keys of its own that others are said to determine, and groups vanish. The optimizer
//! makes schemas anew as it goes, so the dependencies are taken away right before the one rule that reads them.

use std::sync::Arc;

use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, DFSchemaRef, FunctionalDependencies, Result};
use datafusion::logical_expr::LogicalPlan;
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_symbols::mutants::{Mutant, is_planted};

/// Takes all functional dependencies away.
#[derive(Debug)]
pub(in crate::optimizer) struct ForgetKeys;

impl OptimizerRule for ForgetKeys {
    fn name(&self) -> &str {
        "forget_keys"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::BottomUp)
    }

    fn rewrite(&self, mut plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        if is_planted(Mutant::KeysOutliveRepetition) {
            return Ok(Transformed::no(plan));
        }
        // All other nodes show the schema of their input.
        let schema = match &mut plan {
            LogicalPlan::Projection(node) => &mut node.schema,
            LogicalPlan::Aggregate(node) => &mut node.schema,
            LogicalPlan::Window(node) => &mut node.schema,
            LogicalPlan::Join(node) => &mut node.schema,
            LogicalPlan::Unnest(node) => &mut node.schema,
            _ => return Ok(Transformed::no(plan)),
        };
        let forgotten = forget(schema)?;
        Ok(if forgotten { Transformed::yes(plan) } else { Transformed::no(plan) })
    }
}

/// Whether there was anything to forget.
fn forget(schema: &mut DFSchemaRef) -> Result<bool> {
    if schema.functional_dependencies().is_empty() {
        return Ok(false);
    }
    let without = DFSchema::clone(schema).with_functional_dependencies(FunctionalDependencies::empty())?;
    *schema = Arc::new(without);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::DataType;
    use datafusion::common::ScalarValue;
    use datafusion::functions_aggregate::expr_fn::count;
    use datafusion::logical_expr::{Expr, LogicalPlanBuilder, col, lit};
    use datafusion::optimizer::OptimizerContext;
    use datafusion::optimizer::optimize_projections::OptimizeProjections;
    use datafusion::optimizer::optimizer::Optimizer;

    use super::*;

    /// The number of rows of each key and element, of keys that were unique before they were repeated.
    fn optimized(rules: Vec<Arc<dyn OptimizerRule + Send + Sync>>) -> String {
        let list = ScalarValue::List(ScalarValue::new_list_nullable(&[ScalarValue::Int64(Some(7))], &DataType::Int64));
        let rows = LogicalPlanBuilder::values(vec![vec![lit(1_i64)], vec![lit(2_i64)]]).expect("two rows");
        let plan = rows
            .aggregate(vec![col("column1")], Vec::<Expr>::new())
            .and_then(|plan| plan.project(vec![col("column1"), lit(list).alias("v")]))
            .and_then(|plan| plan.unnest_column("v"))
            .and_then(|plan| plan.aggregate(vec![col("column1"), col("v")], vec![count(lit(1_i64)).alias("n")]))
            .and_then(|plan| plan.project(vec![col("n")]))
            .and_then(LogicalPlanBuilder::build)
            .expect("a plan");
        let config = OptimizerContext::new().with_max_passes(1);
        Optimizer::with_rules(rules).optimize(plan, &config, |_, _| {}).expect("a plan").display_indent().to_string()
    }

    #[test]
    fn a_grouping_keeps_its_keys() {
        let plan = optimized(vec![Arc::new(ForgetKeys), Arc::new(OptimizeProjections::new())]);
        assert!(plan.contains("groupBy=[[column1, v]]"), "{plan}");
    }

    /// When this fails, DataFusion no longer takes a key for unique that an unnest has repeated.
    #[test]
    fn datafusion_drops_a_key_behind_an_unnest() {
        let plan = optimized(vec![Arc::new(OptimizeProjections::new())]);
        assert!(!plan.contains("groupBy=[[column1, v]]"), "{plan}");
    }
}
