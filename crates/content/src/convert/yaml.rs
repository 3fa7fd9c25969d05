//! Templates to YAML.

use std::collections::BTreeMap;

use serde_json::Value;

use super::form::{Form, escaped, name_of, own_name, slug};
use super::template::{Kept, envelope, form_of_value};
use super::{ConvertError, OF_TEMPLATE, OF_YAML, Part, Patch, tree};
use crate::ContentError;
use crate::arm::{self, Placed, Scope, is_expression};
use crate::kinds::Content;
use crate::yaml::{self, Document, Node, ScalarStyle};

/// Keys whose values are queries.
const QUERIES: [&str; 2] = ["query", "FunctionQuery"];

/// Keys that a file can be called after.
const NAMES: [&str; 3] = ["name", "FunctionName", "id"];

/// Files may not have names of any length.
const LONGEST_NAME: usize = 100;

/// The keys of Sentinel's YAML that do not stand at the end, in the order in which its files have them.
const ORDER: [&str; 24] = [
    "id",
    "Function",
    "Category",
    "FunctionName",
    "FunctionAlias",
    "FunctionParameters",
    "name",
    "description",
    "severity",
    "requiredDataConnectors",
    "queryFrequency",
    "queryPeriod",
    "triggerOperator",
    "triggerThreshold",
    "status",
    "tactics",
    "relevantTechniques",
    "tags",
    "query",
    "FunctionQuery",
    "entityMappings",
    "customDetails",
    "alertDetailsOverride",
    "eventGroupingSettings",
];

/// The keys that stand at the end.
const LAST: [&str; 3] = ["version", "kind", OF_TEMPLATE];

/// The documents of a template's resources.
pub(super) fn documents(document: &Document, remarks: &mut Vec<ContentError>) -> Result<Vec<Part>, ContentError> {
    let placed = arm::placed(document);
    let form = |placed: &Placed<'_>| Form::of_resource(&placed.kind(), placed.resource.get("properties"));
    let (found, others): (Vec<_>, Vec<_>) =
        placed.iter().map(|one| (one, form(one))).partition(|(_, form)| form.is_some());
    if found.is_empty() {
        return Err(refused(document));
    }
    let has_own = found.iter().any(|(placed, _)| placed.outermost);
    let (beside, lost): (Vec<&Placed<'_>>, Vec<_>) =
        others.into_iter().map(|(placed, _)| placed).partition(|placed| has_own && placed.outermost);
    remarks.extend(left_out(document, lost.into_iter()));
    let mut root = document.root.clone();
    if let yaml::Value::Mapping(entries) = &mut root.value {
        entries.retain(|entry| &*entry.key != "resources");
    }
    let mut around = tree::value(document, &root)?;
    let of_yaml = taken(&mut around);
    let found = found.into_iter().filter_map(|(placed, form)| Some((placed, form?)));
    let found: Vec<Resource<'_>> =
        found.map(|(placed, form)| Resource::read(document, placed, form, remarks)).collect::<Result<_, _>>()?;
    if !beside.is_empty() {
        around["resources"] = with_others(document, &found, &beside)?;
    }
    let template = Patch::between(&envelope(), &around);
    let mut parts: Vec<Part> = Vec::new();
    for resource in found {
        let patch = of_yaml.get(&resource.name).and_then(Patch::of_value).unwrap_or_default();
        let kept = if has_own { template.clone() } else { Patch::default() };
        let part = resource.document(&patch, kept, remarks)?;
        let name = unused(part.name, &parts);
        parts.push(Part { name, ..part });
    }
    Ok(parts)
}

/// The resources of a template in their order: those that are documents by name, all others as they are.
fn with_others(document: &Document, found: &[Resource<'_>], others: &[&Placed<'_>]) -> Result<Value, ConvertError> {
    let own = found.iter().filter(|resource| resource.outermost);
    let mut all: Vec<(usize, Value)> =
        own.map(|resource| (resource.node.start, resource.name.clone().into())).collect();
    for other in others {
        all.push((other.resource.start, tree::value(document, other.resource)?));
    }
    all.sort_by_key(|(start, _)| *start);
    Ok(all.into_iter().map(|(_, resource)| resource).collect())
}

/// The name, with a number where others have it; files of some systems may not differ by capitals alone.
fn unused(name: String, others: &[Part]) -> String {
    let is_used = |name: &str| others.iter().any(|other| other.name.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_used(name)).unwrap_or(name)
}

/// Takes what YAML had besides out of what stands around the resources.
fn taken(around: &mut Value) -> Value {
    let Some(metadata) = around.get_mut("metadata").and_then(Value::as_object_mut) else { return Value::Null };
    let taken = metadata.shift_remove(OF_YAML);
    if taken.is_some() && metadata.is_empty() {
        around.as_object_mut().map(|around| around.shift_remove("metadata"));
    }
    taken.unwrap_or_default()
}

/// What is wrong with a JSON that holds nothing with a form as YAML.
fn refused(document: &Document) -> ContentError {
    let read = arm::read(document);
    let what = match read.iter().flatten().map(|piece| &piece.content).next() {
        Some(Content::WorkbookQuery(_)) => "a workbook".to_owned(),
        Some(content) => format!("a {}", content.kind()),
        None if arm::placed(document).iter().any(|placed| placed.kind() == "watchlists") => "a watchlist".to_owned(),
        None => return arm::called(document).into(),
    };
    ConvertError::NotConvertible { place: document.place(0..0), what, form: "Sentinel's YAML" }.into()
}

/// What of a template has no form as YAML: its other resources, type by type, and what stands around those that stand in
/// others.
fn left_out<'a>(document: &Document, others: impl Iterator<Item = &'a Placed<'a>>) -> Vec<ContentError> {
    let mut types: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for placed in others {
        let ty = placed.resource.get("type").and_then(Node::as_str).unwrap_or("unknown");
        types.entry(ty).or_default().push(placed.resource);
    }
    let mut told: Vec<(usize, String)> = types
        .into_iter()
        .map(|(ty, resources)| match resources.len() {
            1 => (resources[0].start, format!("a resource of type {ty}")),
            count => (resources[0].start, format!("what {count} resources of type {ty} say")),
        })
        .collect();
    if let Some(resources) = document.root.entry("resources").filter(|entry| !entry.node.entries().is_empty()) {
        told.push((resources.key_start, "by which names the template calls its resources".to_owned()));
    }
    told.sort_unstable();
    let remark = |(at, what)| ConvertError::NotKept { place: document.place(at..at), what }.into();
    told.into_iter().map(remark).collect()
}

