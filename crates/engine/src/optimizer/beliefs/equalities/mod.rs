//! Two expressions are equal in every row.
//!
//! DataFusion concludes from `where tolower(w) == w` that rows in the order of `w` are in that of `tolower(w)`, and
//! writes the one for the other, in which it finds the first again: `w` becomes `tolower(w)`, which becomes
//! `tolower(tolower(w))`, and nobody recognizes the order of the rows any more. From `where bin(n, 10) == 0` it concludes
//! that a column `bin(n, 10)` is constant, leaves it out of a sort, and forgets why as soon as the filter gives fewer
//! columns. What an equality of anything but columns and constants teaches is seldom of use, so such a condition is
//! marked, which hides that it is an equality.

mod computed;

use std::sync::{Arc, LazyLock};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, LogicalPlan, Operator, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_symbols::mutants::{Mutant, is_planted};

pub(in crate::optimizer) use computed::HideComputed;

/// Hides equalities of expressions from the physical planner. It comes when filters are where they stay.
#[derive(Debug)]
pub(in crate::optimizer) struct HideEqualities;

impl OptimizerRule for HideEqualities {
    fn name(&self) -> &str {
        "hide_equalities"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::BottomUp)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        match plan {
            plan if is_planted(Mutant::EqualitiesAreBelieved) => Ok(Transformed::no(plan)),
            LogicalPlan::Filter(mut filter) => {
                let hidden = hide(filter.predicate)?;
                filter.predicate = hidden.data;
                Ok(Transformed::new(LogicalPlan::Filter(filter), hidden.transformed, hidden.tnr))
            }
            LogicalPlan::TableScan(mut scan) if !scan.filters.is_empty() => {
                let hidden = scan.filters.into_iter().map(hide).collect::<Result<Vec<_>>>()?;
                let changed = hidden.iter().any(|filter| filter.transformed);
                scan.filters = hidden.into_iter().map(|filter| filter.data).collect();
                let plan = LogicalPlan::TableScan(scan);
                Ok(if changed { Transformed::yes(plan) } else { Transformed::no(plan) })
            }
            other => Ok(Transformed::no(other)),
        }
    }
}

/// A condition whose equalities are marked, but for those of columns and constants.
fn hide(condition: Expr) -> Result<Transformed<Expr>> {
    condition.transform_up(|expr| match &expr {
        Expr::BinaryExpr(pair) if pair.op == Operator::Eq => {
            let is_plain = |side: &Expr| matches!(side, Expr::Column(_) | Expr::Literal(..));
            let is_harmless = is_plain(&pair.left) && is_plain(&pair.right);
            Ok(if is_harmless { Transformed::no(expr) } else { Transformed::yes(MARK.call(vec![expr])) })
        }
        _ => Ok(Transformed::no(expr)),
    })
}

static MARK: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| {
    Arc::new(ScalarUDF::from(Holds { signature: Signature::exact(vec![DataType::Boolean], Volatility::Immutable) }))
});

/// The identity of conditions.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Holds {
    signature: Signature,
}

impl ScalarUDFImpl for Holds {
    fn name(&self) -> &str {
        "kql_holds"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match args.args.pop() {
            Some(condition) => Ok(condition),
            None => internal_err!("{} takes one argument", self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use datafusion::logical_expr::{col, lit};
    use datafusion::physical_expr::PhysicalExpr;
    use datafusion::physical_expr::equivalence::EquivalenceGroup;
    use datafusion::physical_expr::expressions::{Column, NegativeExpr};

    use super::*;

    #[test]
    fn what_is_hidden() {
        let is_hidden = |condition: Expr| hide(condition).expect("a condition").transformed;
        assert!(is_hidden((-col("a")).eq(col("a"))));
        assert!(is_hidden(col("b").gt(lit(1)).or(col("a").eq(-col("b")))));
        assert!(!is_hidden(col("a").eq(col("b"))));
        assert!(is_hidden((-col("a")).eq(lit(1))));
        assert!(!is_hidden(col("a").eq(lit(1))));
        assert!(!is_hidden(col("a").not_eq(-col("b"))));
    }

    /// When this fails, DataFusion knows what a column is equal to, however often it looks.
    #[test]
    fn datafusion_finds_a_column_in_what_it_is_equal_to() {
        let column: Arc<dyn PhysicalExpr> = Arc::new(Column::new("a", 0));
        let negative: Arc<dyn PhysicalExpr> = Arc::new(NegativeExpr::new(Arc::clone(&column)));
        let mut group = EquivalenceGroup::default();
        group.add_equal_conditions(negative, Arc::clone(&column));
        let once = group.normalize_expr(column);
        let twice = group.normalize_expr(Arc::clone(&once));
        assert_ne!(once.to_string(), twice.to_string());
    }
}
