//! Keys that have to be there.

use lurcher_diagnostics::Severity::{self, Error, Warning};

use super::codes;
use super::subject::{Kind, Subject};
use crate::kinds::RuleKind;

/// The keys that Sentinel's format asks for. Without those marked as errors it takes no rule.
const OF_RULES: &[(&str, Severity)] = &[
    ("id", Error),
    ("name", Error),
    ("description", Error),
    ("severity", Error),
    ("kind", Warning),
    ("requiredDataConnectors", Warning),
    ("tactics", Warning),
    ("relevantTechniques", Warning),
];
const OF_SCHEDULED_RULES: &[(&str, Severity)] =
    &[("queryFrequency", Error), ("queryPeriod", Error), ("triggerOperator", Error), ("triggerThreshold", Error)];
const OF_HUNTING_QUERIES: &[(&str, Severity)] = &[
    ("id", Warning),
    ("name", Warning),
    ("description", Warning),
    ("requiredDataConnectors", Warning),
    ("tactics", Warning),
    ("relevantTechniques", Warning),
];

pub(super) fn check(subject: &mut Subject<'_>) {
    // What the API has taken and given back has all that it needs.
    if subject.document.is_json() {
        return;
    }
    let lists: &[_] = match subject.kind {
        Kind::Rule(RuleKind::Scheduled) => &[OF_RULES, OF_SCHEDULED_RULES],
        Kind::Rule(RuleKind::NearRealTime) => &[OF_RULES],
        Kind::HuntingQuery => &[OF_HUNTING_QUERIES],
        Kind::SummaryRule => &[],
    };
    for (key, severity) in lists.iter().copied().flatten() {
        if subject.entry(key).is_some() {
            continue;
        }
        let (place, message) = match subject.document.root.entry(key) {
            Some(entry) => {
                (subject.document.place_of_key(entry), format!("'{key}' of this {} is empty", subject.name()))
            }
            None => (subject.place(&subject.document.root), format!("this {} has no '{key}'", subject.name())),
        };
        let help = match *key {
            "id" => "add 'id:' with a new GUID, as New-Guid or uuidgen make one".to_owned(),
            "requiredDataConnectors" => "add it; 'requiredDataConnectors: []' says that there is none".to_owned(),
            "severity" => "add 'severity:' with High, Medium, Low or Informational".to_owned(),
            "kind" => "add 'kind: Scheduled' or 'kind: NRT'".to_owned(),
            _ => format!("add '{key}:' with its value"),
        };
        subject.say(*severity, place, codes::MISSING_METADATA, message, help);
    }
}
