//! Azure's templates (ARM): rules as the portal exports them, solutions with all that they install, saved searches.
//! What a resource is, its type tells; its properties are read as the keys of Sentinel's YAML.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules>

mod detections;
mod expressions;
mod rules;
mod searches;

use std::sync::Arc;

use crate::kinds::{Content, KindError, read_document};
use crate::yaml::{Document, Entry, Node, ScalarStyle, Value};
use crate::{Piece, workbooks};
use expressions::Scope;

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

/// The types of a template's resources, each once; none of anything else.
pub(crate) fn resource_types(document: &Document) -> Vec<Arc<str>> {
    let mut types: Vec<Arc<str>> =
        resources(&document.root).into_iter().filter_map(|r| r.get("type")?.as_str().map(Arc::from)).collect();
    types.sort_unstable();
    types.dedup();
    types
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
fn resources(node: &Node) -> Vec<&Node> {
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

#[cfg(test)]
mod tests;
