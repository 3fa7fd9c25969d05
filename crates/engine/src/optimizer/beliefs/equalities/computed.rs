//! A filter on a column that is computed becomes one on what computes it as soon as DataFusion moves it below the
//! projection, which it does while it makes the physical plan: `where u == "foo"` is then `where toupper(w) == "foo"`.
//! The equality is marked while it can still be told that the column is computed.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::expressions::{BinaryExpr, Column};
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::aggregates::AggregateExec;
use datafusion::physical_plan::filter::{FilterExec, FilterExecBuilder};
use datafusion::physical_plan::joins::HashJoinExec;
use datafusion::physical_plan::projection::ProjectionExec;
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::MARK;

/// Hides equalities of computed columns. It comes before filters move.
#[derive(Debug)]
pub(in crate::optimizer) struct HideComputed;

impl PhysicalOptimizerRule for HideComputed {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        if is_planted(Mutant::EqualitiesAreBelieved) {
            return Ok(plan);
        }
        let config = Arc::new(config.clone());
        plan.transform_up(|node| match node.downcast_ref::<FilterExec>() {
            Some(filter) => {
                let hidden = hide(Arc::clone(filter.predicate()), filter.input(), &config)?;
                if !hidden.transformed {
                    return Ok(Transformed::no(node));
                }
                let filter = FilterExecBuilder::from(filter).with_predicate(hidden.data).build()?;
                Ok(Transformed::yes(Arc::new(filter) as Arc<dyn ExecutionPlan>))
            }
            None => Ok(Transformed::no(node)),
        })
        .data()
    }

    fn name(&self) -> &str {
        "hide_computed"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// A condition on the rows of `input` in which equalities of computed columns are marked.
fn hide(
    condition: Arc<dyn PhysicalExpr>,
    input: &Arc<dyn ExecutionPlan>,
    config: &Arc<ConfigOptions>,
) -> Result<Transformed<Arc<dyn PhysicalExpr>>> {
    condition.transform_up(|expr| {
        let column = |side: &Arc<dyn PhysicalExpr>| side.downcast_ref::<Column>().map(Column::index);
        let is_hidden =
            expr.downcast_ref::<BinaryExpr>().filter(|pair| *pair.op() == Operator::Eq).is_some_and(|pair| {
                let mut columns = [pair.left(), pair.right()].into_iter().filter_map(column);
                columns.any(|place| is_computed(input, place))
            });
        if !is_hidden {
            return Ok(Transformed::no(expr));
        }
        let field = Arc::new(Field::new("", DataType::Boolean, true));
        let marked = ScalarFunctionExpr::new(MARK.name(), Arc::clone(&MARK), vec![expr], field, Arc::clone(config));
        Ok(Transformed::yes(Arc::new(marked) as Arc<dyn PhysicalExpr>))
    })
}

/// Whether a filter on this column may become one on an expression further below.
fn is_computed(plan: &Arc<dyn ExecutionPlan>, place: usize) -> bool {
    if let Some(projection) = plan.downcast_ref::<ProjectionExec>() {
        return projection.expr().get(place).is_some_and(|output| computes(&output.expr, projection.input()));
    }
    if let Some(groups) = plan.downcast_ref::<AggregateExec>() {
        // A filter on an aggregate stays.
        return groups.group_expr().expr().get(place).is_some_and(|(key, _)| computes(key, groups.input()));
    }
    if let Some(filter) = plan.downcast_ref::<FilterExec>() {
        let place = filter.projection().as_ref().map_or(Some(place), |places| places.get(place).copied());
        return place.is_some_and(|place| is_computed(filter.input(), place));
    }
    // Of which side it comes does not matter: a filter that was left above a join is rare.
    plan.is::<HashJoinExec>() || plan.children().into_iter().any(|child| is_computed(child, place))
}

fn computes(output: &Arc<dyn PhysicalExpr>, input: &Arc<dyn ExecutionPlan>) -> bool {
    match output.downcast_ref::<Column>() {
        Some(column) => is_computed(input, column.index()),
        None => !output.children().is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::Schema;
    use datafusion::physical_expr::expressions::{NegativeExpr, lit};
    use datafusion::physical_plan::empty::EmptyExec;
    use datafusion::physical_plan::projection::ProjectionExpr;

    use super::*;

    fn column(name: &str, place: usize) -> Arc<dyn PhysicalExpr> {
        Arc::new(Column::new(name, place))
    }

    /// `where … == 1` on a column of a projection of `a` and `-a`, after the rule.
    fn filtered(place: usize) -> String {
        let schema = Schema::new(vec![Field::new("a", DataType::Int64, true)]);
        let rows = Arc::new(EmptyExec::new(Arc::new(schema)));
        let outputs: [(Arc<dyn PhysicalExpr>, &str); 2] =
            [(column("a", 0), "a"), (Arc::new(NegativeExpr::new(column("a", 0))), "b")];
        let outputs = outputs.map(|(expr, name)| ProjectionExpr { expr, alias: name.to_owned() });
        let projection = Arc::new(ProjectionExec::try_new(outputs, rows).expect("a projection"));
        let condition = Arc::new(BinaryExpr::new(column("", place), Operator::Eq, lit(1_i64)));
        let filter = Arc::new(FilterExec::try_new(condition, projection).expect("a filter"));
        let plan = HideComputed.optimize(filter, &ConfigOptions::default()).expect("a plan");
        plan.downcast_ref::<FilterExec>().expect("a filter").predicate().to_string()
    }

    #[test]
    fn what_is_computed_is_hidden() {
        assert!(!filtered(0).contains(MARK.name()));
        assert!(filtered(1).contains(MARK.name()));
    }
}
