//! When a rule runs, over what span of time, and from how many rows on it alerts.

use super::codes;
use super::duration::Duration;
use super::subject::{Kind, Subject};
use crate::kinds::RuleKind;
use crate::yaml::Node;

const SHORTEST: Duration = Duration::minutes(5);
const LONGEST: Duration = Duration::days(14);
/// A rule that looks further back than this may not run more often than [`LONG_PERIOD_FREQUENCY`].
const LONG_PERIOD: Duration = Duration::days(2);
const LONG_PERIOD_FREQUENCY: Duration = Duration::hours(1);
const LARGEST_THRESHOLD: u32 = 10_000;

pub(super) fn check(subject: &mut Subject<'_>) {
    if subject.kind != Kind::Rule(RuleKind::Scheduled) {
        return;
    }
    let frequency = duration(subject, "queryFrequency");
    let period = duration(subject, "queryPeriod");
    if let (Some((frequency, node)), Some((period, _))) = (frequency, period) {
        if period < frequency {
            let message =
                "the rule looks back over less time ('queryPeriod') than passes between two runs ('queryFrequency')";
            let help = "make 'queryPeriod' as long as 'queryFrequency' or longer, or nobody looks at what lies between";
            subject.error(subject.place(node), codes::PERIOD_TOO_SHORT, message, help);
        }
        if period >= LONG_PERIOD && frequency < LONG_PERIOD_FREQUENCY {
            let message = "a rule that looks back over two days or more runs at most once an hour";
            let help = "make 'queryFrequency' 1h or longer, or 'queryPeriod' shorter than 2d";
            subject.error(subject.place(node), codes::FREQUENCY_TOO_HIGH, message, help);
        }
    }
    check_threshold(subject);
}

/// The span of time of a key, where there is one that Sentinel takes.
fn duration<'a>(subject: &mut Subject<'a>, key: &str) -> Option<(Duration, &'a Node)> {
    let node = subject.node(key)?;
    let text = node.as_str()?.trim();
    let place = subject.place(node);
    let Some(duration) = Duration::parse(text) else {
        let message = format!("'{key}' is no span of time: '{text}'");
        subject.error(
            place,
            codes::BAD_DURATION,
            message,
            "write a whole number with m, h or d, such as 5m, 1h or 14d",
        );
        return None;
    };
    if !(SHORTEST..=LONGEST).contains(&duration) {
        let message = format!("'{key}' is '{text}', and Sentinel takes 5 minutes to 14 days");
        subject.error(place, codes::DURATION_OUT_OF_RANGE, message, "write 5m at least and 14d at most");
        return None;
    }
    Some((duration, node))
}

fn check_threshold(subject: &mut Subject<'_>) {
    let Some(node) = subject.node("triggerThreshold") else { return };
    let threshold = node.as_str().and_then(|text| text.trim().parse::<u32>().ok());
    if let Some(threshold) = threshold.filter(|threshold| *threshold > LARGEST_THRESHOLD) {
        let message = format!("'triggerThreshold' is {threshold}, and Sentinel takes 0 to {LARGEST_THRESHOLD}");
        let help = "count in the query, and let the threshold be 0";
        subject.error(subject.place(node), codes::THRESHOLD_OUT_OF_RANGE, message, help);
    }
}
