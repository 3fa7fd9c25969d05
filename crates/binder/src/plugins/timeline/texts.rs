//! The queries. They read the table `T` with the columns `id`, `at`, `d0`, `d1` …, and the constants of the call.
//!
//! `bin_of(x)` is the beginning of a point's step, `next_of(x)` that of the step behind. What depends on the call is
//! marked by `$`: `$dims` lists the dimensions with a comma before each, `$group` names the text that tells groups of
//! them apart, where there are any.

use lurcher_symbols::{ScalarType, Value};

use super::Scalar;

/// The plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimelinePlugin {
    ActiveUsersCount,
    ActivityCountsMetrics,
    ActivityEngagement,
    ActivityMetrics,
    NewActivityMetrics,
    RollingPercentile,
    SessionCount,
    SlidingWindowCounts,
}

use TimelinePlugin::*;

impl TimelinePlugin {
    /// The plugin of that name.
    pub fn of(name: &str) -> Option<Self> {
        let all = [
            ActiveUsersCount,
            ActivityCountsMetrics,
            ActivityEngagement,
            ActivityMetrics,
            NewActivityMetrics,
            RollingPercentile,
            SessionCount,
            SlidingWindowCounts,
        ];
        all.into_iter().find(|plugin| plugin.name() == name)
    }

