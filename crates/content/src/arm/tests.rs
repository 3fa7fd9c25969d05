use crate::kinds::{Content, WorkbookQuery};
use crate::{Loaded, load};

fn loaded(file: &str, text: &str) -> (Loaded, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(file), text).unwrap();
    (load(&dir.path().join(file)), dir)
}

fn shown(loaded: &Loaded) -> Vec<String> {
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    let shown = |runnable: crate::Runnable| {
        format!("{} {} {}: {}", runnable.kind, runnable.metadata.id, runnable.metadata.name, runnable.query.text)
    };
    loaded.runnables().map(shown).collect()
}

fn workbook_queries(loaded: &Loaded) -> Vec<WorkbookQuery> {
    let query = |content: &Content| match content {
        Content::WorkbookQuery(query) => Some(query.clone()),
        _ => None,
    };
    loaded.contents().filter_map(query).collect()
}

const RULE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {"workspace": {"type": "String"}},
  "resources": [
    {
      "id": "[concat(resourceId('Microsoft.OperationalInsights/workspaces/providers', parameters('workspace'), 'Microsoft.SecurityInsights'),'/alertRules/70e2a349-87f0-4266-809c-e92fc71e0830')]",
      "name": "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/70e2a349-87f0-4266-809c-e92fc71e0830')]",
      "type": "Microsoft.OperationalInsights/workspaces/providers/alertRules",
      "kind": "Scheduled",
      "properties": {
        "displayName": "Logons", "description": "", "severity": "Low", "enabled": true,
        "query": "SigninLogs\r\n| where Nobody == \"x\"\n",
        "queryFrequency": "PT1H", "queryPeriod": "PT1H", "triggerOperator": "GreaterThan", "triggerThreshold": 0,
        "tactics": ["InitialAccess"], "techniques": ["T1078"], "subTechniques": ["T1078.001"]
      }
    },
    {"type": "Microsoft.OperationalInsights/workspaces/providers/alertRules", "kind": "Fusion", "properties": {"enabled": true}}
  ]
}"#;

#[test]
fn rules_as_the_portal_exports_them() {
    let (loaded, _dir) = loaded("rules.json", RULE);
    let runnable = loaded.runnables().next().unwrap();
    assert_eq!(
        (runnable.kind, &*runnable.metadata.name, &*runnable.metadata.severity),
        ("scheduled rule", "Logons", "Low")
    );
    assert_eq!(&*runnable.metadata.id, "70e2a349-87f0-4266-809c-e92fc71e0830");
    assert_eq!(runnable.metadata.techniques, ["T1078".into(), "T1078.001".into()]);
    let at = runnable.query.text.find("Nobody").unwrap();
    let place = runnable.query.position(lurcher_diagnostics::Span::new(Default::default(), at, at + 6)).to_string();
    assert!(place.ends_with("rules.json:12:41"), "{place}");
    let piece = &loaded.pieces[0];
    assert!(crate::checks::metadata(piece.document.as_ref().unwrap(), &piece.content).is_empty());
}

#[test]
fn a_solution_s_package() {
    let text = r#"{
      "parameters": {"workspace": {"type": "string"}},
      "variables": {
        "rule1": {"version": "1.0.2", "_id": "70e2a349-87f0-4266-809c-e92fc71e0831"},
        "hunt1": "70e2a349-87f0-4266-809c-e92fc71e0832", "_hunt1": "[variables('hunt1')]"
      },
      "resources": [
        {"type": "Microsoft.OperationalInsights/workspaces/providers/contentTemplates", "properties": {"mainTemplate": {"resources": [
          {"type": "Microsoft.SecurityInsights/AlertRuleTemplates", "name": "[variables('rule1')._id]", "kind": "NRT",
           "properties": {"displayName": "R", "query": "[[T]"}},
          {"type": "Microsoft.OperationalInsights/workspaces/providers/metadata", "properties": {"kind": "AnalyticsRule"}}
        ]}}},
        {"type": "Microsoft.Resources/templateSpecs/versions", "properties": {"mainTemplate": {"resources": [
          {"type": "Microsoft.OperationalInsights/savedSearches", "name": "[variables('_hunt1')]",
           "properties": {"category": "Hunting Queries", "displayName": "H", "query": "U",
             "tags": [{"name": "tactics", "value": "Impact, Discovery"}, {"name": "techniques", "value": "T1078"}, {"name": "createdBy"}]}}
        ]}}},
        {"type": "Microsoft.OperationalInsights/workspaces", "name": "w", "resources": [
          {"type": "savedSearches", "properties": {"category": "Functions", "displayName": "F", "functionAlias": "f",
             "functionParameters": "n:long=1", "query": "range x from 1 to n step 1"}},
          {"type": "savedSearches", "properties": {"category": "Log Management", "displayName": "S", "query": "V"}}
        ]},
        {"type": "Microsoft.Insights/workbooks", "properties": {"displayName": "W",
          "serializedData": "{\"version\":\"Notebook/1.0\",\"items\":[{\"type\":3,\"content\":{\"query\":\"T | where a == \\\"x\\\"\"},\"name\":\"q\"}]}"}}
      ]
    }"#;
    let (loaded, _dir) = loaded("mainTemplate.json", text);
    assert_eq!(
        shown(&loaded),
        [
            "NRT rule 70e2a349-87f0-4266-809c-e92fc71e0831 R: [T]",
            "hunting query 70e2a349-87f0-4266-809c-e92fc71e0832 H: U",
            "query  S: V"
        ]
    );
    let hunt = loaded.runnables().nth(1).unwrap().metadata;
    assert_eq!(hunt.tactics, ["Impact".into(), "Discovery".into()]);
    assert_eq!(hunt.techniques, ["T1078".into()]);
    let function = loaded.contents().find_map(|content| match content {
        Content::Function(function) => Some(function.clone()),
        _ => None,
    });
    let function = function.unwrap();
    assert_eq!((&*function.name, function.parameters.len()), ("f", 1));
    let query = workbook_queries(&loaded).remove(0).query;
    let at = query.text.find("x\"").unwrap();
    let column = query.position(lurcher_diagnostics::Span::new(Default::default(), at, at + 1)).column;
    let line = text.lines().find(|line| line.contains("Notebook")).unwrap();
    assert_eq!(column, line.find("x\\\\\\\"\\\"}").unwrap() + 1);
}

