//! Of two bounds of a column one is the narrower, and says what both say.
//!
//! DataFusion keeps the greater of `n > 0` and `n > null`, and takes null for the least value: the comparison that no
//! row fulfils is gone. It comes of a filter on two columns, one of which a leg of a union lacks. A condition that
//! compares with null is null before bounds are held against each other.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::Operator::{Gt, GtEq, Lt, LtEq};
use datafusion::logical_expr::{BinaryExpr, Expr, lit};
use lurcher_symbols::mutants::{Mutant, is_planted};

/// The condition, or null where it compares with null.
pub(super) fn without_null_bound(condition: Expr) -> Expr {
    let is_null = |side: &Expr| side.as_literal().is_some_and(ScalarValue::is_null);
    match &condition {
        Expr::BinaryExpr(BinaryExpr { left, op: Gt | GtEq | Lt | LtEq, right })
            if (is_null(left) || is_null(right)) && !is_planted(Mutant::NullIsTheLeast) =>
        {
            lit(ScalarValue::Boolean(None))
        }
        _ => condition,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::logical_expr::{LogicalPlanBuilder, col};
    use datafusion::optimizer::push_down_filter::PushDownFilter;
    use datafusion::optimizer::{Optimizer, OptimizerContext, OptimizerRule};

    use super::super::PushDownFilters;
    use super::*;

    fn optimized(rule: impl OptimizerRule + Send + Sync + 'static) -> String {
        let null = lit(ScalarValue::Int64(None));
        let condition = col("column1").gt(lit(0_i64)).and(col("column1").gt(null));
        let rows = LogicalPlanBuilder::values(vec![vec![lit(1_i64)], vec![lit(2_i64)]]).expect("two rows");
        let plan = rows.filter(condition).and_then(LogicalPlanBuilder::build).expect("a plan");
        let config = OptimizerContext::new().with_max_passes(1);
        let optimizer = Optimizer::with_rules(vec![Arc::new(rule)]);
        optimizer.optimize(plan, &config, |_, _| {}).expect("a plan").display_indent().to_string()
    }

    #[test]
    fn what_compares_with_null_stays_null() {
        assert!(optimized(PushDownFilters::default()).contains("NULL"));
    }

    /// When this fails, DataFusion knows that null is no bound.
    #[test]
    fn datafusion_forgets_a_bound_that_is_null() {
        assert!(!optimized(PushDownFilter::new()).contains("NULL"));
    }
}
