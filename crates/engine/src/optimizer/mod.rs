//! The logical optimizer: a list of rules of our own, in one pass.
//!
//! The planner hands over equi-join keys, aggregates instead of `distinct`, and no subqueries, so that much of
//! DataFusion's list has nothing to do; with dozens of parsers under one query, the rest of it would take longer than
//! the query. The order matters: [`unwrap::UnwrapConversions`] must see the filters where the push-down has left them,
//! before anything pulls a conversion out of them.

mod beliefs;
mod deal;
mod footers;
mod once;
mod proven;
mod steady;
mod unwrap;

pub(crate) use beliefs::{allow_careful_nulls, keep_extremes};

use std::sync::Arc;

use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::optimizer::OptimizerRule;
use datafusion::optimizer::common_subexpr_eliminate::CommonSubexprEliminate;
use datafusion::optimizer::eliminate_filter::EliminateFilter;
use datafusion::optimizer::eliminate_outer_join::EliminateOuterJoin;
use datafusion::optimizer::optimize_projections::OptimizeProjections;
use datafusion::optimizer::propagate_empty_relation::PropagateEmptyRelation;
use datafusion::optimizer::push_down_limit::PushDownLimit;
use datafusion::optimizer::simplify_expressions::SimplifyExpressions;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;

use beliefs::{
    DropStaleLimits, ForgetKeys, HideComputed, HideConstants, HideEqualities, PushDownFilters, without_row_counts,
};

/// The rules, in order. `footers` is where the tables' footers are.
pub fn rules(footers: &Arc<FileMetadataCache>) -> Vec<Arc<dyn OptimizerRule + Send + Sync>> {
    vec![
        Arc::new(SimplifyExpressions::new()),
        Arc::new(EliminateFilter::new()),
        Arc::new(PropagateEmptyRelation::new()),
        Arc::new(EliminateOuterJoin::new()),
        Arc::new(PushDownLimit::new()),
        Arc::new(PushDownFilters::default()),
        Arc::new(unwrap::UnwrapConversions),
        Arc::new(SimplifyExpressions::new()),
        Arc::new(ForgetKeys),
        Arc::new(OptimizeProjections::new()),
        Arc::new(footers::AnswerFromFooters::new(Arc::clone(footers))),
        Arc::new(CommonSubexprEliminate::new()),
        Arc::new(once::RemoveOnce),
        Arc::new(HideEqualities),
    ]
}

/// The rules for physical plans, in order: DataFusion's own without the beliefs that are not proven, and ours behind
/// them.
pub fn physical_rules(footers: &Arc<FileMetadataCache>) -> Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> {
    let mut rules = without_row_counts(PhysicalOptimizer::new().rules);
    let sorts = rules.iter().position(|rule| rule.name() == PLACES_SORTS).unwrap_or(0);
    rules.insert(sorts, Arc::new(HideConstants));
    rules.insert(0, Arc::new(HideComputed));
    rules.push(Arc::new(DropStaleLimits));
    rules.push(Arc::new(proven::DropProven::new(Arc::clone(footers))));
    rules.push(Arc::new(deal::DealRowGroups::new(Arc::clone(footers))));
    rules.push(Arc::new(steady::ReadSteadily::new(Arc::clone(footers))));
    rules
}

/// DataFusion's rule that sorts and divides rows where they must be, and leaves out what is not needed.
const PLACES_SORTS: &str = "EnsureRequirements";
