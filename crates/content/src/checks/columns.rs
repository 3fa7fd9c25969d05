//! Columns that mappings and details name, and whether the query returns them.

use std::ops::Range;

use lurcher_diagnostics::Source;

use super::subject::{Subject, items};
use super::{Remark, codes, suggestion};
use crate::Place;
use crate::kinds::Content;
use crate::yaml::{Document, Node};

/// The columns that a document names and its query, which returns `columns`, does not have.
pub fn unknown_columns(document: &Document, content: &Content, columns: &[&str]) -> Vec<Remark> {
    let Some(mut subject) = Subject::of(document, content) else { return Vec::new() };
    for (place, name) in named_columns(&subject) {
        if columns.contains(&&*name) {
            continue;
        }
        let message = format!("the query returns no column '{name}'");
        let help = match suggestion::nearest(&name, columns.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "let the query return it, or name another column".to_owned(),
        };
        subject.refused(place, codes::UNKNOWN_COLUMN, message, help);
    }
    subject.remarks
}

/// The columns that entity mappings, custom details and alert details name.
fn named_columns(subject: &Subject<'_>) -> Vec<(Place, String)> {
    let mut nodes: Vec<&Node> = Vec::new();
    for mapping in subject.items("entityMappings") {
        let fields = mapping.get("fieldMappings").map_or(&[][..], items);
        nodes.extend(fields.iter().filter_map(|field| field.get("columnName")));
    }
    nodes.extend(subject.items("sentinelEntitiesMappings").iter().filter_map(|mapping| mapping.get("columnName")));
    nodes.extend(subject.node("customDetails").map_or(&[][..], Node::entries).iter().map(|entry| &entry.node));
    let details = subject.node("alertDetailsOverride");
    let of_details = |key: &str| details.and_then(|details| details.get(key));
    nodes.extend(["alertTacticsColumnName", "alertSeverityColumnName"].into_iter().filter_map(of_details));
    let dynamic = of_details("alertDynamicProperties").map_or(&[][..], items);
    nodes.extend(dynamic.iter().filter_map(|property| property.get("value")));

    let named = |node: &&Node| !node.is_null() && node.as_str().is_some_and(|name| !name.trim().is_empty());
    let mut columns: Vec<(Place, String)> = nodes
        .into_iter()
        .filter(named)
        .filter_map(|node| Some((subject.place(node), node.as_str()?.trim().to_owned())))
        .collect();
    for key in ["alertDisplayNameFormat", "alertDescriptionFormat"] {
        let Some(source) = of_details(key).and_then(|node| subject.document.source(node)) else { continue };
        for range in placeholders(&source) {
            let name = source.text[range.clone()].trim().to_owned();
            columns.push((Place::in_source(&source, range), name));
        }
    }
    columns
}

/// Where the names of columns stand in a text such as `{{Computer}} was attacked`.
pub(super) fn placeholders(source: &Source) -> Vec<Range<usize>> {
    let text = &*source.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|i| at + i + 2) {
        let Some(close) = text[open..].find("}}").map(|i| open + i) else { break };
        found.push(open..close);
        at = close + 2;
    }
    found
}
