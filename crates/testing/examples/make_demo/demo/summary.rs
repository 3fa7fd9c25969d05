//! What summary rules wrote of the sessions: counts a window by protocol, port, service, direction and action, in the
//! two tables that hunts know.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use super::session::{Device, Session};
use super::time::{HOUR, LAST_WINDOW, MINUTE, WINDOW, iso};

/// `NetworkSummary_Protocol_CL` goes back as far.
const SUMMARY_HOURS: i64 = 24;
/// `NetworkCustomAnalytics_protocol_CL`, which the summary rules replaced, goes back as far.
const ANALYTICS_HOURS: i64 = 6;

/// A window's start, then the protocol, port, service, direction and action.
type Group = (i64, &'static str, Option<u64>, &'static str, &'static str, &'static str);

/// The two tables' files.
pub(super) fn files(sessions: &[Session]) -> Vec<(String, String)> {
    let counts = counts(sessions);
    vec![
        ("tables/NetworkSummary_Protocol_CL.csv.gz".into(), summary(&counts)),
        ("tables/NetworkCustomAnalytics_protocol_CL.jsonl.gz".into(), analytics(&counts)),
    ]
}

fn counts(sessions: &[Session]) -> BTreeMap<Group, u64> {
    let mut counts = BTreeMap::new();
    for s in sessions.iter().filter(|s| s.time < LAST_WINDOW + WINDOW) {
        // CEF has no field for the service.
        let service = if s.device == Device::Branch { "" } else { s.service };
        let start = s.time - s.time % WINDOW;
        *counts.entry((start, s.protocol, s.port, service, s.direction, s.action)).or_default() += 1;
    }
    counts
}

fn summary(counts: &BTreeMap<Group, u64>) -> String {
    let mut text =
        "TimeGenerated,EventTime,NetworkProtocol,DstPortNumber,DstAppName,NetworkDirection,DvcAction,count_\n"
            .to_owned();
    for ((start, protocol, port, service, direction, action), count) in since(counts, SUMMARY_HOURS) {
        let (time, port) = (iso(*start), port.map(|p| p.to_string()).unwrap_or_default());
        let _ = writeln!(text, "{time},{time},{protocol},{port},{service},{direction},{action},{count}");
    }
    text
}

fn analytics(counts: &BTreeMap<Group, u64>) -> String {
    let mut text = String::new();
    for ((start, protocol, port, service, direction, action), count) in since(counts, ANALYTICS_HOURS) {
        let row = json!({
            // A playbook wrote it, some minutes after the window's end.
            "TimeGenerated": iso(start + WINDOW + 7 * MINUTE),
            "EventTime_t": iso(*start),
            "NetworkProtocol_s": protocol,
            "DstPortNumber_d": port,
            "DstAppName_s": service,
            "NetworkDirection_s": direction,
            "DvcAction_s": action,
            "count__d": count,
        });
        let _ = writeln!(text, "{row}");
    }
    text
}

fn since(counts: &BTreeMap<Group, u64>, hours: i64) -> impl Iterator<Item = (&Group, &u64)> {
    counts.iter().filter(move |((start, ..), _)| *start > LAST_WINDOW - hours * HOUR)
}
