//! There and back.

mod generated;
mod originals;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Converted, Target, convert, tree};
use crate::{json as json_text, walk, yaml};

/// Converts a text in a file of that name.
fn converted(name: &str, text: &str, target: Target) -> Result<Converted, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let shown = format!("{}/", folder.path().display());
    convert(&path, target).map_err(|error| error.to_string().replace(&shown, ""))
}

/// The documents of the YAML that a template becomes, as one text.
fn yaml_of(template: &str) -> (String, Vec<String>) {
    let converted = converted("t.json", template, Target::Yaml).unwrap();
    let texts: Vec<String> = converted.parts.into_iter().map(|part| part.text).collect();
    (texts.join("---\n"), converted.remarks.iter().map(ToString::to_string).collect())
}

fn template_of(yaml: &str) -> (String, Vec<String>) {
    let converted = converted("t.yaml", yaml, Target::Arm).unwrap();
    let [part] = &converted.parts[..] else { panic!("one template") };
    (part.text.clone(), converted.remarks.iter().map(ToString::to_string).collect())
}

/// The values of a YAML text's documents.
fn values(yaml: &str) -> Vec<Value> {
    let documents = yaml::parse(&"x.yaml".into(), &Arc::from(yaml)).unwrap();
    documents.iter().map(|document| tree::value(document, &document.root).unwrap()).collect()
}

fn value(json: &str) -> Value {
    let document = json_text::parse(&"x.json".into(), &Arc::from(json)).unwrap();
    tree::value(&document, &document.root).unwrap()
}

/// YAML becomes a template and the same YAML again.
#[track_caller]
fn returns_to_yaml(yaml: &str) -> String {
    let (template, _) = template_of(yaml);
    let (again, remarks) = yaml_of(&template);
    assert_eq!(values(&again), values(yaml), "{template}\n{again}");
    assert!(remarks.iter().all(|remark| remark.contains("no block keeps")), "{remarks:?}");
    template
}

/// A template becomes YAML and the same template again.
#[track_caller]
fn returns_to_template(template: &str) -> String {
    let (yaml, _) = yaml_of(template);
    let (again, remarks) = template_of(&yaml);
    assert_eq!(value(&again), value(template), "{yaml}\n{again}");
    assert_eq!(remarks, [""; 0], "{yaml}");
    yaml
}

const RULE: &str = "id: 70e2a349-87f0-4266-809c-e92fc71e0830
name: Logons
description: |
  '[Many] logons.'
severity: Low
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes: [SigninLogs]
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [InitialAccess, Credential Access]
relevantTechniques: [T1078.001, T1110]
tags: []
query: |
  SigninLogs
  | where a == \"x\"
entityMappings:
  - entityType: IP
    fieldMappings:
      - {identifier: Address, columnName: IPAddress}
customDetails: {Odd: '[a]'}
version: 1.0.2
kind: Scheduled
ours: {x: 1.50, y: null, z: [yes, 'no', 2024-01-01]}
";

