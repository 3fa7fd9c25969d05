//! Findings that are known.

use crate::support::Folder;
use crate::{check, rule};

#[test]
fn known_findings_are_forgiven_and_new_ones_are_not() {
    let folder = Folder::with(&[("a.yaml", rule("T1095", "T1905").as_bytes())]);
    let written = check(&folder, &[".", "--write-baseline", "known.json"]);
    assert_eq!((written.code, &*written.stdout), (Some(0), ""), "{written:#?}");
    assert!(written.stderr.ends_with("note: 0 errors, 0 warnings, 1 forgiven by the baseline\n"), "{written:#?}");
    let known: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.file("known.json")).unwrap()).unwrap();
    assert_eq!(
        known,
        serde_json::json!({"version": 1, "findings": [{
            "file": "a.yaml",
            "code": "LUR511",
            "message": "'T1905' is no technique of MITRE ATT&CK",
            "count": 1,
        }]})
    );

    // Lines that move change nothing.
    std::fs::write(folder.file("a.yaml"), format!("# a line\n\n{}", rule("T1095", "T1905"))).unwrap();
    let run = check(&folder, &["./", "--baseline", "known.json"]);
    assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{run:#?}");

    // The same once more is new, and so is anything else.
    std::fs::write(folder.file("a.yaml"), rule("[T1095]", "[T1905, T1905, T9999]")).unwrap();
    let run = check(&folder, &[".", "--baseline", "known.json"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("8:29") && lines[1].contains("'T9999'"), "{run:#?}");
}

#[test]
fn what_is_gone_is_told() {
    let folder = Folder::with(&[("a.yaml", rule("T1095", "T1905").as_bytes())]);
    check(&folder, &[".", "--write-baseline", "known.json"]);
    std::fs::write(folder.file("a.yaml"), crate::RULE).unwrap();
    let run = check(&folder, &[".", "--baseline", "known.json"]);
    assert_eq!(run.code, Some(0));
    let gone = "note: 1 of the baseline's findings are gone; write it anew with --write-baseline";
    assert!(run.stderr.contains(gone), "{run:#?}");
}

#[test]
fn a_baseline_that_is_none_is_wrong_usage() {
    let folder = Folder::with(&[
        ("a.yaml", crate::RULE.as_bytes()),
        ("broken.json", b"{"),
        ("other.json", b"{\"version\": 2, \"findings\": []}"),
        ("more.json", b"{\"version\": 1, \"findings\": [], \"x\": 1}"),
    ]);
    for (name, text) in [
        ("none.json", "error: --baseline none.json: "),
        ("broken.json", "error: --baseline broken.json: EOF while parsing an object at line 1 column 1"),
        ("other.json", "error: --baseline other.json: its version is 2, and 1 is known"),
        ("more.json", "error: --baseline more.json: unknown field `x`"),
    ] {
        let run = check(&folder, &["a.yaml", "--baseline", name]);
        assert!(run.code == Some(2) && run.stderr.starts_with(text), "{run:#?}");
    }
    assert_eq!(check(&folder, &["a.yaml", "--write-baseline", "x.json", "--baseline", "x.json"]).code, Some(2));
    let run = check(&folder, &["a.yaml", "--write-baseline", "no/such/folder.json"]);
    assert!(run.code == Some(1) && run.stderr.starts_with("error: --write-baseline no/such/folder.json: "), "{run:#?}");
}
