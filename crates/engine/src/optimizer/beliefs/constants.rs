//! A column has one value in every row, or the same as another column.
//!
//! DataFusion learns it from filters (`where risk == "high"`) and literals, and then leaves out sorts by such a column
//! and hands on groups before all rows are seen. Four things break it:
//!
//! - An outer join gives the rows without a partner a null. DataFusion keeps the constants and equalities of the side
//!   that is missing. They are hidden from the join.
//! - A join forgets which columns of its right side are constant. DataFusion pushes a sort into that side, leaves it
//!   out there, and then cannot prove that the join is in order. They are hidden where rows are to be in an order.
//! - The legs of a union have constants of their own: the columns that a leg lacks. DataFusion pushes a sort into the
//!   legs, leaves out there what is constant, and then cannot prove that the union is in order. They are hidden where
//!   rows are to be in an order.
//! - What is computed of constants has one value in each partition, but DataFusion does not know that it is the same in
//!   all. It leaves such a key out of the sorts of the partitions, and then cannot prove that these, merged, are in
//!   order. They are hidden where rows are to be in an order.

use std::sync::Arc;

use datafusion::common::config::ConfigOptions;
use datafusion::common::{JoinType, Result};
use datafusion::physical_expr::equivalence::EquivalenceGroup;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::utils::collect_columns;
use datafusion::physical_expr::{AcrossPartitions, PhysicalExpr};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::execution_plan::replace_children_if_necessary;
use datafusion::physical_plan::joins::{CrossJoinExec, HashJoinExec, NestedLoopJoinExec, SortMergeJoinExec};
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::union::UnionExec;
use datafusion::physical_plan::{ExecutionPlan, ExecutionPlanProperties};
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::unproven::hide;

/// The rule. It comes before sorts are placed.
#[derive(Debug)]
pub(in crate::optimizer) struct HideConstants;

