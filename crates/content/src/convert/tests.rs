use std::fs;

use super::*;

/// The file in the other form, and what is not kept.
fn converted(name: &str, text: &str, form: Form) -> Converted {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    convert(&path, form).unwrap_or_else(|error| panic!("{error}"))
}

fn trees_of(text: &str) -> Vec<Value> {
    let documents = yaml::parse(&"x.yaml".into(), &text.into()).unwrap();
    documents.iter().map(|document| trees::of(&document.root)).collect()
}

/// There and back gives an equal tree.
#[track_caller]
fn round(yaml: &str) -> String {
    let arm = converted("x.yaml", yaml, Form::Arm);
    let back = converted("x.json", &arm.text, Form::Yaml);
    assert_eq!(trees_of(&back.text), trees_of(yaml), "{}\n{}", arm.text, back.text);
    assert_eq!(back.not_kept, [""; 0]);
    arm.text
}

const RULE: &str = "\
id: 70e2a349-87f0-4266-809c-e92fc71e0830
name: Ports
description: |
  What it finds,
  and why.
severity: Medium
kind: Scheduled
requiredDataConnectors:
  - connectorId: Fortinet
    dataTypes: [CommonSecurityLog]
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [CommandAndControl]
relevantTechniques: [T1095, T1190, T1059.001]
query: |
  // a comment of KQL
  T
  | where a == \"[x]\"

  | take 1
entityMappings:
  - entityType: IP
    fieldMappings: [{identifier: Address, columnName: a}]
eventGroupingSettings: {aggregationKind: SingleAlert}
version: 1.0.0
ofOurOwn: [1, 1.10, yes, '[concat(1)]', null, {deep: true}]
";

#[test]
fn a_rule_there_and_back() {
    let arm: Value = serde_json::from_str(&round(RULE)).unwrap();
    let resource = &arm["resources"][0];
    assert_eq!(
        resource["name"],
        "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/70e2a349-87f0-4266-809c-e92fc71e0830')]"
    );
    assert_eq!((&resource["kind"], &resource["properties"]["queryFrequency"]), (&json!("Scheduled"), &json!("PT1H")));
    assert_eq!(resource["properties"]["triggerOperator"], "GreaterThan");
    assert_eq!(resource["properties"]["subTechniques"], json!(["T1059.001"]));
    assert_eq!(resource["properties"]["ofOurOwn"], json!([1, "1.10", "yes", "[[concat(1)]", null, {"deep": true}]));
    assert_eq!(resource["properties"]["enabled"], json!(true));
}

#[test]
fn odd_values_survive() {
    round(&RULE.replace("T1190, T1059.001", "T1059.001, T1190"));
    round(&RULE.replace("queryFrequency: 1h", "queryFrequency: often"));
    round(&RULE.replace("tactics: [CommandAndControl]", "tactics: CommandAndControl"));
    round(&format!("{RULE}suppressionDuration: PT5H\nsuppressionEnabled: false\n"));
    round(&format!("{RULE}---\n{RULE}"));
}

#[test]
fn a_hunting_query_there_and_back() {
    let hunt = "id: 1\nname: H\ndescription: d, e\ntactics: [A, B]\nrelevantTechniques: []\nrequiredDataConnectors: []\ntags:\n  - S: x\nquery: |\n  T\n  | take 1\n";
    let hunt = hunt.replace("id: 1", "id: one");
    let arm: Value = serde_json::from_str(&round(&hunt)).unwrap();
    let properties = &arm["resources"][0]["properties"];
    assert_eq!(properties["category"], "Hunting Queries");
    assert_eq!(
        properties["tags"],
        json!([{"name": "description", "value": "d, e"}, {"name": "tactics", "value": "A,B"}])
    );
}

#[test]
fn a_query_stays_a_block() {
    let arm = converted("x.yaml", RULE, Form::Arm);
    let back = converted("x.json", &arm.text, Form::Yaml);
    assert!(
        back.text.contains("query: |\n  // a comment of KQL\n  T\n  | where a == \"[x]\"\n\n  | take 1\n"),
        "{}",
        back.text
    );
}

#[test]
fn what_a_template_has_beside_survives_and_what_does_not_is_told() {
    let template = r#"{
      "$schema": "s", "contentVersion": "2.0.0.0",
      "parameters": {"workspace": {"type": "String"}}, "variables": {"title": "Ports", "id": "70e2a349"},
      "resources": [
        {"type": "Microsoft.Logic/workflows", "name": "playbook"},
        {"type": "Microsoft.OperationalInsights/workspaces/providers/alertRules", "apiVersion": "2021-03-01", "location": "x",
         "name": "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/', variables('id'))]", "kind": "NRT",
         "properties": {"displayName": "[variables('title')]", "query": "T\r\n| take 1", "enabled": false, "description": "[[not an expression"}}
      ]}"#;
    let yaml = converted("x.json", template, Form::Yaml);
    assert_eq!(yaml.not_kept.len(), 2, "{:?}", yaml.not_kept);
    assert!(
        yaml.not_kept[1].contains("displayName") && yaml.not_kept[1].contains("[variables('title')]"),
        "{:?}",
        yaml.not_kept
    );
    let tree = &trees_of(&yaml.text)[0];
    assert_eq!(
        (&tree["id"], &tree["name"], &tree["query"]),
        (&json!("70e2a349"), &json!("Ports"), &json!("T\r\n| take 1"))
    );
    assert_eq!(tree["description"], "[not an expression");
    let back: Value = serde_json::from_str(&converted("x.yaml", &yaml.text, Form::Arm).text).unwrap();
    let mut expected: Value = serde_json::from_str(template).unwrap();
    let resources = expected["resources"].as_array_mut().unwrap();
    resources.swap(0, 1);
    resources[0]["name"] = json!("[concat(parameters('workspace'),'/Microsoft.SecurityInsights/70e2a349')]");
    resources[0]["properties"]["displayName"] = json!("Ports");
    assert_eq!(back, expected);
}

#[test]
fn comments_are_told() {
    let arm = converted("x.yaml", &format!("# Ours\n{RULE}"), Form::Arm);
    assert_eq!(arm.not_kept, ["1 lines of comments: JSON has none"]);
}

#[test]
fn other_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text, form) in [
        ("a.yaml", "FunctionName: f\nFunctionQuery: T\n", Form::Arm),
        ("b.yaml", "on: push\n", Form::Arm),
        ("c.json", "{\"resources\": [{\"type\": \"Microsoft.Logic/workflows\"}]}", Form::Yaml),
        ("d.json", "not JSON", Form::Yaml),
    ] {
        fs::write(dir.path().join(name), text).unwrap();
        assert!(convert(&dir.path().join(name), form).is_err(), "{name}");
    }
}
