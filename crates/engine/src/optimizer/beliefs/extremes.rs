//! A row cannot change what the least and the greatest values are.
//!
//! A grouping without keys tells the scan below it the extremes that it has found, so that row groups are left out that
//! lie between them. DataFusion looks only at those aggregates whose argument is a column: `min(n), max(-n)` leaves out
//! all that does not change the first. What lies in the footers of files is answered from them
//! ([`super::super::footers`]), so nothing is told at all.

use datafusion::common::config::ConfigOptions;

/// Lets no grouping tell a scan which rows it needs no more.
pub(crate) fn keep_extremes(options: &mut ConfigOptions) {
    options.optimizer.enable_aggregate_dynamic_filter_pushdown = false;
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::datatypes::{DataType, Field, Schema};
    use datafusion::functions_aggregate::min_max::{max_udaf, min_udaf};
    use datafusion::physical_expr::PhysicalExpr;
    use datafusion::physical_expr::aggregate::AggregateExprBuilder;
    use datafusion::physical_expr::expressions::{Column, NegativeExpr};
    use datafusion::physical_plan::ExecutionPlan;
    use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode, PhysicalGroupBy};
    use datafusion::physical_plan::empty::EmptyExec;

    /// When this fails, DataFusion tells a scan only what all aggregates need, and [`super::keep_extremes`] can go.
    #[test]
    fn datafusion_tells_what_one_of_two_aggregates_needs() {
        let schema = Arc::new(Schema::new(vec![Field::new("n", DataType::Int64, true)]));
        let column: Arc<dyn PhysicalExpr> = Arc::new(Column::new("n", 0));
        let negative: Arc<dyn PhysicalExpr> = Arc::new(NegativeExpr::new(Arc::clone(&column)));
        let aggregates =
            [(min_udaf(), column, "least"), (max_udaf(), negative, "most")].map(|(function, arg, name)| {
                let aggregate = AggregateExprBuilder::new(function, vec![arg]).schema(Arc::clone(&schema)).alias(name);
                Arc::new(aggregate.build().expect("an aggregate"))
            });
        let rows = Arc::new(EmptyExec::new(Arc::clone(&schema)));
        let (mode, keys) = (AggregateMode::Partial, PhysicalGroupBy::default());
        let grouping = AggregateExec::try_new(mode, keys, aggregates.to_vec(), vec![None, None], rows, schema);
        assert!(!grouping.expect("a grouping").dynamic_expressions_produced().is_empty());
    }
}
