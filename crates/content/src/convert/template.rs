//! YAML to a template.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::form::{Form, name_of};
use super::{ConvertError, OF_TEMPLATE, OF_YAML, Patch, tree};
use crate::kinds::{Content, Unknown, read_document};
use crate::yaml::{self, Beside, Document, beside};
use crate::{ContentError, Place};

/// What a template has around its resources.
pub(super) fn envelope() -> Value {
    json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"workspace": {"type": "String"}},
    })
}

/// The text of a template with a resource for each document.
pub(super) fn of_yaml(
    file: &Arc<str>,
    text: &Arc<str>,
    remarks: &mut Vec<ContentError>,
) -> Result<String, ContentError> {
    let documents = yaml::parse(file, text)?;
    let whole = Place::new(Arc::clone(file), Arc::clone(text), 0..0);
    if documents.is_empty() {
        return Err(Unknown { place: whole, keys: Vec::new() }.into_error().into());
    }
    remarks.extend(beside(text).into_iter().map(|found| not_kept(&documents[0], found).into()));
    let (mut template, mut resources, mut of_yaml) = (envelope(), Vec::new(), Map::new());
    let mut names: Vec<String> = Vec::new();
    for document in &documents {
        let place = document.place_of(&document.root);
        let deployed = Deployed::of(document, remarks)?;
        let Some(name) = name_of(&deployed.resource) else { return Err(ConvertError::Nameless { place }.into()) };
        if names.contains(&name) {
            return Err(ConvertError::SameName { place, name }.into());
        }
        template = deployed.template.applied(&template);
        if !deployed.of_yaml.is_empty() {
            of_yaml.insert(name.clone(), deployed.of_yaml.to_value());
        }
        resources.push(deployed.resource);
        names.push(name);
    }
    if !of_yaml.is_empty() {
        let metadata = template.get("metadata").unwrap_or(&Value::Null);
        if !(metadata.is_null() || metadata.is_object()) {
            return Err(ConvertError::BadTemplateKey { place: whole }.into());
        }
        template["metadata"][OF_YAML] = of_yaml.into();
    }
    let kept = template.as_object_mut().and_then(|template| template.shift_remove("resources"));
    template["resources"] = in_order(resources, kept.unwrap_or_default());
    tree::to_json(&template).ok_or_else(|| ConvertError::Unwritable { place: whole }.into())
}

/// The resources of the documents, and those that `kept` has besides, in its order. It has the former by name.
fn in_order(resources: Vec<Value>, kept: Value) -> Value {
    let Value::Array(kept) = kept else { return resources.into() };
    let mut resources: Vec<(Option<String>, Value)> =
        resources.into_iter().map(|resource| (name_of(&resource), resource)).collect();
    let mut all = Vec::new();
    for item in kept {
        let Value::String(name) = &item else {
            all.push(item);
            continue;
        };
        let own = resources.iter().position(|(own, _)| own.as_ref() == Some(name));
        all.extend(own.map(|index| resources.remove(index).1));
    }
    all.extend(resources.into_iter().map(|(_, resource)| resource));
    all.into()
}

fn not_kept(document: &Document, found: Beside) -> ConvertError {
    let (range, what) = match found {
        Beside::Comment(range) => (range, "a comment"),
        Beside::Anchor(at) => (at..at, "the name of a value that is repeated, only the values,"),
        Beside::Tag(at) => (at..at, "the tag of a value"),
    };
    ConvertError::NotKept { place: document.place(range), what: what.to_owned() }
}

/// What a document becomes.
struct Deployed {
    resource: Value,
    /// What the template has otherwise than others.
    template: Patch,
    /// What only the document has.
    of_yaml: Patch,
}

impl Deployed {
    fn of(document: &Document, remarks: &mut Vec<ContentError>) -> Result<Self, ContentError> {
        let mut yaml = tree::value(document, &document.root)?;
        let of_template = yaml.as_object_mut().and_then(|keys| keys.shift_remove(OF_TEMPLATE));
        let kept = of_template.map_or_else(|| Some(Kept::default()), |kept| Kept::of_value(&kept));
        let entry = document.root.entry(OF_TEMPLATE);
        let place = || entry.map_or_else(|| document.place(0..0), |entry| document.place_of_key(entry));
        let kept = kept.ok_or_else(|| ConvertError::BadTemplateKey { place: place() })?;
        let form = kept.form.map_or_else(|| form_of(document), Ok)?;
        let base = form.resource(&yaml);
        let told = form.document(&base);
        let says_the_same = |resource: &Value| {
            let again = form.document(resource);
            yaml.as_object().is_none_or(|keys| keys.keys().all(|key| again.get(key) == told.get(key)))
        };
        let (resource, stale) = kept.resource.applied_where(&base, says_the_same);
        remarks.extend(stale.into_iter().map(|path| {
            let what = format!("what the template had at {path}, which is older than what the YAML says now,");
            ContentError::from(ConvertError::NotKept { place: place(), what })
        }));
        let of_yaml = Patch::between(&form.document(&resource), &yaml);
        Ok(Self { resource, template: kept.template, of_yaml })
    }
}

/// What the key for templates holds.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) form: Option<Form>,
    pub(super) resource: Patch,
    pub(super) template: Patch,
}

impl Kept {
    fn of_value(value: &Value) -> Option<Self> {
        let mut kept = Self::default();
        for (key, value) in value.as_object()? {
            match &**key {
                "form" => kept.form = Some(Form::of_name(value.as_str()?)?),
                "resource" => kept.resource = Patch::of_value(value)?,
                "template" => kept.template = Patch::of_value(value)?,
                _ => return None,
            }
        }
        Some(kept)
    }

    /// The key's value; nothing where there is nothing to keep.
    pub(super) fn to_value(&self) -> Option<Value> {
        let mut kept = Map::new();
        kept.extend(self.form.map(|form| ("form".to_owned(), form.name().into())));
        for (key, patch) in [("resource", &self.resource), ("template", &self.template)] {
            if !patch.is_empty() {
                kept.insert(key.to_owned(), patch.to_value());
            }
        }
        (!kept.is_empty()).then(|| kept.into())
    }
}

/// The form of a document that does not say which it had.
pub(super) fn form_of(document: &Document) -> Result<Form, ContentError> {
    let refused = |what: &str| {
        let place = document.place_of(&document.root);
        Err(ConvertError::NotConvertible { place, what: what.to_owned(), form: "a template" }.into())
    };
    match read_document(document)? {
        Content::AnalyticsRule(_) => Ok(Form::Rule),
        Content::HuntingQuery(_) => Ok(Form::Search),
        Content::Function(_) | Content::AsimParser(_) => Ok(Form::Function),
        Content::Unknown(unknown) => Err(unknown.into_error().into()),
        Content::SummaryRule(_) => refused("a summary rule"),
        other @ (Content::Query(_)
        | Content::WorkbookQuery(_)
        | Content::CustomDetection(_)
        | Content::Watchlist(_)) => refused(other.kind()),
    }
}

/// The form that a value of YAML would be taken for without being told.
pub(super) fn form_of_value(yaml: &Value) -> Option<Form> {
    let text: Arc<str> = tree::to_yaml(yaml)?.into();
    let documents = yaml::parse(&"".into(), &text).ok()?;
    form_of(documents.first()?).ok()
}
