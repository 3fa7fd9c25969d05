use super::*;

#[test]
fn a_rule_needs_its_keys() {
    for (line, key) in [
        ("id: 70e2a349-87f0-4266-809c-e92fc71e0830\n", "id"),
        ("name: Port misuse\n", "name"),
        ("description: Identifies ports that are used too much.\n", "description"),
        ("severity: Medium\n", "severity"),
        ("queryFrequency: 1h\n", "queryFrequency"),
        ("queryPeriod: 1d\n", "queryPeriod"),
        ("triggerOperator: gt\n", "triggerOperator"),
        ("triggerThreshold: 0\n", "triggerThreshold"),
    ] {
        let said = changed(RULE, line, "");
        assert_eq!(said.len(), 1, "{said:#?}");
        let start = format!("r.yaml:1:1: error[LUR500]: this scheduled rule has no '{key}' (add ");
        assert!(said[0].starts_with(&start), "{said:#?}");
    }
    let start = "r.yaml:1:1: warning[LUR500]: this scheduled rule has no 'kind' (add 'kind: Scheduled' or 'kind: NRT')";
    assert_eq!(changed(RULE, "kind: Scheduled\n", ""), [start]);
    assert_eq!(
        changed(RULE, "name: Port misuse\n", "name:\n"),
        ["r.yaml:2:1: error[LUR500]: 'name' of this scheduled rule is empty (add 'name:' with its value)"]
    );
}

#[test]
fn a_near_real_time_rule_has_no_schedule() {
    let rule = RULE.replace("kind: Scheduled", "kind: NRT");
    for line in ["queryFrequency: 1h\n", "queryPeriod: 1d\n", "triggerOperator: gt\n", "triggerThreshold: 0\n"] {
        assert_eq!(changed(&rule, line, ""), [""; 0]);
    }
    assert_eq!(changed(&rule, "severity: Medium\n", "").len(), 1);
}

#[test]
fn a_hunting_query_runs_without_them() {
    let said = said("query: T\n");
    let keys = ["id", "name", "description", "requiredDataConnectors", "tactics", "relevantTechniques"];
    assert_eq!(said.len(), keys.len(), "{said:#?}");
    for (line, key) in said.iter().zip(keys) {
        let start = format!("r.yaml:1:1: warning[LUR500]: this hunting query has no '{key}' (");
        assert!(line.starts_with(&start), "{said:#?}");
    }
}

#[test]
fn an_id_is_a_guid() {
    let line = "id[LUR501]: the id 'port-misuse' is no GUID (write 32 hexadecimal digits as 8-4-4-4-12, as New-Guid or uuidgen make them)";
    let line = line.strip_prefix("id").unwrap();
    assert_eq!(
        changed(RULE, "70e2a349-87f0-4266-809c-e92fc71e0830", "port-misuse"),
        [format!("r.yaml:1:5: error{line}")]
    );
    assert_eq!(
        changed(HUNT, "70e2a349-87f0-4266-809c-e92fc71e0831", "port-misuse"),
        [format!("r.yaml:1:5: warning{line}")]
    );
}

#[test]
fn an_id_is_told_at_all_its_places() {
    let copy = format!("# a copy\n{}", RULE.replace("e92fc71e0830", "E92FC71E0830"));
    let said = shown(&duplicate_ids(&pieces(&[("a.yaml", RULE), ("b.yaml", HUNT), ("c.yaml", &copy)])));
    let message = "error[LUR502]: the id '70e2a349-87f0-4266-809c-e92fc71e0830' is used more than once";
    assert_eq!(
        said,
        [
            format!("a.yaml:1:5: {message} (c.yaml:2:5 has it too; give one of them a new GUID)"),
            format!("c.yaml:2:5: {message} (a.yaml:1:5 has it too; give one of them a new GUID)"),
        ]
    );
}

#[test]
fn words_out_of_a_list() {
    assert_eq!(
        changed(RULE, "severity: Medium", "severity: Critical"),
        ["r.yaml:4:11: error[LUR504]: 'severity' cannot be 'Critical' (use one of High, Medium, Low, Informational)"]
    );
    assert_eq!(
        changed(RULE, "severity: Medium", "severity: Hihg"),
        ["r.yaml:4:11: error[LUR504]: 'severity' cannot be 'Hihg' (did you mean 'High'?)"]
    );
    assert_eq!(
        changed(RULE, "triggerOperator: gt", "triggerOperator: '>'"),
        ["r.yaml:11:18: error[LUR504]: 'triggerOperator' cannot be '>' (use one of gt, lt, eq, ne)"]
    );
    assert_eq!(
        changed(RULE, "aggregationKind: SingleAlert", "aggregationKind: SingelAlert"),
        [
            "r.yaml:30:20: error[LUR504]: 'eventGroupingSettings.aggregationKind' cannot be 'SingelAlert' (did you mean 'SingleAlert'?)"
        ]
    );
    assert_eq!(
        changed(RULE, "kind: Scheduled", "kind: Sheduled"),
        ["r.yaml:5:7: error[LUR504]: 'kind' cannot be 'Sheduled' (did you mean 'Scheduled'?)"]
    );
    for (from, to) in [
        ("severity: Medium", "severity: high"),
        ("triggerOperator: gt", "triggerOperator: GreaterThan"),
        ("kind: Scheduled", "kind: scheduled"),
    ] {
        assert_eq!(changed(RULE, from, to), [""; 0]);
    }
}

