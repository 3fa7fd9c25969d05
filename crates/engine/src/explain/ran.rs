//! What each part of a plan did, once it has run.

use std::collections::BTreeSet;
use std::time::Duration;

use datafusion::datasource::physical_plan::FileScanConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode};
use datafusion::physical_plan::joins::{HashJoinExec, NestedLoopJoinExec};
use datafusion::physical_plan::metrics::{MetricValue, MetricsSet};
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::{ExecutionPlan, ExecutionPlanProperties};

use crate::execution::Profile;

/// A part of a plan that has run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RanStep {
    /// How many parts take its rows before they are the result's.
    pub depth: usize,
    /// What it does, in KQL's words.
    pub text: String,
    /// The rows that it gave, where they are counted.
    pub rows: Option<usize>,
    /// The time that it took for itself, all threads together.
    pub time: Option<Duration>,
    /// How many files it opened at most; none where it reads no files.
    pub files: Option<usize>,
    /// What it has read.
    pub profile: Profile,
}

/// What the parts of a plan have done so far, the result's first. What only hands rows on is left out.
pub(crate) fn ran(plan: &dyn ExecutionPlan) -> Vec<RanStep> {
    let mut steps = Vec::new();
    add(plan, 0, &mut steps);
    steps
}

fn add(plan: &dyn ExecutionPlan, depth: usize, steps: &mut Vec<RanStep>) {
    let mut inner = depth;
    if let Some(text) = text(plan) {
        let metrics = plan.metrics();
        steps.push(RanStep {
            depth,
            text,
            rows: metrics.as_ref().and_then(MetricsSet::output_rows),
            time: metrics.as_ref().and_then(time),
            files: files(plan),
            profile: Profile::own(plan),
        });
        inner += 1;
    }
    plan.children().into_iter().for_each(|child| add(&**child, inner, steps));
}

/// The time of a part: what it calls its computing, else the sum of its times.
fn time(metrics: &MetricsSet) -> Option<Duration> {
    let nanoseconds = metrics.elapsed_compute().filter(|time| *time > 0).or_else(|| {
        let times = metrics.iter().filter_map(|metric| match metric.value() {
            MetricValue::Time { name, time } if !name.contains("until") && !name.contains("total") => {
                Some(time.value())
            }
            _ => None,
        });
        Some(times.sum()).filter(|time| *time > 0)
    });
    nanoseconds.map(|time| Duration::from_nanos(time as u64))
}

/// What a part does; none where it only hands rows on.
fn text(plan: &dyn ExecutionPlan) -> Option<String> {
    if let Some(aggregate) = plan.downcast_ref::<AggregateExec>() {
        let word = if aggregate.aggr_expr().is_empty() { "distinct" } else { "summarize" };
        return Some(match aggregate.mode() {
            AggregateMode::Partial => {
                format!("{word} in each of {} parts", plan.output_partitioning().partition_count())
            }
            _ => word.to_owned(),
        });
    }
    if let Some(sort) = plan.downcast_ref::<SortExec>() {
        return Some(sort.fetch().map_or("sort".to_owned(), |rows| format!("top {rows}")));
    }
    if let Some(join) = plan.downcast_ref::<HashJoinExec>() {
        return Some(format!("join kind={}", join.join_type().to_string().to_lowercase()));
    }
    if let Some(join) = plan.downcast_ref::<NestedLoopJoinExec>() {
        return Some(format!("join kind={}, row by row", join.join_type().to_string().to_lowercase()));
    }
    let word = match plan.name() {
        "CoalescePartitionsExec"
        | "CoalesceBatchesExec"
        | "CompactExec"
        | "RepartitionExec"
        | "CooperativeExec"
        | "SortPreservingMergeExec" => return None,
        "FilterExec" => "where",
        "ProjectionExec" => "extend, project",
        "CrossJoinExec" => "join of all with all",
        "UnionExec" => "union",
        "GlobalLimitExec" | "LocalLimitExec" => "take",
        "UnnestExec" => "mv-expand",
        "BoundedWindowAggExec" | "WindowAggExec" => "serialize, window functions",
        "PlaceholderRowExec" => "print",
        "EmptyExec" => "no rows",
        "DataSourceExec" => {
            return Some(if files(plan).is_some() { "read files" } else { "rows in memory" }.to_owned());
        }
        "StreamingTableExec" => "read text files",
        // A part of DataFusion's that has no word in KQL is called as there.
        other => other,
    };
    Some(word.to_owned())
}

/// The files of a scan.
fn files(plan: &dyn ExecutionPlan) -> Option<usize> {
    let scan = plan.downcast_ref::<DataSourceExec>()?.data_source().downcast_ref::<FileScanConfig>()?;
    let paths = scan.file_groups.iter().flat_map(|group| group.iter()).map(|file| file.path());
    Some(paths.collect::<BTreeSet<_>>().len())
}
