//! Hunting queries, which are saved searches with tags.
//! <https://learn.microsoft.com/azure/templates/microsoft.operationalinsights/workspaces/savedsearches>

use serde_json::{Map, Value, json};

use super::form::{Form, name_of, named, properties, saved_search, words};

/// Keys that are tags, and what the tags are called. `relevantTechniques` is what old templates call it.
const TAGS: [(&str, &str); 3] =
    [("description", "description"), ("tactics", "tactics"), ("relevantTechniques", "techniques")];

/// The search with the keys of Sentinel's YAML.
pub(super) fn document(resource: &Value) -> Map<String, Value> {
    let mut properties = properties(resource);
    let mut document = Map::new();
    document.extend(name_of(resource).map(|id| ("id".to_owned(), id.into())));
    document.extend(properties.remove("displayName").map(|name| ("name".to_owned(), name)));
    for (key, tag) in TAGS {
        let value = tag_value(&properties, tag).or_else(|| tag_value(&properties, key));
        let value =
            value.map(|text| if key == "description" { Some(text.clone()) } else { words(text).map(Value::from) });
        document.extend(value.flatten().map(|value| (key.to_owned(), value)));
    }
    document.extend(properties.remove_entry("query"));
    document
}

/// The value of a tag that is a text.
fn tag_value<'a>(properties: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let tags = properties.get("tags")?.as_array()?;
    let value = tags.iter().find(|tag| tag["name"] == name)?.get("value")?;
    value.is_string().then_some(value)
}

/// The search as a resource.
pub(super) fn resource(document: &Map<String, Value>) -> Value {
    let tag = |(key, tag): &(&str, &str)| {
        let value = document.get(*key)?;
        let text = if *key == "description" { value.as_str()?.to_owned() } else { joined(value)? };
        Some(json!({"name": tag, "value": text}))
    };
    let mut properties = json!({"etag": "*", "category": "Hunting Queries", "version": 2});
    for (key, property) in [("name", "displayName"), ("query", "query")] {
        if let Some(value) = document.get(key) {
            properties[property] = value.clone();
        }
    }
    properties["tags"] = TAGS.iter().filter_map(tag).collect();
    saved_search(Form::Search, &named(document, &["id", "name"]), &properties)
}

/// The words as one text. Neither blanks around a word nor a comma in it would come back.
fn joined(value: &Value) -> Option<String> {
    let trimmed = words(value)?.into_iter().flat_map(|word| words(&word.into()).unwrap_or_default());
    Some(trimmed.collect::<Vec<_>>().join(","))
}
