//! Files of KQL: several queries in one, functions, other texts.

use crate::support::Folder;
use crate::{SESSIONS, lurcher};

#[test]
fn queries_parted_by_blank_lines_run_one_by_one() {
    let text =
        b"// both ways\nprint a = 1\n| extend b = a\n\n// the other\nlet x = 2;\n\nprint c = x\n\nprint d = nobody\n";
    let folder = Folder::with(&[("q.kql", text), ("q.csl", b"print a = 1"), ("notes.txt", b"Read me first.\n")]);
    let run = lurcher(&folder, &["run", "q.kql"]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    for shown in ["q (line 2)\n", "q (line 6)\n", "a │ b\n", "c\n─\n2\n"] {
        assert!(run.stdout.contains(shown), "{shown:?} is not in {}", run.stdout);
    }
    assert!(run.stderr.contains("q.kql:10:11: error[KS142]"), "{}", run.stderr);
    assert!(run.stderr.contains("3 queries run, 2 with hits, 1 failed"), "{}", run.stderr);
    let run = lurcher(&folder, &["check", "."]);
    assert!(run.stderr.contains("3 files in"), "{}", run.stderr);
    assert!(run.stderr.contains("4 queries, 1 skipped"), "{}", run.stderr);
    lurcher(&folder, &["query", "-f", "q.kql"]).fails_with(&["holds several queries; `lurcher run` runs them all"]);
}

#[test]
fn utf_16_is_read_and_windows_1252_is_warned_of() {
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("print a = 'ä'".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let folder = Folder::with(&[("wide.kql", &wide), ("old.kql", b"// a dash \x96\nprint b = 1\n")]);
    let run = lurcher(&folder, &["run", "."]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.stdout.contains("ä") && run.stdout.contains("b\n─\n1\n"), "{}", run.stdout);
    let warning =
        "old.kql:1:11: warning[LUR403]: the file is not UTF-8, and is read as Windows-1252 (save it as UTF-8)";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
}

#[test]
fn a_folder_knows_its_functions_and_names_what_is_none_of_content() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("fa/q.kql", b"Late() | count"),
        ("fa/f.kql", b".create function Late() { S | where TimeGenerated > datetime(2026-01-15) }"),
        ("fa/notes.txt", b"Ask Alice first."),
        ("fa/pipeline.yaml", b"on: push\njobs: {}\n"),
    ]);
    let run = lurcher(&folder, &["run", "fa", "--format", "json"]);
    assert!(run.stdout.contains("[1]"), "{run:#?}");
    let note = "note: these files hold no query, rule or function: fa/notes.txt, fa/pipeline.yaml";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_slip_in_a_key_is_told_in_a_folder_too() {
    let folder = Folder::with(&[("r/a.yaml", b"id: 1\nname: A\ntactics: []\nqeury: print 1\n")]);
    let run = lurcher(&folder, &["check", "r"]);
    assert!(run.stdout.contains("r/a.yaml:4:1: error[LUR412]"), "{run:#?}");
    assert!(run.stdout.contains("did you mean 'query'?"), "{run:#?}");
    lurcher(&folder, &["run", "r"]).fails_with(&["did you mean 'query'?"]);
}

#[test]
fn what_nobody_knows_of_a_workbook_is_no_mistake() {
    let query = |text: &str| format!(r#"{{"type": 3, "content": {{"queryType": 0, "query": "{text}"}}}}"#);
    let good = [
        "{T}\\n| count",
        "search in ({T}) 'x'",
        "union {T}, SigninLogs | where Whatever == 1",
        "SigninLogs {Q} | where Whatever == 1",
        "SigninLogs | project {A} | where Whatever == 1",
        "SigninLogs | summarize count() by {A} | where Whatever == 1",
        "SigninLogs | join kind={K} (AuditLogs) on CorrelationId | project Whatever",
        "SigninLogs | {Op} | project Whatever",
        "let n = {N}; SigninLogs | where TimeGenerated > ago(n) | take {M}",
        "SigninLogs | where TimeGenerated {Time} and UserPrincipalName in ({Users}) or '*' in ({Users})",
        "SigninLogs | summarize count() by bin(TimeGenerated, {Time:grain}) | render {Chart}",
        "SigninLogs | where UserPrincipalName matches regex '{Pattern}'",
        "SigninLogs | where TimeGenerated between (datetime({Time:start}) .. datetime({Time:end}))",
        "SigninLogs | extend a = {A} | where a == 1 and strlen(a) > 1",
        "SigninLogs | sort by UserPrincipalName {Order} | top {N} by CreatedDateTime",
    ];
    let workbook = |queries: &[&str]| {
        let items: Vec<String> = queries.iter().map(|text| query(text)).collect();
        format!(r#"{{"version": "Notebook/1.0", "items": [{}]}}"#, items.join(", "))
    };
    for text in good {
        let folder = Folder::with(&[("w.json", workbook(&[text]).as_bytes())]);
        let run = lurcher(&folder, &["check", "w.json"]);
        assert!(run.code == Some(0) && run.stderr.contains("1 workbook query"), "{text}: {run:#?}");
    }
    for text in ["SigninLogs | wher a == {A}", "SigninLogs | where TimeGenerated {Time} | where Whatever == 1"] {
        let folder = Folder::with(&[("w.json", workbook(&[text]).as_bytes())]);
        assert_eq!(lurcher(&folder, &["check", "w.json"]).code, Some(1), "{text}");
    }
}