#[test]
fn a_rule_becomes_a_template_that_can_be_deployed() {
    let template = value(&returns_to_yaml(RULE));
    let resource = &template["resources"][0];
    assert_eq!(template["$schema"], "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
    assert_eq!(template["parameters"], json!({"workspace": {"type": "String"}}));
    assert_eq!(resource["type"], "Microsoft.OperationalInsights/workspaces/providers/alertRules");
    assert_eq!(
        resource["name"],
        "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/70e2a349-87f0-4266-809c-e92fc71e0830')]"
    );
    assert_eq!(
        resource["properties"],
        json!({
            "displayName": "Logons",
            "description": "'[Many] logons.'\n",
            "severity": "Low",
            "queryFrequency": "PT1H",
            "queryPeriod": "P1D",
            "triggerOperator": "GreaterThan",
            "triggerThreshold": 0,
            "tactics": ["InitialAccess", "CredentialAccess"],
            "techniques": ["T1078", "T1110"],
            "subTechniques": ["T1078.001"],
            "query": "SigninLogs\n| where a == \"x\"\n",
            "entityMappings":
                [{"entityType": "IP", "fieldMappings": [{"identifier": "Address", "columnName": "IPAddress"}]}],
            "customDetails": {"Odd": "[[a]"},
            "templateVersion": "1.0.2",
            "enabled": true,
            "suppressionEnabled": false,
            "suppressionDuration": "PT5H",
        })
    );
    assert_eq!(
        template["metadata"]["sentinelYaml"]["70e2a349-87f0-4266-809c-e92fc71e0830"]["set"]["ours"],
        json!({"x": 1.5, "y": null, "z": ["yes", "no", "2024-01-01"]})
    );
}

const EXPORT: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"workspace": {"type": "String"}},
  "resources": [{
    "id": "[concat(resourceId('Microsoft.OperationalInsights/workspaces/providers', parameters('workspace'), 'Microsoft.SecurityInsights'),'/alertRules/70e2a349-87f0-4266-809c-e92fc71e0830')]",
    "name": "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/70e2a349-87f0-4266-809c-e92fc71e0830')]",
    "type": "Microsoft.OperationalInsights/workspaces/providers/alertRules",
    "kind": "Scheduled",
    "apiVersion": "2023-12-01-preview",
    "properties": {
      "displayName": "Logons", "description": "", "severity": "Low", "enabled": true,
      "query": "SigninLogs\n| where a == \"x\"",
      "queryFrequency": "PT1H", "queryPeriod": "P1DT1H", "triggerOperator": "GreaterThan", "triggerThreshold": 0,
      "suppressionDuration": "PT5H", "suppressionEnabled": false,
      "tactics": ["InitialAccess"], "techniques": ["T1078"], "subTechniques": ["T1078.001"],
      "customDetails": null, "alertRuleTemplateName": null
    }
  }]
}"#;

#[test]
fn a_rule_of_the_portal_is_yaml_with_nothing_else() {
    let yaml = returns_to_template(EXPORT);
    let told = "id: 70e2a349-87f0-4266-809c-e92fc71e0830
name: Logons
description: ''
severity: Low
queryFrequency: 1h
queryPeriod: 1d1h
triggerOperator: gt
triggerThreshold: 0
tactics:
- InitialAccess
relevantTechniques:
- T1078.001
query: |-
  SigninLogs
  | where a == \"x\"
customDetails: null
enabled: true
suppressionEnabled: false
suppressionDuration: 5h
alertRuleTemplateName: null
kind: Scheduled
";
    assert_eq!(yaml, told);
}

#[test]
fn what_a_template_has_besides_is_kept() {
    let others = EXPORT
        .replace(
            "\"contentVersion\"",
            "\"outputs\": {\"a\": {\"value\": \"[resourceGroup().id]\"}}, \"contentVersion\"",
        )
        .replace("2023-12-01-preview", "2022-11-01-preview")
        .replace(
            "\"kind\": \"Scheduled\"",
            "\"etag\": \"*\", \"kind\": \"Scheduled\", \"dependsOn\": [\"[variables('x')]\"]",
        )
        .replace("\"enabled\": true,", "\"unknown\": {\"a\": [null, 1.5]},");
    let yaml = returns_to_template(&others);
    assert!(yaml.contains("apiVersion: 2022-11-01-preview") && yaml.contains("- /properties/enabled"), "{yaml}");
    for other in [
        EXPORT.replace("\"triggerOperator\": \"GreaterThan\"", "\"triggerOperator\": \"gt\""),
        EXPORT.replace("\"techniques\": [\"T1078\"],", ""),
        EXPORT.replace("[concat(parameters('workspace'),'/Mic", "[format('{0}/{1}', parameters('workspace'), 'Mic"),
        EXPORT.replace("\"kind\": \"Scheduled\"", "\"kind\": \"Fusion\"").replace("\"query\"", "\"other\""),
        EXPORT.replace("\"kind\": \"Scheduled\",", ""),
        EXPORT.replace("workspaces/providers/alertRules\",", "workspaces/providers/AlertRuleTemplates\","),
        EXPORT.replace("\"Logons\"", "\"[[Logons]\"").replace("\"Low\"", "\"[unknown('x')]\""),
    ] {
        returns_to_template(&other);
    }
}