    /// The plugin's name.
    pub fn name(self) -> &'static str {
        match self {
            ActiveUsersCount => "active_users_count",
            ActivityCountsMetrics => "activity_counts_metrics",
            ActivityEngagement => "activity_engagement",
            ActivityMetrics => "activity_metrics",
            NewActivityMetrics => "new_activity_metrics",
            RollingPercentile => "rolling_percentile",
            SessionCount => "session_count",
            SlidingWindowCounts => "sliding_window_counts",
        }
    }

    /// Where the two columns stand among the arguments.
    pub(super) fn column_places(self) -> [usize; 2] {
        if self == RollingPercentile { [0, 2] } else { [0, 1] }
    }

    /// The names of so many constants; none where the plugin does not take so many.
    pub(super) fn constants(self, count: usize) -> Option<&'static [&'static str]> {
        let ways: &[&[&str]] = match self {
            ActiveUsersCount => &[&["start", "stop", "lookback", "period", "least", "width"]],
            ActivityCountsMetrics => &[&["start", "stop", "width"]],
            ActivityEngagement => &[&["width", "window"], &["start", "stop", "width", "window"]],
            ActivityMetrics => &[&["width"], &["start", "stop", "width"]],
            NewActivityMetrics => &[&["start", "stop", "width"], &["start", "stop", "width", "cohort"]],
            RollingPercentile => &[&["percent", "width", "bins"]],
            SessionCount => &[&["start", "stop", "width", "lookback"]],
            SlidingWindowCounts => &[&["start", "stop", "window", "width"]],
        };
        ways.iter().find(|names| names.len() == count).copied()
    }

    /// Whether a step may be that name of a period of the calendar.
    pub(super) fn takes_period(self, step: &Value) -> bool {
        matches!(self, ActivityCountsMetrics | ActivityMetrics | NewActivityMetrics)
            && matches!(step.as_str(), Some("week" | "month" | "year"))
    }

    /// The names of the columns behind the dimensions.
    pub(super) fn measures(self) -> &'static [&'static str] {
        match self {
            ActiveUsersCount => &["dcount"],
            ActivityCountsMetrics => &["count", "dcount", "new_dcount", "aggregated_dcount"],
            ActivityEngagement => &["dcount_activities_inner", "dcount_activities_outer", "activity_ratio"],
            ActivityMetrics => &["dcount_values", "dcount_newvalues", "retention_rate", "churn_rate"],
            NewActivityMetrics => {
                &["dcount_new_values", "dcount_retained_values", "dcount_churn_values", "retention_rate", "churn_rate"]
            }
            RollingPercentile => &[],
            SessionCount => &["count_sessions"],
            SlidingWindowCounts => &["Count", "Dcount"],
        }
    }

    /// The query of a call with these constants, over a timeline of that type and so many dimensions.
    pub(super) fn text(self, scalars: &[Scalar], time: ScalarType, dimensions: usize, knows_ids: bool) -> String {
        let has = |name: &str| scalars.iter().any(|(n, ..)| *n == name);
        let period = scalars.iter().find(|(n, ..)| *n == "width").and_then(|(_, value, _)| value.as_str());
        let bin = match period {
            Some(period) => format!("startof{period}(x)"),
            // Sessions are counted in steps from zero, all else in steps from the start.
            None if self == SessionCount || !has("start") => "bin(x, width)".to_owned(),
            None => "bin_at(x, width, start)".to_owned(),
        };
        let next = period.map_or_else(|| "x + width".to_owned(), |period| format!("startof{period}(x, 1)"));
        let bounds = match has("start") {
            true => "let Rows = T | where at >= start and at <= stop; let until = stop;",
            false => "let Rows = T | where isnotnull(at); let until = toscalar(T | summarize max(at));",
        };
        let targets = match period {
            Some(_) => "P | distinct target = b",
            None => "range target from bin_of(start) to stop step width",
        };
        let names: Vec<String> = (0..dimensions).map(|i| format!("d{i}")).collect();
        let dims: String = names.iter().map(|name| format!(", {name}")).collect();
        let grouped = |text: &'static str| if names.is_empty() { "" } else { text };
        let make_group = format!(", grp = tostring(pack_array({}))", names.join(", "));
        let query = self
            .query()
            .replace("$steps", STEPS)
            .replace("$rows", if knows_ids { "Rows | join kind=leftanti (Known) on id" } else { "Rows" })
            .replace("$targets", targets)
            .replace("$cohort", if has("cohort") { "began == bin_of(cohort)" } else { "true" })
            .replace("$key", "key = tostring(pack_array(id$dims))")
            .replace("$makegroup", if names.is_empty() { "" } else { &make_group })
            .replace("$restart", grouped(", grp != prev(grp)"))
            .replace("$order", grouped("grp asc, "))
            .replace("$group", grouped(", grp"))
            .replace("$dims", &dims)
            .replace("$type", time.name());
        let ty = time.name();
        format!("let bin_of = (x:{ty}) {{ {bin} }};\nlet next_of = (x:{ty}) {{ {next} }};\n{bounds}\n{query}")
    }

    fn query(self) -> &'static str {
        match self {
            ActiveUsersCount => {
                "let Seen = materialize(T | where at > start - lookback and at <= stop | summarize by at, $key$dims);
Seen
| where at >= start
| join kind=inner (Seen | project key, other = at) on key
| where other > at - lookback and other <= at
| summarize periods = count_distinct(bin(other, period)) by key, at$dims
| where periods >= least
| summarize ids = count_distinct(key) by b = bin_of(at)$dims
| project b$dims, ids"
            }
            ActivityCountsMetrics => {
                "$steps
P
| join kind=inner (P | summarize began = min(b) by key) on key
| summarize total = sum(n), ids = count(), fresh = countif(b == began) by b$group$dims
| sort by $order b asc
| extend sofar = row_cumsum(fresh$restart)
| project b$dims, total, ids, fresh, sofar"
            }
            ActivityEngagement => {
                "$steps
P
| extend t = range(b, b + window - width, width)
| mv-expand t to typeof($type)
| where t <= until
| summarize own = countif(t == b) by t, key$dims
| summarize inner_ids = countif(own > 0), outer_ids = count() by t$dims
| project t$dims, inner_ids, outer_ids, ratio = todouble(inner_ids) / outer_ids"
            }
            ActivityMetrics => {
                "$steps
P
| join kind=leftouter (P | project key, b = next_of(b), again = true) on key, b
| summarize ids = count(), returned = countif(again) by b$group$dims
| join kind=leftouter (P | summarize before = count() by b$group | project b = next_of(b)$group, before) on b$group
| extend retention = todouble(returned) / todouble(coalesce(before, 0))
| project b$dims, ids, fresh = ids - returned, retention, churn = 1.0 - retention"
            }
            NewActivityMetrics => {
                "$steps
let Cohorts = P | summarize began = min(b) by key$group$dims;
let Seen = materialize(P | join kind=inner (Cohorts | project key, began) on key | summarize seen = count() by began, b$group);
Cohorts
| summarize size = count() by began$group$dims
| where $cohort
| join kind=inner ($targets) where target >= began
| join kind=leftouter (Seen | project began, target = b$group, seen) on began, target$group
| join kind=leftouter (Seen | project later = began, target = b$group, other = seen) on target$group
| summarize retained = take_any(seen), fresh = sumif(other, later > began or target == began and later == began) by began, target, size$dims
| extend retained = coalesce(retained, 0), fresh = coalesce(fresh, 0)
| extend retention = todouble(retained) / size
| project began, target$dims, fresh, retained, churned = size - retained, retention, churn = 1.0 - retention"
            }
            RollingPercentile => {
                "let Values = materialize(T | where isnotnull(at) | project id, b = bin_of(at)$makegroup$dims);
Values
| extend t = range(b, b + width * (bins - 1), width)
| mv-expand t to typeof($type)
| join kind=leftsemi (Values | summarize by t = b$group) on t$group
| summarize p = percentile(id, percent) by t$dims
| project t$dims, p"
            }
            SessionCount => {
                "Rows
| extend $key
| sort by key asc, at asc
| extend opens = key != prev(key) or at - prev(at) >= lookback
| summarize sessions = countif(opens) by b = bin_of(at)$dims
| project b$dims, sessions"
            }
            SlidingWindowCounts => {
                "$steps
P
| extend t = range(b, b + window - width, width)
| mv-expand t to typeof($type)
| where t <= until
| summarize total = sum(n) by t, key$dims
| summarize total = sum(total), ids = count() by t$dims
| project t$dims, total, ids"
            }
        }
    }
}

/// Who is there in which step, and how often.
const STEPS: &str = "let P = materialize($rows | summarize n = count() by b = bin_of(at), $key$makegroup$dims);";