#[test]
fn custom_detections_of_defender() {
    let text = r#"{"value": [{
      "id": "7506", "displayName": "D", "isEnabled": true, "queryCondition": {"queryText": "DeviceProcessEvents | take 3"},
      "schedule": {"period": "1H"},
      "detectionAction": {"alertTemplate": {"title": "t", "severity": "medium", "category": "Execution", "mitreTechniques": ["T1059"]}}
    }]}"#;
    let (loaded, _dir) = loaded("detections.json", text);
    assert_eq!(shown(&loaded), ["custom detection 7506 D: DeviceProcessEvents | take 3"]);
    let metadata = loaded.runnables().next().unwrap().metadata;
    assert_eq!(
        (&*metadata.severity, &metadata.tactics[..], &metadata.techniques[..]),
        ("medium", &["Execution".into()][..], &["T1059".into()][..])
    );
}

#[test]
fn a_workbook_s_holes_are_filled() {
    let text = r#"{"version": "Notebook/1.0", "items": [
      {"type": 1, "content": {"json": "text"}},
      {"type": 9, "content": {"parameters": [{"name": "Users", "query": "U | distinct Name", "queryType": 0}, {"name": "Time", "type": 4}]}},
      {"type": 12, "content": {"items": [
        {"type": 3, "content": {"title": "Over time", "query": "T\r\n| where TimeGenerated {Time}\r\n| where a in ({Users}) and b == '{Name}'\r\n| summarize count() by bin(TimeGenerated, {Time:grain})", "queryType": 0}},
        {"type": 3, "content": {"query": "resources | take 1", "queryType": 1}}
      ]}}
    ]}"#;
    let (loaded, _dir) = loaded("w.json", text);
    assert_eq!(loaded.runnables().count(), 0, "nobody knows what the holes stand for");
    let queries = workbook_queries(&loaded);
    assert_eq!(queries.iter().map(|query| &*query.name).collect::<Vec<_>>(), ["Users", "Over time"]);
    assert_eq!(
        &*queries[1].query.text,
        "T\r\n| where TimeGenerated == unknown_hole_\r\n| where a in (unknown_hole_) and b == '{Name}'\r\n| summarize count() by bin(TimeGenerated, unknown_hole_)"
    );
    let at = queries[1].query.text.find("summarize").unwrap();
    let column = queries[1].query.position(lurcher_diagnostics::Span::new(Default::default(), at, at + 9)).column;
    let line = text.lines().find(|line| line.contains("Over time")).unwrap();
    assert_eq!(column, line.find("summarize").unwrap() + 1);
}

#[test]
fn other_json_is_called_what_it_is() {
    let playbook = r#"{"resources": [{"type": "Microsoft.Logic/workflows", "properties": {}}, {"type": "Microsoft.Web/connections"}]}"#;
    let (loaded, dir) = loaded("p.json", playbook);
    let errors: Vec<_> = loaded.errors.iter().map(ToString::to_string).collect();
    assert!(
        errors.len() == 1
            && errors[0].contains("its resources are of type Microsoft.Logic/workflows, Microsoft.Web/connections"),
        "{errors:?}"
    );
    let folder = load(dir.path());
    assert_eq!((folder.errors.len(), folder.skipped.len()), (0, 1));
}

