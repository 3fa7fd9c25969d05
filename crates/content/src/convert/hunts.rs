//! Hunting queries as saved searches, and back.

use serde_json::{Map, Value, json};

use super::{ARM, trees};
use crate::arm::{self, Scope};
use crate::yaml::Node;

const TYPE: &str = "Microsoft.OperationalInsights/workspaces/savedSearches";
const API_VERSION: &str = "2022-10-01";
const CATEGORY: &str = "Hunting Queries";

/// Keys of YAML that are tags of a saved search: a text, or words with commas between them.
const TAGS: [(&str, &str); 3] =
    [("description", "description"), ("tactics", "tactics"), ("relevantTechniques", "techniques")];

/// What YAML calls `tags` has another form than a search's.
const OWN_TAGS: &str = "contentTags";

fn resource_name(id: &str) -> String {
    format!("[concat(parameters('workspace'),'/{id}')]")
}

/// The tree of YAML of a resource that is a hunting query.
pub(super) fn to_yaml(resource: &Node, scope: &Scope<'_>, not_kept: &mut Vec<String>) -> Option<Map<String, Value>> {
    let ty = resource.get("type")?.as_str()?;
    let properties = resource.get("properties")?;
    let is_hunt = properties.get("category").and_then(Node::as_str) == Some(CATEGORY);
    if !is_hunt || !ty.to_ascii_lowercase().ends_with("/savedsearches") {
        return None;
    }
    let mut tree = Map::new();
    let mut rest = arm::identified(&mut tree, resource, scope, resource_name, not_kept);
    rest.extend((ty != TYPE).then(|| ("type".to_owned(), json!(ty))));
    rest.retain(|key, value| !(key == "apiVersion" && *value == json!(API_VERSION)));
    let mut tags = Vec::new();
    for entry in properties.entries().iter().filter(|entry| &*entry.key != "category") {
        let value = trees::of(&arm::kept(&entry.key, &entry.node, scope, not_kept));
        match (&*entry.key, value) {
            ("tags", Value::Array(found)) => tags = found,
            ("displayName", value) => drop(tree.insert("name".to_owned(), value)),
            (OWN_TAGS, value) => drop(tree.insert("tags".to_owned(), value)),
            (key, value) => drop(tree.insert(key.to_owned(), value)),
        }
    }
    tags.retain(|tag| match of_tag(tag).filter(|(key, _)| !tree.contains_key(*key)) {
        Some((key, value)) => {
            tree.insert(key.to_owned(), value);
            false
        }
        None => true,
    });
    let mut arm = Map::new();
    arm.extend((!rest.is_empty()).then(|| ("resource".to_owned(), Value::Object(rest))));
    arm.extend((!tags.is_empty()).then(|| ("tags".to_owned(), Value::Array(tags))));
    if !arm.is_empty() {
        tree.insert(ARM.to_owned(), Value::Object(arm));
    }
    Some(tree)
}

/// The key and value that a tag stands for: one that is made again as it is.
fn of_tag(tag: &Value) -> Option<(&'static str, Value)> {
    let (name, text) = (tag.get("name")?.as_str()?, tag.get("value")?.as_str()?);
    let (key, _) = TAGS.iter().find(|(_, own)| *own == name)?;
    let value = if *key == "description" { json!(text) } else { text.split(',').map(str::to_owned).collect() };
    (to_tag(key, name, &value).as_ref() == Some(tag)).then_some((*key, value))
}

/// The tag of a key, where its value has the form of one.
fn to_tag(key: &str, name: &str, value: &Value) -> Option<Value> {
    let text = match value {
        Value::String(text) if key == "description" => text.clone(),
        Value::Array(words) if key != "description" && !words.is_empty() => {
            let words: Vec<&str> = words.iter().map(Value::as_str).collect::<Option<_>>()?;
            let is_word = |word: &&str| !word.is_empty() && !word.contains(',');
            words.iter().all(is_word).then(|| words.join(","))?
        }
        _ => return None,
    };
    Some(json!({"name": name, "value": text}))
}

/// The resource of a hunting query. `arm` is what a template had beside it.
pub(super) fn to_arm(mut tree: Map<String, Value>, mut arm: Map<String, Value>) -> Value {
    let mut resource = Map::new();
    resource.insert("type".to_owned(), json!(TYPE));
    resource.insert("apiVersion".to_owned(), json!(API_VERSION));
    if let Some(id) = tree.shift_remove("id") {
        resource.insert("name".to_owned(), json!(resource_name(id.as_str().unwrap_or_default())));
    }
    resource.extend(arm.shift_remove("resource").map(trees::members).unwrap_or_default());
    let mut properties = Map::new();
    properties.insert("category".to_owned(), json!(CATEGORY));
    let mut tags = Vec::new();
    for (key, value) in tree {
        let tag = TAGS.iter().find(|(own, _)| **own == *key).and_then(|(own, name)| to_tag(own, name, &value));
        match (&*key, tag) {
            (_, Some(tag)) => tags.push(tag),
            ("name", None) => drop(properties.insert("displayName".to_owned(), value)),
            ("tags", None) => drop(properties.insert(OWN_TAGS.to_owned(), value)),
            (_, None) => drop(properties.insert(key, value)),
        }
    }
    tags.extend(arm.shift_remove("tags").and_then(|tags| tags.as_array().cloned()).unwrap_or_default());
    if !tags.is_empty() {
        properties.insert("tags".to_owned(), Value::Array(tags));
    }
    resource.insert("properties".to_owned(), trees::escaped(Value::Object(properties)));
    Value::Object(resource)
}
