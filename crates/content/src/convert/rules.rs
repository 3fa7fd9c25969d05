//! Analytics rules as resources of type `alertRules`, and back.

use serde_json::{Map, Value, json};

use super::{ARM, trees};
use crate::arm::{self, Scope};
use crate::kinds::RuleKind;
use crate::yaml::Node;

const TYPE: &str = "Microsoft.OperationalInsights/workspaces/providers/alertRules";
const API_VERSION: &str = "2023-02-01-preview";

/// Keys of YAML and what the API calls them. All others have the same name in both.
const NAMES: [(&str, &str); 3] =
    [("name", "displayName"), ("relevantTechniques", "techniques"), ("version", "templateVersion")];

/// The operators of YAML and of the API.
const OPERATORS: [(&str, &str); 4] = [("gt", "GreaterThan"), ("lt", "LessThan"), ("eq", "Equal"), ("ne", "NotEqual")];

/// Keys that hold spans of time, which the API writes as ISO 8601 does.
const SPANS: [&str; 2] = ["queryFrequency", "queryPeriod"];

/// Techniques of which the API has the parts in a list of their own.
const SUB_TECHNIQUES: &str = "subTechniques";

/// What the API asks for and YAML leaves to it.
fn defaults() -> [(&'static str, Value); 3] {
    [("enabled", json!(true)), ("suppressionDuration", json!("PT1H")), ("suppressionEnabled", json!(false))]
}

/// How the name of a rule's resource is written, whose last part is its id.
fn resource_name(id: &str) -> String {
    format!("[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{id}')]")
}

/// The tree of YAML of a resource that is a rule.
pub(super) fn to_yaml(resource: &Node, scope: &Scope<'_>, not_kept: &mut Vec<String>) -> Option<Map<String, Value>> {
    let ty = resource.get("type")?.as_str()?;
    let is_rule = ["/alertrules", "/alertruletemplates"].iter().any(|end| ty.to_ascii_lowercase().ends_with(end));
    let properties = resource.get("properties").filter(|properties| is_rule && properties.get("query").is_some())?;
    let mut tree = Map::new();
    let mut rest = arm::identified(&mut tree, resource, scope, resource_name, not_kept);
    rest.extend((ty != TYPE).then(|| ("type".to_owned(), json!(ty))));
    rest.retain(|key, value| !(key == "apiVersion" && *value == json!(API_VERSION)));
    if let Some(kind) = rest.shift_remove("kind") {
        tree.insert("kind".to_owned(), kind);
    }
    for entry in properties.entries() {
        let value = trees::of(&arm::kept(&entry.key, &entry.node, scope, not_kept));
        let name = NAMES.iter().find(|(_, own)| **own == *entry.key).map_or(&*entry.key, |(name, _)| name);
        tree.insert(name.to_owned(), of_api(name, value));
    }
    if defaults().iter().all(|(key, value)| tree.get(*key) == Some(value)) {
        defaults().iter().for_each(|(key, _)| drop(tree.shift_remove(*key)));
    }
    if let Some(Value::Array(parts)) = tree.shift_remove(SUB_TECHNIQUES) {
        let techniques = tree.entry("relevantTechniques").or_insert_with(|| json!([]));
        techniques.as_array_mut().into_iter().for_each(|techniques| techniques.extend(parts.iter().cloned()));
    }
    if !rest.is_empty() {
        tree.insert(ARM.to_owned(), json!({"resource": rest}));
    }
    Some(tree)
}

/// The resource of a rule. `arm` is what a template had beside it.
pub(super) fn to_arm(
    mut tree: Map<String, Value>,
    mut arm: Map<String, Value>,
    kind: RuleKind,
    not_kept: &mut Vec<String>,
) -> Value {
    let mut resource = Map::new();
    resource.insert("type".to_owned(), json!(TYPE));
    resource.insert("apiVersion".to_owned(), json!(API_VERSION));
    if let Some(id) = tree.shift_remove("id") {
        resource.insert("name".to_owned(), json!(resource_name(id.as_str().unwrap_or_default())));
    }
    let kind = tree.shift_remove("kind").unwrap_or_else(|| {
        let kind = if kind == RuleKind::NearRealTime { "NRT" } else { "Scheduled" };
        not_kept.push(format!("that there is no 'kind': a template needs one, {kind}"));
        json!(kind)
    });
    resource.insert("kind".to_owned(), kind);
    resource.extend(arm.shift_remove("resource").map(trees::members).unwrap_or_default());
    let mut properties = Map::new();
    for (key, value) in tree {
        let name = NAMES.iter().find(|(name, _)| **name == *key).map_or(&*key, |(_, own)| own);
        properties.insert(name.to_owned(), to_api(&key, value));
    }
    part_techniques(&mut properties);
    let explicit = defaults().iter().any(|(key, _)| properties.contains_key(*key));
    for (key, value) in defaults().into_iter().filter(|_| !explicit) {
        properties.insert(key.to_owned(), value);
    }
    resource.insert("properties".to_owned(), trees::escaped(Value::Object(properties)));
    Value::Object(resource)
}

/// Puts the parts of techniques into their own list, where they stand behind all techniques, so that the order stays.
fn part_techniques(properties: &mut Map<String, Value>) {
    let is_part = |technique: &Value| technique.as_str().is_some_and(|id| id.contains('.'));
    let Some(techniques) = properties.get_mut("techniques").and_then(Value::as_array_mut) else { return };
    let whole = techniques.iter().take_while(|technique| !is_part(technique)).count();
    if whole < techniques.len() && techniques[whole..].iter().all(is_part) {
        let parts = techniques.split_off(whole);
        properties.insert(SUB_TECHNIQUES.to_owned(), Value::Array(parts));
    }
}

fn to_api(key: &str, value: Value) -> Value {
    let text = value.as_str();
    let operator = || OPERATORS.iter().find(|(own, _)| Some(*own) == text).map(|(_, api)| (*api).to_owned());
    let changed = match key {
        "triggerOperator" => operator(),
        _ if SPANS.contains(&key) => text.and_then(iso),
        _ => None,
    };
    changed.map_or(value, Value::String)
}

fn of_api(key: &str, value: Value) -> Value {
    let text = value.as_str();
    let operator = || OPERATORS.iter().find(|(_, api)| Some(*api) == text).map(|(own, _)| (*own).to_owned());
    let changed = match key {
        "triggerOperator" => operator(),
        _ if SPANS.contains(&key) => text.and_then(short),
        _ => None,
    };
    changed.map_or(value, Value::String)
}

/// `1h10m` as `PT1H10M`, number by number; nothing of anything else.
fn iso(text: &str) -> Option<String> {
    let (days, time) = text.split_once('d').map_or(("", text), |(days, time)| (days, time));
    let is_time = time.chars().all(|c| c.is_ascii_digit() || matches!(c, 'h' | 'm'));
    let is_whole = days.chars().all(|c| c.is_ascii_digit()) && (text.contains('d') != days.is_empty());
    let ends = time.is_empty() || time.ends_with(['h', 'm']);
    if !(is_time && is_whole && ends) || text.is_empty() {
        return None;
    }
    let days = if days.is_empty() { String::new() } else { format!("{days}D") };
    let time = if time.is_empty() { String::new() } else { format!("T{}", time.to_ascii_uppercase()) };
    Some(format!("P{days}{time}"))
}

/// `PT1H10M` as `1h10m`; nothing of what has other parts.
fn short(text: &str) -> Option<String> {
    let short: String = text.strip_prefix('P')?.chars().filter(|c| *c != 'T').collect::<String>().to_ascii_lowercase();
    (iso(&short).as_deref() == Some(text)).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_keep_their_numbers() {
        for (own, api) in [("1h", "PT1H"), ("14d", "P14D"), ("1h10m", "PT1H10M"), ("1d2h", "P1DT2H"), ("60m", "PT60M")]
        {
            assert_eq!((iso(own).as_deref(), short(api).as_deref()), (Some(api), Some(own)));
        }
        for other in ["PT1H", "", "1x", "d", "00:05:00", "1h2"] {
            assert_eq!(iso(other), None, "{other}");
        }
        for other in ["P1W", "PT30S", "1h", "P"] {
            assert_eq!(short(other), None, "{other}");
        }
    }
}
