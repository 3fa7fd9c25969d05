//! How findings are written.

use serde_json::Value;

use crate::support::{Folder, lurcher};
use crate::{check, rule};

#[test]
fn json_is_an_array_of_findings() {
    let folder = Folder::with(&[("a b.yaml", rule("T1095", "T1905").as_bytes())]);
    let run = check(&folder, &[".", "--format", "json"]);
    assert_eq!(run.code, Some(1));
    let findings: Value = serde_json::from_str(&run.stdout).unwrap();
    let [finding] = &findings.as_array().unwrap()[..] else { panic!("one finding: {findings}") };
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    assert!(fingerprint.len() == 18 && fingerprint.ends_with(":1"), "{fingerprint}");
    let expected = serde_json::json!({
        "file": "./a b.yaml",
        "line": 8,
        "column": 22,
        "severity": "error",
        "code": "LUR511",
        "message": "'T1905' is no technique of MITRE ATT&CK",
        "help": "did you mean 'T1095' (Non-Application Layer Protocol)?",
        "fingerprint": fingerprint,
    });
    assert_eq!(*finding, expected);
}

#[test]
fn nothing_is_an_empty_array() {
    let folder = Folder::with(&[("a.yaml", crate::RULE.as_bytes())]);
    assert_eq!(check(&folder, &[".", "--format", "json"]).ok(), "[]\n");
}

#[test]
fn text_shows_the_line() {
    let folder = Folder::with(&[("a.yaml", rule("T1095", "T1905").as_bytes())]);
    let run = crate::support::lurcher_in(folder.path(), &["check", "a.yaml"]);
    assert!(run.stdout.contains("8 | relevantTechniques: [T1905]\n  |                      ^^^^^\n"), "{run:#?}");
}

#[test]
fn other_formats_are_wrong_usage() {
    let folder = Folder::with(&[("a.yaml", crate::RULE.as_bytes())]);
    let run = check(&folder, &[".", "--format", "csv"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "error: check writes text (--format table), json or sarif, not csv\n");
    let run = lurcher(&["query", "--format", "sarif", "print 1"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "error: --format sarif is for what check finds; only `lurcher check` writes it\n");
    assert_eq!(check(&folder, &[".", "--deny", "everything"]).code, Some(2));
}
