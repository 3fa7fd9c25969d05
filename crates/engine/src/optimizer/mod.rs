//! The logical optimizer: a list of rules of our own, in one pass.
//!
//! The planner hands over equi-join keys, aggregates instead of `distinct`, and no subqueries, so that much of DataFusion's list has nothing to do;
//! with dozens of parsers under one query, the rest of it would take longer than the query. The order matters: [`unwrap::UnwrapConversions`] must see the
//! filters where the push-down has left them, before anything pulls a conversion out of them.

mod deal;
mod footers;
mod once;
mod proven;
mod unwrap;

use std::sync::Arc;

use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::optimizer::OptimizerRule;
use datafusion::optimizer::common_subexpr_eliminate::CommonSubexprEliminate;
use datafusion::optimizer::eliminate_filter::EliminateFilter;
use datafusion::optimizer::eliminate_outer_join::EliminateOuterJoin;
use datafusion::optimizer::optimize_projections::OptimizeProjections;
use datafusion::optimizer::propagate_empty_relation::PropagateEmptyRelation;
use datafusion::optimizer::push_down_filter::PushDownFilter;
use datafusion::optimizer::push_down_limit::PushDownLimit;
use datafusion::optimizer::simplify_expressions::SimplifyExpressions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;

/// The rules, in order. `footers` is where the tables' footers are.
pub fn rules(footers: &Arc<FileMetadataCache>) -> Vec<Arc<dyn OptimizerRule + Send + Sync>> {
    vec![
        Arc::new(SimplifyExpressions::new()),
        Arc::new(EliminateFilter::new()),
        Arc::new(PropagateEmptyRelation::new()),
        Arc::new(EliminateOuterJoin::new()),
        Arc::new(PushDownLimit::new()),
        Arc::new(PushDownFilter::new()),
        Arc::new(unwrap::UnwrapConversions),
        Arc::new(SimplifyExpressions::new()),
        Arc::new(OptimizeProjections::new()),
        Arc::new(footers::AnswerFromFooters::new(Arc::clone(footers))),
        Arc::new(CommonSubexprEliminate::new()),
        Arc::new(once::RemoveOnce),
    ]
}

/// What comes behind DataFusion's own rules, when the plan is physical, in order.
pub fn last_physical_rules(footers: &Arc<FileMetadataCache>) -> [Arc<dyn PhysicalOptimizerRule + Send + Sync>; 2] {
    [Arc::new(proven::DropProven::new(Arc::clone(footers))), Arc::new(deal::DealRowGroups::new(Arc::clone(footers)))]
}