/// A resource of a form, with what its expressions stand for.
struct Resource<'a> {
    document: &'a Document,
    node: &'a Node,
    form: Form,
    /// Whether nothing stands around it but the template.
    outermost: bool,
    name: String,
    value: Value,
}

impl<'a> Resource<'a> {
    fn read(
        document: &'a Document,
        placed: &Placed<'a>,
        form: Form,
        remarks: &mut Vec<ContentError>,
    ) -> Result<Self, ContentError> {
        let node = placed.resource;
        let mut reader = Reader { document, scope: &placed.scope, remarks };
        let mut value = tree::value(document, node)?;
        for key in ["kind", "properties"] {
            if let Some(node) = node.get(key) {
                value[key] = reader.value(node)?;
            }
        }
        let own = value["name"].as_str().and_then(own_name);
        let named = node.get("name").and_then(|name| own_name(&placed.scope.text(name)?));
        let name = match (own, named) {
            (Some(own), Some(named)) if own == named => own,
            (_, Some(named)) => named,
            _ => value["properties"]["displayName"].as_str().map(slug).unwrap_or_default(),
        };
        if name.is_empty() {
            return Err(ConvertError::Nameless { place: document.place(node.start..node.start) }.into());
        }
        if name_of(&value).as_ref() != Some(&name) {
            value["name"] = form.resource_name(&name).into();
            node.get("name").into_iter().for_each(|node| reader.evaluated(node));
        }
        let canonical = form.resource(&serde_json::json!({"id": &name}));
        if let (Some(id), Some(canonical)) = (node.get("id"), canonical.get("id"))
            && id.as_str().is_some_and(is_expression)
            && value["id"] != *canonical
        {
            value["id"] = canonical.clone();
            reader.evaluated(id);
        }
        Ok(Self { document, node, form, outermost: placed.outermost, name, value })
    }

