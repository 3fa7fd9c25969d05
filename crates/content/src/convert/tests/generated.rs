//! Round trips over trees that are made by chance.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{template_of, value, values, yaml_of};
use crate::convert::tree;

/// So many documents and templates are made.
const SEEDS: u64 = 120;

const TEXTS: [&str; 30] = [
    "",
    " ",
    "a",
    "[a]",
    "[[a]",
    "[a",
    "[parameters",
    "'",
    "\"",
    "T\n| take 1\n",
    "T\n| take 1",
    " T\n  | x\n\n",
    "T \n| y",
    "T\n\t| z",
    "T\r\n| w\r\n",
    "\n",
    "#x",
    "a: b",
    "- a",
    "null",
    "~",
    "1.0",
    "yes",
    "0x1f",
    "é😀",
    "PT1H",
    "1h",
    "GreaterThan",
    "gt",
    "T1078.001",
];

const RULE_KEYS: [&str; 22] = [
    "name",
    "description",
    "severity",
    "enabled",
    "queryFrequency",
    "queryPeriod",
    "triggerOperator",
    "triggerThreshold",
    "tactics",
    "relevantTechniques",
    "suppressionDuration",
    "incidentConfiguration",
    "entityMappings",
    "customDetails",
    "version",
    "requiredDataConnectors",
    "status",
    "tags",
    "odd",
    "displayName",
    "techniques",
    "id/~x",
];

const PROPERTIES: [&str; 18] = [
    "displayName",
    "description",
    "severity",
    "enabled",
    "queryFrequency",
    "queryPeriod",
    "triggerOperator",
    "triggerThreshold",
    "tactics",
    "techniques",
    "subTechniques",
    "suppressionDuration",
    "templateVersion",
    "requiredDataConnectors",
    "tags",
    "odd",
    "category",
    "name",
];

fn text(rng: &mut Rng) -> String {
    let count = rng.usize(1..3);
    (0..count).map(|_| *rng.choice(&TEXTS).expect("texts")).collect()
}

fn any(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(0..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => rng.i64(..).into(),
        3 => json!(f64::from(rng.i32(..)) / 8.0),
        4 | 5 => text(rng).into(),
        6 => (0..rng.usize(0..4)).map(|_| any(rng, depth - 1)).collect(),
        _ => object(rng, &["a", "b", "c/d", "~", "", "Title", "name", "value"], depth - 1),
    }
}

fn object(rng: &mut Rng, keys: &[&str], depth: usize) -> Value {
    let mut members = Map::new();
    for key in keys {
        if rng.u8(0..3) > 0 {
            members.insert((*key).to_owned(), any(rng, depth));
        }
    }
    members.into()
}

/// A document of some kind with any values for its keys.
fn document(rng: &mut Rng, id: usize) -> Value {
    let mut document = object(rng, &RULE_KEYS, 2);
    let query = format!("{}x", text(rng));
    let more = match rng.u8(0..4) {
        0 => json!({"id": id, "query": query, "kind": "Scheduled"}),
        1 => json!({"id": format!("a/{id} b"), "query": query, "kind": "NRT"}),
        2 => {
            let keys = ["kind", "severity", "queryPeriod", "queryFrequency", "triggerOperator", "triggerThreshold"];
            keys.iter().for_each(|key| drop(document.as_object_mut().map(|members| members.shift_remove(*key))));
            json!({"id": id.to_string(), "query": query})
        }
        _ => json!({"FunctionName": format!("f{id}"), "FunctionQuery": query, "Category": text(rng)}),
    };
    document
        .as_object_mut()
        .into_iter()
        .for_each(|members| members.extend(more.as_object().cloned().unwrap_or_default()));
    document
}

#[test]
fn any_yaml_returns() {
    for seed in 0..SEEDS {
        let mut rng = Rng::with_seed(seed);
        let documents: Vec<Value> = (0..rng.usize(1..4)).map(|id| document(&mut rng, id)).collect();
        let texts: Vec<String> = documents.iter().map(|document| tree::to_yaml(document).expect("YAML")).collect();
        let yaml = texts.join("---\n");
        let (template, _) = template_of(&yaml);
        let (again, _) = yaml_of(&template);
        assert_eq!(values(&again), documents, "seed {seed}\n{yaml}\n{template}\n{again}");
    }
}

/// A resource with any values for its properties.
fn resource(rng: &mut Rng, id: usize) -> Value {
    let mut properties = object(rng, &PROPERTIES, 2);
    properties["query"] = format!("{}x", text(rng)).into();
    let (ty, name) = match rng.u8(0..4) {
        0 => (
            "workspaces/providers/alertRules",
            format!("[concat(parameters('workspace'),'/Microsoft.SecurityInsights/{id}')]"),
        ),
        1 => ("Microsoft.SecurityInsights/AlertRuleTemplates", id.to_string()),
        2 => ("workspaces/savedSearches", format!("[concat(parameters('workspace'), '/{id}')]")),
        _ => {
            properties["functionAlias"] = "f".into();
            ("savedSearches", format!("w/{id}"))
        }
    };
    // Brackets would make expressions of texts by chance, which are evaluated and not kept.
    let mut resource = json!({"type": ty, "name": name, "properties": escaped(&properties)});
    for key in ["apiVersion", "kind", "location", "etag"] {
        if rng.bool() {
            resource[key] = escaped(&any(rng, 1));
        }
    }
    resource
}

fn escaped(value: &Value) -> Value {
    crate::convert::form::escaped(value)
}

#[test]
fn any_template_returns() {
    for seed in 0..SEEDS {
        let mut rng = Rng::with_seed(seed);
        let mut template = object(&mut rng, &["$schema", "contentVersion", "parameters", "outputs", "odd"], 2);
        template["resources"] = (0..rng.usize(1..4)).map(|id| resource(&mut rng, id)).collect();
        let text = template.to_string();
        let (yaml, _) = yaml_of(&text);
        let (again, remarks) = template_of(&yaml);
        assert_eq!(value(&again), template, "seed {seed}\n{text}\n{yaml}\n{again}");
        assert_eq!(remarks, [""; 0], "seed {seed}\n{yaml}");
    }
}
