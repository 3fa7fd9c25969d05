//! Custom detections of Defender XDR, as Microsoft Graph gives them: one, or a list.
//! <https://learn.microsoft.com/graph/api/resources/security-detectionrule>

use super::{piece, renamed, rewritten};
use crate::Piece;
use crate::kinds::{Content, HuntingQuery, KindError};
use crate::yaml::{Document, Entry, Node, Value};

/// The keys of an alert's template and what Sentinel's YAML calls them.
const OF_ALERT: [(&str, &str); 4] = [
    ("description", "description"),
    ("severity", "severity"),
    ("category", "tactics"),
    ("mitreTechniques", "relevantTechniques"),
];

/// The detections of a document; none where it is something else.
pub(super) fn read(document: &Document) -> Vec<Result<Piece, KindError>> {
    let root = &document.root;
    let rules: Vec<&Node> = match (root.get("value").map(|node| &node.value), &root.value) {
        (Some(Value::Sequence(items)), _) | (None, Value::Sequence(items)) => items.iter().collect(),
        _ => vec![root],
    };
    rules.into_iter().filter_map(|rule| detection(document, rule)).collect()
}

fn detection(document: &Document, rule: &Node) -> Option<Result<Piece, KindError>> {
    let query = rule.get("queryCondition")?.entry("queryText")?;
    let alert = rule.get("detectionAction").and_then(|action| action.get("alertTemplate"));
    let of_alert = OF_ALERT.iter().filter_map(|(own, key)| Some(renamed(alert?.entry(own)?, key)));
    let id = rule.entry("detectorId").or_else(|| rule.entry("id")).map(|id| renamed(id, "id"));
    let name = rule.entry("displayName").map(|name| renamed(name, "name"));
    let entries: Vec<Entry> = id.into_iter().chain(name).chain(of_alert).chain([renamed(query, "query")]).collect();
    let detection = |document: &Document| HuntingQuery::read(document).map(Content::CustomDetection);
    Some(piece(rewritten(document, entries, rule.start), detection))
}
