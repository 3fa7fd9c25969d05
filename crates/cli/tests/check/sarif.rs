//! SARIF 2.1.0 with all that GitHub's code scanning asks for.
//! <https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Folder, lurcher};
use crate::{RULE, check, rule};

/// Asserts that a log has what GitHub requires, and returns its results.
#[track_caller]
fn results(log: &str) -> Vec<Value> {
    let log: Value = serde_json::from_str(log).expect("JSON");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    assert_eq!(log["version"], "2.1.0");
    let [run] = &log["runs"].as_array().expect("runs")[..] else { panic!("one run") };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "Lurcher");
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        for text in ["/id", "/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"] {
            let text = rule.pointer(text).and_then(Value::as_str);
            assert!(text.is_some_and(|text| !text.is_empty()), "{rule:#}");
        }
        assert!(["error", "warning", "note"].map(Value::from).contains(&rule["defaultConfiguration"]["level"]));
    }
    let results = run["results"].as_array().expect("results");
    let mut prints = BTreeMap::new();
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"], "{result:#}");
        assert!(["error", "warning", "note"].map(Value::from).contains(&result["level"]), "{result:#}");
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result:#}");
        let [location] = &result["locations"].as_array().expect("locations")[..] else { panic!("one location") };
        let physical = &location["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(!uri.starts_with(['/', '.']) && !uri.contains([' ', '\\', ':']), "{uri} is not relative");
        assert_eq!(physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let number = |name: &str| physical["region"][name].as_u64().filter(|n| *n > 0).expect("a line or column");
        let (start, end) = ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
        assert!(start <= end, "{result:#}");
        let print = result["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a fingerprint");
        assert!(prints.insert(print.to_owned(), ()).is_none(), "{print} is not unique");
    }
    results.clone()
}

#[test]
fn findings_of_each_level() {
    let folder = Folder::with(&[
        ("Hunting Queries/ä.yaml", rule("[T1095]", "[T1905, T1094, T1190]").as_bytes()),
        ("broken.yaml", b"query: [\n"),
        ("latin.yaml", b"query: \xE9\n"),
        ("b.kql", b"CommonSecurityLog\n| where SourceIp == 1 and Sourcip == 2"),
    ]);
    let run = check(&folder, &[".", "--format", "sarif"]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    let results = results(&run.stdout);
    let of_code = |code: &str| results.iter().find(|r| r["ruleId"] == code).unwrap_or_else(|| panic!("{code}"));
    let level = |code: &str| of_code(code)["level"].clone();
    assert_eq!((level("LUR511"), level("LUR512"), level("LUR513")), ("error".into(), "warning".into(), "note".into()));
    let technique = of_code("LUR511");
    assert_eq!(
        technique["message"]["text"],
        "'T1905' is no technique of MITRE ATT&CK (did you mean 'T1095' (Non-Application Layer Protocol)?)"
    );
    let physical = &technique["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "Hunting%20Queries/%C3%A4.yaml");
    let region = serde_json::json!({"startLine": 8, "startColumn": 22, "endLine": 8, "endColumn": 27});
    assert_eq!(physical["region"], region);
    assert_eq!(level("LUR403"), "warning");
    assert_eq!(level("LUR404"), "error");
    assert_eq!(level("KS142"), "error");
}

#[test]
fn paths_begin_at_a_folder_that_lies_elsewhere() {
    let folder = Folder::with(&[("hunts/a.yaml", rule("T1095", "T1905").as_bytes())]);
    let run = lurcher(&["check", &folder.path().display().to_string(), "--format", "sarif"]);
    let results = results(&run.stdout);
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!((results.len(), uri), (1, &"hunts/a.yaml".into()));
}

#[test]
fn a_run_without_findings_is_a_run() {
    let folder = Folder::with(&[("a.yaml", RULE.as_bytes())]);
    assert_eq!(results(&check(&folder, &[".", "--format", "sarif"]).ok()).len(), 0);
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let folder = Folder::with(&[("a.yaml", rule("[T1095]", "[T1905, T1905]").as_bytes())]);
    let print = || -> Vec<Value> {
        let run = check(&folder, &[".", "--format", "sarif"]);
        results(&run.stdout).iter().map(|r| r["partialFingerprints"].clone()).collect()
    };
    let before = print();
    assert_eq!(before.len(), 2);
    std::fs::write(folder.file("a.yaml"), format!("# a line\n{}", rule("[T1095]", "[ T1905,   T1905]"))).unwrap();
    assert_eq!(print(), before);
}
