//! What is said about the keys of content, and about keys and queries that do not belong together.

use crate::support::Folder;
use crate::{RULE, check, rule};

#[test]
fn nothing_is_wrong() {
    let folder = Folder::with(&[("a.yaml", RULE.as_bytes())]);
    let run = check(&folder, &["."]);
    assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{run:#?}");
    assert!(run.stderr.ends_with("note: 0 errors, 0 warnings\n"), "{run:#?}");
}

#[test]
fn a_technique_that_is_none_has_its_place() {
    let folder = Folder::with(&[("hunts/a.yaml", rule("T1095", "T1905").as_bytes())]);
    let run = check(&folder, &["hunts"]);
    assert_eq!(
        run.stdout,
        "hunts/a.yaml:8:22: error[LUR511]: 'T1905' is no technique of MITRE ATT&CK (did you mean 'T1095' (Non-Application Layer Protocol)?)\n"
    );
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_warning_fails_only_where_it_is_denied() {
    let folder = Folder::with(&[(
        "a.yaml",
        rule("kind: NRT\n", "kind: NRT\nversion: 1.0.0\n").replace("requiredDataConnectors: []\n", "").as_bytes(),
    )]);
    let run = check(&folder, &["."]);
    assert_eq!(
        run.stdout,
        "./a.yaml:1:1: warning[LUR500]: this NRT rule has no 'requiredDataConnectors' (add it; 'requiredDataConnectors: []' says that there is none)\n"
    );
    assert_eq!(run.code, Some(0));
    assert_eq!(check(&folder, &[".", "--deny", "warnings"]).code, Some(1));
}

#[test]
fn ids_are_compared_over_all_folders() {
    let folder = Folder::with(&[("a/x.yaml", RULE.as_bytes()), ("b/y.yaml", RULE.as_bytes())]);
    let run = check(&folder, &["a", "b"]);
    let message = "error[LUR502]: the id '70e2a349-87f0-4266-809c-e92fc71e0830' is used more than once";
    assert_eq!(
        run.stdout,
        format!(
            "a/x.yaml:1:5: {message} (b/y.yaml:1:5 has it too; give one of them a new GUID)\n\
             b/y.yaml:1:5: {message} (a/x.yaml:1:5 has it too; give one of them a new GUID)\n"
        )
    );
}

#[test]
fn two_functions_of_one_name_are_both_told() {
    let folder = Folder::with(&[
        ("a.yaml", b"FunctionName: f\nFunctionQuery: CommonSecurityLog\n"),
        ("b.kql", b".create-or-alter function f() { Syslog }"),
    ]);
    let run = check(&folder, &["."]);
    let message = "warning[LUR506]: the function 'f' is defined more than once";
    assert_eq!(
        run.stdout,
        format!(
            "./a.yaml:1:15: {message} (./b.kql:1:32 defines it too; remove or rename one of them)\n\
             ./b.kql:1:32: {message} (./a.yaml:1:15 defines it too; remove or rename one of them)\n"
        )
    );
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_file_that_is_named_twice_has_one_id() {
    let folder = Folder::with(&[("a/x.yaml", RULE.as_bytes())]);
    assert_eq!(check(&folder, &["a", ".", "a/x.yaml"]).ok(), "");
}

#[test]
fn mapped_columns_are_those_of_the_query() {
    let folder = Folder::with(&[("a.yaml", rule("by SourceIP", "by DestinationIP").as_bytes())]);
    let run = check(&folder, &["."]);
    assert_eq!(
        run.stdout,
        "./a.yaml:16:21: error[LUR534]: the query returns no column 'SourceIP' (let the query return it, or name another column)\n"
    );
}

#[test]
fn columns_that_only_the_data_shows_are_not_missed() {
    for query in [
        "CommonSecurityLog | project d = parse_json(Message) | evaluate bag_unpack(d)",
        "_GetWatchlist('Ports')",
        "AzureDiagnostics",
        "NoSuchTable",
    ] {
        let text = rule("CommonSecurityLog\n  | summarize Hits = count() by SourceIP", query);
        let folder = Folder::with(&[("a.yaml", text.as_bytes())]);
        let run = check(&folder, &["."]);
        assert!(!run.stdout.contains("LUR534"), "{query}: {run:#?}");
    }
}

#[test]
fn what_sentinel_refuses_in_a_query_has_its_place() {
    // Nobody calls the function: a search through all tables takes its time.
    let text = rule("  CommonSecurityLog\n", "  let all = () { search * };\n  CommonSecurityLog\n");
    let folder = Folder::with(&[("a.yaml", text.as_bytes())]);
    let run = check(&folder, &["."]);
    assert_eq!(
        run.stdout,
        "./a.yaml:10:18: error[LUR541]: Sentinel takes no rule with 'search *' (name the tables: 'search in (T1, T2) …')\n"
    );
}

#[test]
fn a_mistake_in_a_function_is_told_once() {
    let function = "FunctionName: f\nFunctionQuery: |\n  CommonSecurityLog | where SourceIp == '1'\n";
    let folder =
        Folder::with(&[("f.yaml", function.as_bytes()), ("a.kql", b"f() | count"), ("b.kql", b"f() | take 1")]);
    let run = check(&folder, &["."]);
    assert_eq!(run.stdout.lines().count(), 1, "{run:#?}");
    assert!(run.stdout.starts_with("./f.yaml:3:29: error[KS142]: "), "{run:#?}");
}
