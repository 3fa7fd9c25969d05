//! Saved functions and ASIM parsers, which are saved searches with an alias.

use serde_json::{Map, Value, json};

use super::form::{Form, name_of, named, properties, saved_search};

/// The function with the keys of Sentinel's YAML.
pub(super) fn document(resource: &Value) -> Map<String, Value> {
    let mut properties = properties(resource);
    let mut document = Map::new();
    document.extend(properties.remove("displayName").map(|title| ("Function".to_owned(), json!({"Title": title}))));
    document.extend(properties.remove("category").map(|category| ("Category".to_owned(), category)));
    document.extend(name_of(resource).map(|name| ("FunctionName".to_owned(), name.into())));
    document.extend(properties.remove("functionAlias").map(|alias| ("FunctionAlias".to_owned(), alias)));
    let parameters = properties.remove("functionParameters");
    document.extend(parameters.map(|parameters| ("FunctionParameters".to_owned(), parameters)));
    document.extend(properties.remove("query").map(|query| ("FunctionQuery".to_owned(), query)));
    document
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The function as a resource.
pub(super) fn resource(document: &Map<String, Value>) -> Value {
    let first = |keys: &[&str]| keys.iter().find_map(|key| document.get(*key)).cloned();
    let title = ["Function", "Parser"].iter().find_map(|key| document.get(*key)?.get("Title").cloned());
    let names = ["FunctionAlias", "FunctionName", "ParserName"];
    let alias = names.iter().find_map(|key| document.get(*key).filter(|name| !is_empty(name))).cloned();
    let category = if document.contains_key("ParserName") { "ASIM" } else { "Function" };
    let mut properties = json!({"etag": "*"});
    let parameters = first(&["FunctionParameters", "FunctionParams", "ParserParams"]);
    for (key, value) in [
        ("displayName", title.or_else(|| alias.clone())),
        ("category", first(&["Category"]).or(Some(category.into()))),
        ("functionAlias", alias),
        ("functionParameters", parameters.map(|parameters| parameter_list(&parameters).unwrap_or(parameters))),
        ("query", first(&["FunctionQuery", "ParserQuery"])),
    ] {
        if let Some(value) = value {
            properties[key] = value;
        }
    }
    properties["version"] = 2.into();
    saved_search(Form::Function, &named(document, &["FunctionName", "ParserName", "FunctionAlias"]), &properties)
}

/// A list of parameters as a template has it: one text, `name:type=default, …`.
fn parameter_list(parameters: &Value) -> Option<Value> {
    let Value::Array(items) = parameters else { return None };
    let item = |item: &Value| {
        let (name, ty) = (item["Name"].as_str()?.trim(), item["Type"].as_str()?.trim());
        let is_text = ty.eq_ignore_ascii_case("string");
        // Nothing is the empty text; of any other type it is no default.
        let default = item.get("Default").filter(|default| is_text || !default.is_null());
        let default = default.map(|default| format!("={}", default_value(is_text, default)));
        Some(format!("{name}:{ty}{}", default.unwrap_or_default()))
    };
    let list: Option<Vec<String>> = items.iter().map(item).collect();
    Some(list?.join(", ").into())
}

/// A default as KQL: YAML has texts without quotes.
fn default_value(is_text: bool, default: &Value) -> String {
    let text = match default {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let is_quoted = text.len() >= 2 && ['\'', '"'].iter().any(|q| text.starts_with(*q) && text.ends_with(*q));
    if !is_text || is_quoted {
        return text;
    }
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
