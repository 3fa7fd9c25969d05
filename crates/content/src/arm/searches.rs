//! Saved searches: functions by their alias, hunting queries by their category, other queries.
//! <https://learn.microsoft.com/azure/templates/microsoft.operationalinsights/workspaces/savedsearches>

use super::{Scope, made, own_name, piece, renamed, rewritten};
use crate::Piece;
use crate::kinds::{Content, KindError, PlainQuery, read_document};
use crate::yaml::{Document, Entry, Node, ScalarStyle, Value};

/// The category of hunting queries.
const HUNTS: &str = "Hunting Queries";

pub(super) fn read(
    document: &Document,
    resource: &Node,
    properties: &Node,
    scope: &Scope<'_>,
) -> Option<Result<Piece, KindError>> {
    let properties = scope.resolved(properties);
    // Azure reads the names of properties in any case: some of Sentinel's own templates have `FunctionAlias`.
    let property = |key: &str| properties.entries().iter().find(|entry| entry.key.eq_ignore_ascii_case(key));
    let text = |key| property(key).and_then(|entry| entry.node.as_str()).map(str::trim).unwrap_or_default();
    property("query")?;
    let entries = |names: &[(&str, &str)]| -> Vec<Entry> {
        let entry = |(own, key): &(&str, &str)| Some(renamed(property(own)?, key));
        names.iter().filter_map(entry).collect()
    };
    if !text("functionAlias").is_empty() {
        let names = [
            ("functionAlias", "FunctionAlias"),
            ("functionParameters", "FunctionParameters"),
            ("query", "FunctionQuery"),
        ];
        return Some(piece(rewritten(document, entries(&names), resource.start), read_document));
    }
    if !text("category").eq_ignore_ascii_case(HUNTS) {
        let search = rewritten(document, entries(&[("query", "query")]), resource.start);
        let query = PlainQuery::read(&search, text("displayName"), "saved search");
        return Some(query.map(|query| Piece::from(Content::Query(query))));
    }
    let mut hunt: Vec<Entry> = own_name(resource, scope).into_iter().collect();
    hunt.extend(entries(&[("displayName", "name"), ("query", "query")]));
    let tags = property("tags").map(|tags| &tags.node.value);
    let Some(Value::Sequence(tags)) = tags else {
        return Some(piece(rewritten(document, hunt, resource.start), hunting));
    };
    for tag in tags {
        let word = |key: &str| tag.get(key).and_then(Node::as_str);
        let (Some(name), Some(value), Some(node)) = (word("name"), word("value"), tag.get("value")) else { continue };
        match name {
            "description" => hunt.push(made("description", value, node.start)),
            "tactics" => hunt.push(list("tactics", value, node)),
            "techniques" | "relevantTechniques" => hunt.push(list("relevantTechniques", value, node)),
            _ => {}
        }
    }
    Some(piece(rewritten(document, hunt, resource.start), hunting))
}

/// What has the category of hunting queries is one, whatever keys it has.
fn hunting(document: &Document) -> Result<Content, KindError> {
    crate::kinds::HuntingQuery::read(document).map(Content::HuntingQuery)
}

/// The words of a text that commas part, as a list.
fn list(key: &str, value: &str, node: &Node) -> Entry {
    let words = value.split(',').filter(|word| !word.trim().is_empty()).map(|word| {
        let at = word.trim().as_ptr() as usize - value.as_ptr() as usize;
        Node { value: Value::Scalar(word.trim().into(), ScalarStyle::Plain), start: node.start + 1 + at }
    });
    let node = Node { value: Value::Sequence(words.collect()), start: node.start };
    Entry { key: key.into(), key_start: node.start, node }
}