#[test]
fn what_a_package_repeats_runs_once() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mainTemplate.json"), RULE).unwrap();
    let yaml = "id: 70e2a349-87f0-4266-809c-e92fc71e0830\nname: Logons\nkind: NRT\nquery: SigninLogs\n";
    std::fs::write(dir.path().join("rule.yaml"), yaml).unwrap();
    let loaded = load(dir.path());
    assert_eq!((loaded.pieces.len(), loaded.runnables().count()), (2, 1));
    assert!(crate::checks::duplicate_ids(&loaded.pieces).is_empty());
}

/// The rule whose query is an expression over these variables, as it is read.
fn query_of(variables: &str, query: &str) -> String {
    let text = format!(
        r#"{{"variables": {variables}, "resources": [
          {{"type": "Microsoft.SecurityInsights/alertRules", "kind": "NRT", "name": "n", "properties": {{"displayName": "R", "query": "{query}"}}}}
        ]}}"#
    );
    let (loaded, _dir) = loaded("rule.json", &text);
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    loaded.runnables().next().unwrap().query.text.to_string()
}

#[test]
fn variables_that_name_themselves_stay_as_they_are_written() {
    for (variables, query) in [
        (r#"{"a": {"x": "[variables('a').x]"}}"#, "[variables('a').x]"),
        (r#"{"a": "[variables('b')]", "b": "[variables('a')]"}"#, "[variables('a').x]"),
        (r#"{"a": "[concat('x', variables('a'), variables('a'))]"}"#, "[concat(variables('a'), nobody())]"),
        (r#"{"a": ["[variables('a')]", "[variables('a')]"]}"#, "[variables('a')[0]['x']]"),
    ] {
        assert_eq!(query_of(variables, query), query, "{variables}");
    }
    let other = r#"{"a": {"x": "[variables('a').y]", "y": "print 1", "z": "[variables('a')]"}}"#;
    assert_eq!(query_of(other, "[variables('a').x]"), "print 1");
    assert_eq!(query_of(other, "[variables('a').z.z.x]"), "print 1");
}

/// Each variable is ten of the one before.
#[test]
fn a_template_is_not_worked_out_to_any_size() {
    let of_ten = |make: &dyn Fn(String) -> String| {
        let variable = |i: u32| format!("\"v{}\": {}", i + 1, make(vec![format!("variables('v{i}')"); 10].join(",")));
        format!("{{\"v0\": \"x\", {}}}", (0..20).map(variable).collect::<Vec<_>>().join(","))
    };
    let texts = of_ten(&|ten| format!("\"[concat({ten})]\""));
    assert_eq!(query_of(&texts, "[variables('v3')]"), "x".repeat(1000));
    assert!(query_of(&texts, "[variables('v20')]").len() <= 4 << 20);
    let lists =
        of_ten(&|ten| format!("[{}]", ten.split(',').map(|v| format!("\"[{v}]\"")).collect::<Vec<_>>().join(",")));
    assert_eq!(query_of(&lists, "[variables('v3')[9][0][5]]"), "x");
    assert_eq!(query_of(&lists, "[string(variables('v20'))]"), "[string(variables('v20'))]");
    let replaced = "replace(".repeat(30) + "'aa'" + &", 'a', 'aaaaaaaaaa')".repeat(30);
    assert_eq!(query_of("{}", &format!("[{replaced}]")), format!("[{replaced}]"));
}

#[test]
fn an_expression_has_any_number_of_arguments() {
    let arguments = vec!["'T '"; 100].join(",");
    assert_eq!(query_of("{}", &format!("[concat({arguments})]")), "T ".repeat(100));
    let nested = format!("{}'T'{}", "toUpper(".repeat(30), ")".repeat(30));
    assert_eq!(query_of("{}", &format!("[{nested}]")), "T");
}

#[test]
fn a_search_without_a_text_is_an_error_with_its_place() {
    for (query, expected) in
        [("{\"a\": 1}", "s.json:3:11"), ("[\"T\"]", "s.json:3:11"), ("\"\"", "s.json:3:3"), ("null", "s.json:3:3")]
    {
        let text = format!(
            "{{\"resources\": [{{\"type\": \"Microsoft.OperationalInsights/workspaces/savedSearches\",\n\
             \"properties\": {{\"category\": \"Log Management\", \"displayName\": \"S\",\n \"query\": {query}}}}}]}}"
        );
        let (loaded, _dir) = loaded("s.json", &text);
        let errors: Vec<_> = loaded.errors.iter().map(ToString::to_string).collect();
        assert_eq!((errors.len(), loaded.runnables().count()), (1, 0), "{query}");
        assert!(errors[0].contains(expected) && errors[0].contains("'query'"), "{errors:?}");
    }
}
