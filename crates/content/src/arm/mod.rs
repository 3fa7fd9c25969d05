//! Azure's templates (ARM): rules as the portal exports them, solutions with all that they install, saved searches.
//! What a resource is, its type tells; its properties are read as the keys of Sentinel's YAML.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules>

mod detections;
mod expressions;
mod rules;
mod searches;

use std::sync::Arc;

use crate::kinds::{Content, KindError, Unknown, read_document};
use crate::yaml::{Document, Entry, Node, ScalarStyle, Value};
use crate::{Piece, workbooks};
pub(crate) use expressions::{Scope, is_expression, unescaped};

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
    placed(document).iter().flat_map(|placed| pieces(document, placed)).collect()
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

/// A resource, wherever it stands in a document.
pub(crate) struct Placed<'a> {
    pub(crate) resource: &'a Node,
    /// What its expressions can name.
    pub(crate) scope: Scope<'a>,
    /// Whether the document's own template lists it, and no other resource or template in it.
    pub(crate) outermost: bool,
}

impl Placed<'_> {
    /// The last part of the resource's type, in small letters.
    pub(crate) fn kind(&self) -> String {
        let ty = self.resource.get("type").and_then(Node::as_str).unwrap_or_default();
        ty.rsplit('/').next().unwrap_or_default().to_ascii_lowercase()
    }
}

/// All resources of a document: each before those that stand in it.
pub(crate) fn placed(document: &Document) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    place_template(&document.root, &Scope::default(), DEEPEST, &mut all);
    all
}

fn place_template<'a>(template: &'a Node, outer: &Scope<'a>, depth: usize, all: &mut Vec<Placed<'a>>) {
    let Some(inner) = depth.checked_sub(1) else { return };
    let scope = outer.inside(template);
    for resource in resources(template) {
        place(resource, &scope, depth == DEEPEST, inner, all);
    }
}

fn place<'a>(resource: &'a Node, scope: &Scope<'a>, outermost: bool, depth: usize, all: &mut Vec<Placed<'a>>) {
    all.push(Placed { resource, scope: scope.clone(), outermost });
    let properties = resource.get("properties");
    let nested = properties.and_then(|all| all.get("mainTemplate").or_else(|| all.get("template")));
    if let Some(template) = nested {
        place_template(template, scope, depth, all);
    }
    if let Some(depth) = depth.checked_sub(1) {
        resources(resource).into_iter().for_each(|child| place(child, scope, false, depth, all));
    }
}

/// What a resource holds by itself.
fn pieces(document: &Document, placed: &Placed<'_>) -> Vec<Result<Piece, KindError>> {
    let Placed { resource, scope, .. } = placed;
    let Some(properties) = resource.get("properties") else { return Vec::new() };
    match &*placed.kind() {
        "alertrules" | "alertruletemplates" => {
            let read = rules::document(document, resource, properties, scope);
            read.map(|document| piece(document, read_document)).into_iter().collect()
        }
        "savedsearches" => searches::read(document, resource, properties, scope).into_iter().collect(),
        "workbooks" => {
            let data = properties.get("serializedData").map(|node| scope.resolved(node));
            let source = data.and_then(|node| document.source(&node));
            source.iter().flat_map(workbooks::queries_of_text).map(Ok).collect()
        }
        _ => Vec::new(),
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