#[test]
fn other_resources_keep_their_place() {
    let mut template = value(EXPORT);
    let rule = template["resources"][0].clone();
    let other = json!({"type": "Microsoft.Logic/workflows", "name": "[variables('x')]", "properties": {"a": 1}});
    let mut second = rule.clone();
    second["name"] = "w/Microsoft.SecurityInsights/two".into();
    second["id"] = "w/two".into();
    template["resources"] = json!([other.clone(), rule, other, second]);
    let yaml = returns_to_template(&template.to_string());
    let (_, kept) = yaml.split_once("---").unwrap();
    let (again, _) = template_of(kept.trim_start());
    assert_eq!(value(&again)["resources"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_edit_is_never_overwritten() {
    let (yaml, _) = yaml_of(&EXPORT.replace("\"triggerOperator\": \"GreaterThan\"", "\"triggerOperator\": \"gt\""));
    let (template, remarks) =
        template_of(&yaml.replace("triggerOperator: gt\ntriggerT", "triggerOperator: lt\ntriggerT"));
    assert_eq!(value(&template)["resources"][0]["properties"]["triggerOperator"], "LessThan");
    assert!(remarks.len() == 1 && remarks[0].contains("/properties/triggerOperator, which is older"), "{remarks:?}");

    let (template, _) = template_of(&RULE.replace("queryFrequency: 1h", "queryFrequency: PT1H"));
    let (yaml, remarks) =
        yaml_of(&template.replace("\"PT1H\",\n        \"queryPeriod\"", "\"PT2H\",\n        \"queryPeriod\""));
    assert_eq!(values(&yaml)[0]["queryFrequency"], "2h");
    assert!(remarks.len() == 1 && remarks[0].contains("/queryFrequency, which is older"), "{remarks:?}");
}

#[test]
fn hunting_queries_are_saved_searches() {
    let yaml = "id: 906c20c6-b62c-4af7-be91-d7300e3bded2\nname: Hunt\ndescription: |\n  All, of them.\ntactics: [Impact, Discovery]\nrelevantTechniques: [T1078]\nrequiredDataConnectors: []\nquery: |\n  T\n  | take 1\nversion: 1.0.0\n";
    let template = value(&returns_to_yaml(yaml));
    assert_eq!(
        template["resources"][0],
        json!({
            "type": "Microsoft.OperationalInsights/workspaces/savedSearches",
            "apiVersion": "2020-08-01",
            "name": "[concat(parameters('workspace'), '/906c20c6-b62c-4af7-be91-d7300e3bded2')]",
            "properties": {
                "etag": "*",
                "category": "Hunting Queries",
                "version": 2,
                "displayName": "Hunt",
                "query": "T\n| take 1\n",
                "tags": [
                    {"name": "description", "value": "All, of them.\n"},
                    {"name": "tactics", "value": "Impact,Discovery"},
                    {"name": "techniques", "value": "T1078"},
                ],
            }
        })
    );
}

#[test]
fn functions_are_saved_searches_with_an_alias() {
    let yaml = "id: 1\nFunction:\n  Title: All of it\n  Version: '1.0.0'\nCategory: Parsers\nFunctionName: All\nFunctionAlias: Alles\nFunctionParameters:\n  - {Name: a, Type: string, Default: '*'}\n  - {Name: b, Type: bool, Default: False}\n  - {Name: c, Type: dynamic}\nFunctionQuery: |\n  T\n  | take 1\n";
    let template = value(&returns_to_yaml(yaml));
    let properties = &template["resources"][0]["properties"];
    assert_eq!(
        (&properties["functionAlias"], &properties["displayName"], &properties["functionParameters"]),
        (&json!("Alles"), &json!("All of it"), &json!("a:string='*', b:bool=false, c:dynamic"))
    );
    returns_to_yaml("ParserName: vimX\nParser: {Title: X}\nParserParams: []\nParserQuery: |\n  T\nReferences: []\n");
    let search = json!({
        "type": "Microsoft.OperationalInsights/workspaces/savedSearches", "apiVersion": "2025-07-01",
        "name": "[concat(parameters('workspace'), '/f')]", "location": "[resourceGroup().location]",
        "properties": {"eTag": "*", "displayName": "F", "functionAlias": "f", "query": "T", "functionParameters": ""}
    });
    let mut template = value(EXPORT);
    template["resources"] = json!([search]);
    returns_to_template(&template.to_string());
    template["resources"][0]["properties"] = json!({
        "category": "Mine", "displayName": "F", "query": "T",
        "tags": [{"name": "description", "value": "d"}, {"name": "createdBy"}, {"name": "tactics", "value": "A, B"}]
    });
    returns_to_template(&template.to_string());
}

#[test]
fn several_documents_are_several_resources() {
    let yaml = format!("{RULE}---\nid: 2\nname: Hunt\ntactics: []\nquery: T\n---\nname: Other\nkind: NRT\nquery: U\n");
    let template = value(&returns_to_yaml(&yaml));
    let names: Vec<_> = template["resources"].as_array().unwrap().iter().filter_map(super::form::name_of).collect();
    assert_eq!(names, ["70e2a349-87f0-4266-809c-e92fc71e0830", "2", "Other"]);
    let error = converted("t.yaml", &format!("{RULE}---\n{RULE}"), Target::Arm).unwrap_err();
    assert!(error.starts_with("t.yaml:28:1: another document of the file has the id or name '70e2a349"), "{error}");
}

#[test]
fn what_is_not_kept_is_told() {
    let (_, remarks) = template_of("# A licence\n# of two lines\nid: &id 1\nname: *id\nquery: |\n  T # no comment\n");
    assert!(remarks[0].contains("t.yaml:3:") && remarks[0].contains("a value that is repeated"), "{remarks:?}");
    assert!(remarks[1].contains("t.yaml:1:1: a comment is not kept"), "{remarks:?}");
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    let package = r#"{"parameters": {"name": {"defaultValue": "N"}, "workspace": {"type": "String"}}, "variables": {"v": {"_id": "a-1"}}, "resources": [
        {"type": "Microsoft.OperationalInsights/workspaces/providers/contentTemplates", "name": "n", "properties": {"mainTemplate": {"resources": [
          {"type": "Microsoft.SecurityInsights/AlertRuleTemplates", "name": "[variables('v')._id]", "kind": "NRT",
           "properties": {"displayName": "[parameters('name')]", "query": "T", "status": "Available", "odd": 1}}]}}},
        {"type": "Microsoft.Logic/workflows", "name": "p"}]}"#;
    let (yaml, remarks) = yaml_of(package);
    assert_eq!(
        yaml,
        "id: a-1\nname: 'N'\nstatus: Available\nquery: T\nkind: NRT\narmTemplate:\n  resource:\n    set:\n      properties:\n        odd: 1\n"
    );
    for told in [
        "contentTemplates is not kept",
        "Microsoft.Logic/workflows is not kept",
        "[variables('v')._id]",
        "[parameters('name')]",
    ] {
        assert!(
            remarks.iter().any(|remark| remark.contains(told) && remark.contains("t.json:")),
            "{told}: {remarks:?}"
        );
    }
    assert_eq!(remarks.len(), 4, "{remarks:?}");
}

#[test]
fn a_query_that_is_no_block_is_told_and_exact() {
    for (text, because) in
        [("T\\r\\n| take 1", "CRLF"), ("T \\n| take 1", "ends of lines"), ("T\\n\\t| take 1", "tabs")]
    {
        let export = EXPORT.replace("SigninLogs\\n| where a == \\\"x\\\"", text);
        let (yaml, remarks) = yaml_of(&export);
        assert!(
            remarks.len() == 1 && remarks[0].contains(because) && remarks[0].contains("t.json:13:16"),
            "{remarks:?}"
        );
        returns_to_template(&export);
        assert!(yaml.contains("query: \""), "{yaml}");
    }
}

#[test]
fn what_has_no_other_form_is_called_what_it_is() {
    for (name, text, target, told) in [
        ("t.yaml", "on: push\n", Target::Arm, "t.yaml:1:1: this is no query, rule or function: its keys are 'on'"),
        ("t.yaml", "", Target::Arm, "t.yaml:1:1: this is no query"),
        (
            "t.yaml",
            "destinationTable: T_CL\nbinSize: 20\nquery: T\n",
            Target::Arm,
            "t.yaml:1:1: this is a summary rule, which is not converted to a template",
        ),
        ("t.yaml", "query: T\na: [1, .nan]\n", Target::Arm, "t.yaml:2:8: the number .nan would not be the same"),
        ("t.yaml", "a: {b\n", Target::Arm, "t.yaml:2:1: this is not YAML"),
        ("t.yaml", "query: T\n", Target::Arm, "t.yaml:1:1: there is neither an id nor a name"),
        ("t.yaml", "query: T\nid: 1\narmTemplate: 5\n", Target::Arm, "t.yaml:3:1: 'armTemplate' is not as"),
        ("t.yaml", "query: T\n", Target::Yaml, "t.yaml: this is YAML already"),
        ("t.json", "{}", Target::Arm, "t.json: this is JSON already"),
        ("t.kql", "T", Target::Arm, "t.kql: this is KQL without a name or metadata"),
        ("t.json", "{\n \"a\": [1,]}", Target::Yaml, "t.json:2:10: "),
        ("t.json", "{\"a\": 1}", Target::Yaml, "t.json:1:1: this is no query, rule or function: its keys are 'a'"),
        (
            "t.json",
            r#"{"version": "Notebook/1.0", "items": [{"type": 3, "content": {"query": "T"}}]}"#,
            Target::Yaml,
            "t.json:1:1: this is a workbook, which is not converted to Sentinel's YAML",
        ),
        (
            "t.json",
            r#"{"resources": [{"type": "a/Watchlists", "properties": {}}]}"#,
            Target::Yaml,
            "t.json:1:1: this is a watchlist",
        ),
        (
            "t.json",
            r#"{"queryCondition": {"queryText": "T"}, "id": "1"}"#,
            Target::Yaml,
            "t.json:1:1: this is a custom detection",
        ),
        (
            "t.json",
            r#"{"resources": [{"type": "Microsoft.Logic/workflows"}]}"#,
            Target::Yaml,
            "t.json:1:1: this template holds no query, rule or function",
        ),
        (
            "t.json",
            "{\"resources\": [{\"type\": \"a/alertRules\",\n \"properties\": {\"query\": \"T\", \"query\": \"U\"}}]}",
            Target::Yaml,
            "t.json:2:32: the key 'query' stands twice",
        ),
        (
            "t.json",
            "{\"resources\": [\n {\"type\": \"a/alertRules\", \"properties\": {\"query\": \"T\"}}]}",
            Target::Yaml,
            "t.json:2:2: there is neither an id nor a name",
        ),
    ] {
        let error = converted(name, text, target).unwrap_err();
        assert!(error.starts_with(told), "{text}: {error}");
    }
}

/// Our own content, as files.
fn own_files() -> Vec<PathBuf> {
    let found = walk::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../queries"), &["yaml", "yml"]);
    assert!(found.files.len() > 20, "{}", found.files.len());
    found.files
}

#[test]
fn our_own_content_returns() {
    for file in own_files() {
        let text = std::fs::read_to_string(&file).unwrap();
        if text.contains("destinationTable:") {
            assert!(convert(&file, Target::Arm).is_err());
            continue;
        }
        let (template, _) = template_of(&text);
        let (again, _) = yaml_of(&template);
        assert_eq!(values(&again), values(&text), "{}", file.display());
    }
}
