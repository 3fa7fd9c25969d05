//! Azure's templates, workbooks and Defender's detections.

use crate::lurcher;
use crate::support::Folder;

const RULE: &str = r#"{"resources": [
  {"type": "Microsoft.OperationalInsights/workspaces/providers/alertRules", "kind": "NRT",
   "name": "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/70e2a349-87f0-4266-809c-e92fc71e0830')]",
   "properties": {"displayName": "Ports", "severity": "High", "tactics": ["Impact"], "query": "Ports(2)\n| where Nobody == 1"}},
  {"type": "Microsoft.OperationalInsights/workspaces/savedSearches", "name": "w/p",
   "properties": {"category": "F", "functionAlias": "Ports", "functionParameters": "n:long", "query": "range Port from 1 to n step 1"}}
]}"#;

#[test]
fn a_rule_and_a_function_of_a_template() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"content = [\"tree\"]\n"),
        ("tree/rule.json", RULE.replace("| where Nobody == 1", "| where Port > 1").as_bytes()),
        ("tree/bad/rule.json", RULE.as_bytes()),
        ("tree/bad/playbook.json", b"{\"resources\": [{\"type\": \"Microsoft.Logic/workflows\"}]}"),
    ]);
    let run = lurcher(&folder, &["run", "tree/rule.json", "--format", "json"]);
    for shown in ["\"name\":\"Ports\"", "\"kind\":\"NRT rule\"", "\"severity\":\"High\"", "[2]]"] {
        assert!(run.stdout.contains(shown), "{shown} is not in {run:#?}");
    }
    let run = lurcher(&folder, &["check", "tree/bad"]);
    assert!(run.stdout.contains("tree/bad/rule.json:4:114: error[KS142]: The name 'Nobody'"), "{}", run.stdout);
    assert!(run.stderr.contains("1 NRT rule, 1 function, 1 skipped"), "{}", run.stderr);
    let said = "this template holds no query, rule or function: its resources are of type Microsoft.Logic/workflows";
    lurcher(&folder, &["check", "tree/bad/playbook.json"]).fails_with(&[said]);
}

#[test]
fn workbooks_are_checked_and_not_run() {
    let workbook = r#"{"version": "Notebook/1.0", "items": [
      {"type": 3, "content": {"title": "Q", "query": "SigninLogs | where TimeGenerated {Time} | where Nobody == '{User}'"}}]}"#;
    let detection = r#"{"displayName": "D", "queryCondition": {"queryText": "print a = 1"}, "detectionAction": {"alertTemplate": {"severity": "low"}}}"#;
    let folder = Folder::with(&[("w.json", workbook.as_bytes()), ("d.json", detection.as_bytes())]);
    let run = lurcher(&folder, &["check", "."]);
    assert!(run.stdout.contains("w.json:2:103: error[KS142]: The name 'Nobody'"), "{}", run.stdout);
    assert!(run.stderr.contains("1 custom detection, 1 workbook query"), "{}", run.stderr);
    let run = lurcher(&folder, &["run", "."]);
    assert!(run.stderr.contains("1 query run, 1 with hits, 0 failed"), "{}", run.stderr);
}