#[test]
fn texts_have_a_length() {
    let long = |n: usize| format!("name: {}", "x".repeat(n));
    assert_eq!(changed(RULE, "name: Port misuse", &long(256)), [""; 0]);
    assert_eq!(
        changed(RULE, "name: Port misuse", &long(257)),
        ["r.yaml:2:1: error[LUR503]: 'name' has 257 characters, more than the 256 that Sentinel takes (shorten it)"]
    );
    let description = format!("description: {}", "ü".repeat(5_001));
    assert_eq!(changed(RULE, "description: Identifies ports that are used too much.", &description).len(), 1);
}

#[test]
fn versions() {
    for version in ["1.0", "1.0.0-beta", "v1.0.0", "1..0", "1.0.0.0", "1.0.111111111111111111111"] {
        let said = changed(RULE, "version: 1.0.0", &format!("version: {version}"));
        let line = format!(
            "r.yaml:31:10: error[LUR505]: the version '{version}' is not of the form X.Y.Z (write three numbers, such as 1.0.0)"
        );
        assert_eq!(said, [line]);
    }
    assert_eq!(changed(RULE, "version: 1.0.0", "version: 10.20.30"), [""; 0]);
}

#[test]
fn a_connector_has_an_id_and_tables() {
    assert_eq!(
        changed(RULE, "    dataTypes: [CommonSecurityLog]\n", ""),
        [
            "r.yaml:7:5: warning[LUR500]: a connector has no 'dataTypes' (name a connector by 'connectorId' and the tables or parsers that are read by 'dataTypes')"
        ]
    );
}

#[test]
fn a_function_is_told_at_all_its_places() {
    let function = "FunctionName: x\nFunctionAlias: f\nFunctionQuery: T\n";
    let parser = "ParserName: f\nParserQuery: T\n";
    let other = "FunctionName: F\nFunctionQuery: T\n";
    let said = shown(&duplicate_functions(&pieces(&[("a.yaml", function), ("b.yaml", other), ("c.yaml", parser)])));
    let message = "warning[LUR506]: the function 'f' is defined more than once";
    assert_eq!(
        said,
        [
            format!("a.yaml:2:16: {message} (c.yaml:1:13 defines it too; remove or rename one of them)"),
            format!("c.yaml:1:13: {message} (a.yaml:2:16 defines it too; remove or rename one of them)"),
        ]
    );
}

#[test]
fn values_have_their_form() {
    assert_eq!(
        changed(RULE, "tactics: [CommandAndControl, InitialAccess]", "tactics: {a: b}"),
        ["r.yaml:13:10: error[LUR411]: 'tactics' is not a list of texts (make it a list of texts)"]
    );
    assert_eq!(
        changed(RULE, "triggerThreshold: 0", "triggerThreshold: many"),
        ["r.yaml:12:19: error[LUR411]: 'triggerThreshold' is not a whole number (make it a whole number)"]
    );
    let connectors = changed(HUNT, "requiredDataConnectors: []", "requiredDataConnectors: [X]");
    assert_eq!(
        connectors,
        [
            "r.yaml:4:26: warning[LUR411]: a connector is not a mapping with 'connectorId' and 'dataTypes' (name a connector by 'connectorId' and the tables or parsers that are read by 'dataTypes')"
        ]
    );
}

#[test]
fn a_hunt_may_be_spelt_as_it_likes() {
    let said = changed(HUNT, "CommandAndControl", "Command and Control");
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("r.yaml:5:11: warning[LUR510]: "), "{said:#?}");
    assert_eq!(changed(RULE, "queryPeriod: 1d", "queryPeriod: 1h10m"), [""; 0]);
    let account = RULE.replace("entityType: IP", "entityType: Account").replace("Address", "CloudAppAccountId");
    assert!(said_nothing_of(&account, "LUR532"));
}

fn said_nothing_of(text: &str, code: &str) -> bool {
    said(text).iter().all(|line| !line.contains(code))
}
