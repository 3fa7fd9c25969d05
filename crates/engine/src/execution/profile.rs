//! What a query has read.

use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::MetricValue;

/// What a query has read of Parquet files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// Row groups that statistics, Bloom filters or the best rows so far did not rule out.
    pub row_groups_read: usize,
    /// Row groups of all files.
    pub row_groups: usize,
    /// Bytes.
    pub bytes: usize,
}

impl Profile {
    /// What a plan has read so far.
    pub(super) fn of(plan: &dyn ExecutionPlan) -> Self {
        let mut profile = Profile::default();
        profile.add(plan);
        profile
    }

    /// What this part of a plan has read so far, without those below it.
    pub(crate) fn own(plan: &dyn ExecutionPlan) -> Self {
        let mut profile = Profile::default();
        profile.add_own(plan);
        profile
    }

    fn add(&mut self, plan: &dyn ExecutionPlan) {
        self.add_own(plan);
        plan.children().into_iter().for_each(|child| self.add(&**child));
    }

    fn add_own(&mut self, plan: &dyn ExecutionPlan) {
        for metric in plan.metrics().iter().flat_map(|set| set.iter()) {
            match metric.value() {
                MetricValue::PruningMetrics { name, pruning_metrics: found } => match &**name {
                    "row_groups_pruned_statistics" => {
                        self.row_groups += found.pruned() + found.matched();
                        self.row_groups_read += found.matched();
                    }
                    "row_groups_pruned_bloom_filter" | "limit_pruned_row_groups" => {
                        self.row_groups_read = self.row_groups_read.saturating_sub(found.pruned());
                    }
                    _ => {}
                },
                MetricValue::Count { name, count } => match &**name {
                    "row_groups_pruned_dynamic_filter" => {
                        self.row_groups_read = self.row_groups_read.saturating_sub(count.value());
                    }
                    "bytes_scanned" => self.bytes += count.value(),
                    _ => {}
                },
                _ => {}
            }
        }
    }
}
