//! Azure's templates (ARM): rules as the portal exports them, solutions with all that they install, saved searches.
//! What a resource is, its type tells; its properties are read as the keys of Sentinel's YAML.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules>

mod detections;
mod expressions;
mod rules;
mod searches;

use std::sync::Arc;

use serde_json::Map;

use crate::convert::trees;
use crate::kinds::{Content, KindError, Unknown, read_document};
use crate::yaml::{Document, Entry, Node, ScalarStyle, Value};
use crate::{Piece, workbooks};
pub(crate) use expressions::Scope;

/// Texts of which every file of content has one. Most JSON has none, and is not read any further.
const SIGNS: [&str; 7] = [
    "/alertRules",
    "AlertRuleTemplates",
    "savedSearches",
    "contentTemplates",
    "templateSpecs",
    "Notebook/1.0",
    "queryCondition",
];

/// So many templates may stand in each other.
const DEEPEST: usize = 8;

/// Whether a JSON text may hold rules, searches or workbooks.
pub(crate) fn may_hold_content(text: &[u8]) -> bool {
    SIGNS.iter().any(|sign| memchr::memmem::find(text, sign.as_bytes()).is_some())
}

/// The rules, searches and workbooks of a JSON document; nothing where it holds none.
pub(crate) fn read(document: &Document) -> Vec<Result<Piece, KindError>> {
    if let Some(queries) = workbooks::queries(document) {
        return queries.into_iter().map(Ok).collect();
    }
    let detections = detections::read(document);
    if !detections.is_empty() {
        return detections;
    }
    let mut found = Found { document, pieces: Vec::new() };
    found.template(&document.root, &Scope::default(), DEEPEST);
    found.pieces
}

/// What a JSON document is that holds no content.
pub(crate) fn called(document: &Document) -> KindError {
    let place = document.place(0..0);
    let mut types: Vec<Arc<str>> =
        resources(&document.root).into_iter().filter_map(|r| r.get("type")?.as_str().map(Arc::from)).collect();
    types.sort_unstable();
    types.dedup();
    if types.is_empty() {
        let keys = document.root.entries().iter().map(|entry| Arc::clone(&entry.key)).collect();
        return Unknown { place, keys }.into_error();
    }
    KindError::OtherTemplate { place, types }
}

struct Found<'a> {
    document: &'a Document,
    pieces: Vec<Result<Piece, KindError>>,
}

impl<'a> Found<'a> {
    /// What the resources of a template hold.
    fn template(&mut self, template: &'a Node, outer: &Scope<'a>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let scope = outer.inside(template);
        for resource in resources(template) {
            self.resource(resource, &scope, depth);
        }
    }

    fn resource(&mut self, resource: &'a Node, scope: &Scope<'a>, depth: usize) {
        let ty = resource.get("type").and_then(Node::as_str).unwrap_or_default();
        let ty = ty.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let properties = resource.get("properties");
        match (&*ty, properties) {
            ("alertrules" | "alertruletemplates", Some(properties)) => {
                let read = rules::document(self.document, resource, properties, scope);
                self.pieces.extend(read.map(|document| piece(document, read_document)));
            }
            ("savedsearches", Some(properties)) => {
                self.pieces.extend(searches::read(self.document, resource, properties, scope));
            }
            ("workbooks", Some(properties)) => {
                let data = properties.get("serializedData").map(|node| scope.resolved(node));
                let source = data.and_then(|node| self.document.source(&node));
                self.pieces.extend(source.iter().flat_map(workbooks::queries_of_text).map(Ok));
            }
            (_, Some(properties)) => {
                let nested = properties.get("mainTemplate").or_else(|| properties.get("template"));
                nested.into_iter().for_each(|template| self.template(template, scope, depth));
            }
            (_, None) => {}
        }
        if let Some(depth) = depth.checked_sub(1) {
            resources(resource).iter().for_each(|child| self.resource(child, scope, depth));
        }
    }
}

/// The resources of a template or of another resource: a list, or in newer templates an object.
pub(crate) fn resources(node: &Node) -> Vec<&Node> {
    match node.get("resources").map(|resources| &resources.value) {
        Some(Value::Sequence(items)) => items.iter().collect(),
        Some(Value::Mapping(entries)) => entries.iter().map(|entry| &entry.node).collect(),
        Some(Value::Scalar(..)) | None => Vec::new(),
    }
}

/// What a document holds that was put together from the properties of a resource.
fn piece(document: Document, read: impl FnOnce(&Document) -> Result<Content, KindError>) -> Result<Piece, KindError> {
    Ok(Piece { content: read(&document)?, document: Some(document) })
}

/// A document of other keys over the text of `document`.
fn rewritten(document: &Document, entries: Vec<Entry>, start: usize) -> Document {
    let root = Node { value: Value::Mapping(entries), start };
    Document { file: Arc::clone(&document.file), text: Arc::clone(&document.text), root }
}

/// The same value under another key.
fn renamed(entry: &Entry, key: &str) -> Entry {
    Entry { key: key.into(), ..entry.clone() }
}

/// A value that stands in no text as it is, at the place of what it was made of.
fn made(key: &str, text: &str, start: usize) -> Entry {
    let node = Node { value: Value::Scalar(text.into(), ScalarStyle::Plain), start };
    Entry { key: key.into(), key_start: start, node }
}

/// The last part of a resource's own name: those before it are the workspace's and the provider's.
fn own_name(resource: &Node, scope: &Scope<'_>) -> Option<Entry> {
    let node = resource.get("name")?;
    let name = scope.text(node)?;
    let own = name.rsplit('/').next().filter(|own| !own.is_empty())?;
    Some(made("id", own, node.start))
}

/// Puts a resource's id, the last part of its name, into `tree`, and gives what else it has beside its properties. A name
/// that `written` does not write in the same way is told.
pub(crate) fn identified(
    tree: &mut Map<String, serde_json::Value>,
    resource: &Node,
    scope: &Scope<'_>,
    written: fn(&str) -> String,
    not_kept: &mut Vec<String>,
) -> Map<String, serde_json::Value> {
    if let Some(id) = own_name(resource, scope).as_ref().and_then(|entry| entry.node.as_str()) {
        let name = resource.get("name").and_then(Node::as_str).unwrap_or_default();
        if name != written(id) {
            not_kept.push(format!("name: {name} (it is the id {id})"));
        }
        tree.insert("id".to_owned(), id.into());
    }
    let others = resource.entries().iter().filter(|entry| !matches!(&*entry.key, "name" | "type" | "properties"));
    others.map(|entry| (entry.key.to_string(), trees::of(&entry.node))).collect()
}

/// A property with what its expressions stand for; those that had to be worked out are told.
pub(crate) fn kept(key: &str, node: &Node, scope: &Scope<'_>, not_kept: &mut Vec<String>) -> Node {
    let mut expressions = Vec::new();
    collect_expressions(node, &mut expressions);
    not_kept.extend(expressions.iter().map(|expression| format!("{key}: {expression} (what it stands for is kept)")));
    scope.resolved(node)
}

/// The texts in a value that are expressions.
fn collect_expressions<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    match &node.value {
        Value::Scalar(text, ScalarStyle::DoubleQuoted) => {
            found.extend((text.starts_with('[') && !text.starts_with("[[") && text.ends_with(']')).then_some(&**text));
        }
        Value::Scalar(..) => {}
        Value::Sequence(nodes) => nodes.iter().for_each(|node| collect_expressions(node, found)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| collect_expressions(&entry.node, found)),
    }
}

#[cfg(test)]
mod tests;