    /// The YAML, with what it had besides.
    fn document(self, patch: &Patch, template: Patch, remarks: &mut Vec<ContentError>) -> Result<Part, ContentError> {
        let form = self.form;
        let derived = form.document(&self.value);
        let resource = form.resource(&derived);
        let (yaml, stale) = patch.applied_where(&derived, |yaml| form.resource(yaml) == resource);
        let place = || self.document.place(self.node.start..self.node.start);
        remarks.extend(stale.into_iter().map(|path| {
            let what = format!("what the YAML had at {path}, which is older than what the template says now,");
            ContentError::from(ConvertError::NotKept { place: place(), what })
        }));
        let besides = Patch::between(&form.resource(&yaml), &self.value);
        let kept = if self.outermost {
            let form = Some(form).filter(|form| form_of_value(&yaml) != Some(*form));
            Kept { form, resource: besides, template }
        } else {
            Kept { resource: besides.set_below("properties"), ..Kept::default() }
        };
        let mut keys = yaml.as_object().cloned().unwrap_or_default();
        keys.extend(kept.to_value().map(|kept| (OF_TEMPLATE.to_owned(), kept)));
        let rank = |key: &str| match (ORDER.iter().position(|own| *own == key), LAST.iter().position(|own| *own == key))
        {
            (Some(rank), _) => (0, rank),
            (None, Some(rank)) => (2, rank),
            (None, None) => (1, 0),
        };
        let mut keys: Vec<(String, Value)> = keys.into_iter().collect();
        keys.sort_by_key(|(key, _)| rank(key));
        let yaml = Value::Object(keys.into_iter().collect());
        let text = tree::to_yaml(&yaml).ok_or_else(|| ConvertError::Unwritable { place: place() })?;
        remarks.extend(self.other_styles(&yaml, &text).into_iter().map(ContentError::from));
        let text_of = |key: &&str| Some(slug(yaml.get(*key)?.as_str()?)).filter(|name| !name.is_empty());
        let name = NAMES.iter().find_map(text_of).unwrap_or(self.name.clone());
        Ok(Part { name: name.chars().take(LONGEST_NAME).collect(), text })
    }

    /// The queries of several lines that the text does not have as blocks.
    fn other_styles(&self, yaml: &Value, text: &str) -> Vec<ConvertError> {
        let documents = yaml::parse(&"".into(), &text.into()).unwrap_or_default();
        let is_block = |key: &str| {
            let node = documents.first().and_then(|document| document.root.get(key));
            node.is_some_and(|node| matches!(node.value, yaml::Value::Scalar(_, ScalarStyle::Literal)))
        };
        let told = |key: &&'static str| {
            let query = yaml.get(*key)?.as_str().filter(|query| query.contains('\n') && !is_block(key))?;
            let source = self.node.get("properties").and_then(|properties| properties.get("query"));
            let place = self.document.place_of(source.unwrap_or(self.node));
            Some(ConvertError::NotABlock { place, key, because: because(query) })
        };
        QUERIES.iter().filter_map(told).collect()
    }
}

/// What of a text no block keeps.
fn because(text: &str) -> &'static str {
    if text.contains('\r') {
        "carriage returns (CRLF)"
    } else if text.contains('\t') {
        "tabs"
    } else if text.contains(" \n") || text.ends_with(' ') {
        "blanks at the ends of lines"
    } else {
        "control characters"
    }
}

/// Reads values of a resource, with what expressions in them stand for.
struct Reader<'r, 'a> {
    document: &'a Document,
    scope: &'r Scope<'a>,
    remarks: &'r mut Vec<ContentError>,
}

impl Reader<'_, '_> {
    fn value(&mut self, node: &Node) -> Result<Value, ConvertError> {
        match &node.value {
            yaml::Value::Scalar(text, ScalarStyle::DoubleQuoted) if is_expression(text) => {
                let resolved = self.scope.resolved(node);
                if resolved == *node {
                    return Ok(text.to_string().into());
                }
                self.evaluated(node);
                Ok(escaped(&text_or_tree(self.document, &resolved)?))
            }
            yaml::Value::Sequence(nodes) => nodes.iter().map(|node| self.value(node)).collect(),
            yaml::Value::Mapping(entries) => {
                // Keys that stand twice are looked for where the whole resource is read.
                entries.iter().map(|entry| Ok((entry.key.to_string(), self.value(&entry.node)?))).collect()
            }
            yaml::Value::Scalar(..) => tree::value(self.document, node),
        }
    }

    fn evaluated(&mut self, node: &Node) {
        let what = format!("the expression {}, only what it stands for,", node.as_str().unwrap_or_default());
        self.remarks.push(ConvertError::NotKept { place: self.document.place_of(node), what }.into());
    }
}

/// What an expression stands for. A text that it makes is a text, whatever it looks like.
fn text_or_tree(document: &Document, node: &Node) -> Result<Value, ConvertError> {
    match &node.value {
        yaml::Value::Scalar(text, _) if text.is_empty() || !document.text[node.start..].starts_with(&**text) => {
            Ok(text.to_string().into())
        }
        _ => tree::value(document, node),
    }
}