impl PhysicalOptimizerRule for HideConstants {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        hide_below(plan, false, &Arc::new(config.clone()))
    }

    fn name(&self) -> &str {
        "hide_constants"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// `ordered` says that somebody above wants the rows in an order.
fn hide_below(
    plan: Arc<dyn ExecutionPlan>,
    ordered: bool,
    config: &Arc<ConfigOptions>,
) -> Result<Arc<dyn ExecutionPlan>> {
    let wanted = plan.required_input_ordering();
    let kept = plan.maintains_input_order();
    let kind = join_type(&*plan);
    // The sides of a join that may be missing in a row.
    let missing =
        [matches!(kind, Some(JoinType::Right | JoinType::Full)), matches!(kind, Some(JoinType::Left | JoinType::Full))];
    let forgotten = [false, ordered && kind.is_some() && !is_planted(Mutant::ConstantsOfTheRightSide)];
    // A union says that it keeps an order only where its legs have it already.
    let is_union = plan.is::<UnionExec>();
    let hides_missing = !is_planted(Mutant::ConstantsOfTheMissingSide);
    let hides_inputs = is_union && !is_planted(Mutant::ConstantsOfInputs);
    let mut children = Vec::with_capacity(plan.children().len());
    for (side, child) in plan.children().into_iter().enumerate() {
        let sorts = plan.is::<SortExec>() || wanted.get(side).is_some_and(Option::is_some);
        let keeps = is_union || kept.get(side).copied().unwrap_or(false);
        let in_order = sorts || ordered && keeps;
        let child = hide_below(Arc::clone(child), in_order, config)?;
        let of_join = |sides: [bool; 2]| sides.get(side).copied().unwrap_or(false);
        let hides = match of_join(missing) {
            true => hides_missing,
            false => of_join(forgotten) || hides_inputs && ordered,
        };
        children.push(match hides {
            true => hide_known(child, |_, _| true, config)?,
            false if in_order && !is_planted(Mutant::ConstantsOfPartitions) => hide_known(child, varies, config)?,
            false => child,
        });
    }
    replace_children_if_necessary(plan, children)
}

/// The kind of a join; none for any other node.
fn join_type(plan: &dyn ExecutionPlan) -> Option<JoinType> {
    let hash = plan.downcast_ref::<HashJoinExec>().map(|join| *join.join_type());
    let merge = || plan.downcast_ref::<SortMergeJoinExec>().map(SortMergeJoinExec::join_type);
    let nested = || plan.downcast_ref::<NestedLoopJoinExec>().map(|join| *join.join_type());
    let cross = || plan.is::<CrossJoinExec>().then_some(JoinType::Inner);
    hash.or_else(merge).or_else(nested).or_else(cross)
}

/// Hides the columns of what is known to be constant, or equal to something, and `is_hidden`.
fn hide_known(
    plan: Arc<dyn ExecutionPlan>,
    is_hidden: impl Fn(&EquivalenceGroup, &Arc<dyn PhysicalExpr>) -> bool,
    config: &Arc<ConfigOptions>,
) -> Result<Arc<dyn ExecutionPlan>> {
    let mut hidden = vec![false; plan.schema().fields().len()];
    let group = plan.equivalence_properties().eq_group();
    for expr in group.iter().flat_map(|class| class.iter()).filter(|expr| is_hidden(group, expr)) {
        collect_columns(expr).iter().map(Column::index).for_each(|place| hidden[place] = true);
    }
    if hidden.contains(&true) { hide(plan, |place| hidden[place], config) } else { Ok(plan) }
}

/// Whether something has one value in each partition, which may be another one in the next.
fn varies(group: &EquivalenceGroup, expr: &Arc<dyn PhysicalExpr>) -> bool {
    group.is_expr_constant(expr) == Some(AcrossPartitions::Heterogeneous)
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::{DataType, Field, Schema};
    use datafusion::common::NullEquality;
    use datafusion::logical_expr::Operator;
    use datafusion::physical_expr::expressions::{BinaryExpr, lit};
    use datafusion::physical_expr::{ConstExpr, LexOrdering, PhysicalSortExpr};
    use datafusion::physical_plan::joins::PartitionMode;
    use datafusion::physical_plan::placeholder_row::PlaceholderRowExec;
    use datafusion::physical_plan::projection::{ProjectionExec, ProjectionExpr};

    use super::*;

    fn column(name: &str, place: usize) -> Arc<dyn PhysicalExpr> {
        Arc::new(Column::new(name, place))
    }

    /// One row whose columns are 7.
    fn constant(name: &str) -> Arc<dyn ExecutionPlan> {
        let schema = Schema::new(vec![Field::new("nothing", DataType::Null, true)]);
        let row = Arc::new(PlaceholderRowExec::new(Arc::new(schema)));
        let fields = vec![ProjectionExpr { expr: lit(7_i64), alias: name.to_owned() }];
        Arc::new(ProjectionExec::try_new(fields, row).expect("a projection"))
    }

    /// Which columns of a join of two constant ones are known to be constant.
    fn known(kind: JoinType) -> [bool; 2] {
        let on = vec![(column("a", 0), column("b", 0))];
        let (left, right) = (constant("a"), constant("b"));
        let nulls = NullEquality::NullEqualsNull;
        let mode = PartitionMode::CollectLeft;
        let join = HashJoinExec::try_new(left, right, on, None, &kind, None, mode, nulls, false).expect("a join");
        let hidden = HideConstants.optimize(Arc::new(join), &ConfigOptions::default()).expect("a plan");
        let group = hidden.equivalence_properties().eq_group();
        [column("a", 0), column("b", 1)].map(|column| group.is_expr_constant(&column).is_some())
    }

    #[test]
    fn the_missing_side_of_a_join_is_not_constant() {
        assert!(known(JoinType::Inner)[0]);
        assert!(known(JoinType::Left)[0]);
        assert!(!known(JoinType::Left)[1]);
        assert!(!known(JoinType::Right)[0]);
        assert_eq!(known(JoinType::Full), [false, false]);
    }

    /// One row, and what is computed of its constant.
    fn computed() -> Arc<dyn ExecutionPlan> {
        let sum = BinaryExpr::new(column("a", 0), Operator::Plus, column("a", 0));
        let fields = vec![ProjectionExpr { expr: Arc::new(sum), alias: "b".to_owned() }];
        Arc::new(ProjectionExec::try_new(fields, constant("a")).expect("a projection"))
    }

    fn constancy(plan: &Arc<dyn ExecutionPlan>) -> Option<AcrossPartitions> {
        plan.equivalence_properties().eq_group().is_expr_constant(&column("b", 0))
    }

    #[test]
    fn what_is_computed_of_a_constant_is_sorted_by() {
        let key = LexOrdering::new([PhysicalSortExpr::new_default(column("b", 0))]).expect("a key");
        let sort = Arc::new(SortExec::new(key, computed()).with_preserve_partitioning(true));
        let hidden = HideConstants.optimize(sort, &ConfigOptions::default()).expect("a plan");
        assert_eq!(constancy(hidden.children()[0]), None);
    }

    /// When this fails, DataFusion knows that what is computed of a constant is the same in all partitions, or takes it
    /// for no constant.
    #[test]
    fn datafusion_takes_what_is_computed_for_a_constant_of_each_partition() {
        assert_eq!(constancy(&computed()), Some(AcrossPartitions::Heterogeneous));
    }

    fn joined(kind: JoinType, left: bool) -> bool {
        let mut sides = [EquivalenceGroup::default(), EquivalenceGroup::default()];
        sides[usize::from(!left)].add_constant(ConstExpr::new(column("a", 0), AcrossPartitions::Uniform(None)));
        let group = sides[0].join(&sides[1], &kind, 1, &[]).expect("a group");
        group.is_expr_constant(&column("a", usize::from(!left))).is_some()
    }

    /// When this fails, DataFusion forgets the constants of an outer join's missing side.
    #[test]
    fn datafusion_keeps_constants_of_a_missing_side() {
        assert!(joined(JoinType::Full, true));
        assert!(joined(JoinType::Right, true));
    }

    /// When this fails, DataFusion keeps the constants of a join's right side.
    #[test]
    fn datafusion_forgets_constants_of_the_right_side() {
        assert!(joined(JoinType::Inner, true));
        assert!(!joined(JoinType::Inner, false));
    }
}
