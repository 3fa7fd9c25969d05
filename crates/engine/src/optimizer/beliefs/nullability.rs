//! A column is never null.
//!
//! The logical planner knows that `x is true` is never null; the physical one makes `x is not distinct from true` of
//! it, of which it does not know that. Both are right, and the plan runs by what the physical one says, the more
//! careful of the two. But DataFusion compares them below every grouping, and gives up where they differ
//! (`extend c = k in (0, 5) | make-series … by c`).

use datafusion::common::config::ConfigOptions;
use lurcher_symbols::mutants::{Mutant, is_planted};

/// Lets the physical plan of a grouping's input be more careful about nulls than the logical one.
pub(crate) fn allow_careful_nulls(options: &mut ConfigOptions) {
    options.execution.skip_physical_aggregate_schema_check = !is_planted(Mutant::NullsMustAgree);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::datatypes::{DataType, Field, Schema};
    use datafusion::common::DFSchema;
    use datafusion::logical_expr::execution_props::ExecutionProps;
    use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
    use datafusion::logical_expr::{ExprSchemable, col};
    use datafusion::physical_expr::create_physical_expr;

    /// When this fails, both kinds of plan agree on conditions, and the check may be switched on again.
    #[test]
    fn datafusion_does_not_know_that_is_true_is_never_null() {
        let schema = Arc::new(Schema::new(vec![Field::new("a", DataType::Boolean, true)]));
        let logical = DFSchema::try_from(Arc::clone(&schema)).expect("a schema");
        let is_true = col("a").is_true();
        let (properties, context) = (ExecutionProps::new(), PhysicalPlanningContext::default());
        let physical = create_physical_expr(&is_true, &logical, &properties, &context).expect("an expression");
        assert!(!is_true.nullable(&logical).expect("a type"));
        assert!(physical.nullable(&schema).expect("a type"));
    }
}
