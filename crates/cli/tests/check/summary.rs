//! What is told at the end.

use crate::support::Folder;
use crate::{check, rule};

/// The lines on standard error, the first without the time.
fn notes(stderr: &str) -> Vec<String> {
    let mut lines: Vec<String> = stderr.lines().map(str::to_owned).collect();
    if let Some((files, kinds)) =
        lines[0].split_once(" s: ").and_then(|(time, kinds)| Some((time.split_once(" in ")?.0, kinds)))
    {
        lines[0] = format!("{files}: {kinds}");
    }
    lines
}

#[test]
fn files_kinds_unknown_names_and_codes() {
    let folder = Folder::with(&[
        ("a.yaml", rule("T1095", "T1905").as_bytes()),
        ("b.yaml", b"on: push\n"),
        ("c.json", b"{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"resources\": []}"),
        ("d.kql", b"Missing_CL | where a == 1"),
        ("e/f.kql", b"union isfuzzy=true Missing_CL, CommonSecurityLog | invoke nowhere()"),
        ("g.yaml", b"FunctionName: g\nFunctionQuery: CommonSecurityLog\n---\nFunctionName: h\nFunctionQuery: g\n"),
        ("readme.md", b"# nothing"),
    ]);
    let run = check(&folder, &["."]);
    assert_eq!(run.code, Some(1));
    assert_eq!(
        notes(&run.stderr),
        [
            "note: 6 files: 1 NRT rule, 2 functions, 2 queries, 2 skipped",
            "note: unknown table or function 'Missing_CL': d.kql, e/f.kql",
            "note: unknown table or function 'nowhere': e/f.kql",
            "note: errors by code: 1 KS204, 1 KS211, 1 LUR511",
            "note: 3 errors, 0 warnings",
        ],
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("./e/f.kql:1:20: info[LUR006]: "), "{run:#?}");
}

#[test]
fn many_users_of_a_name_are_counted() {
    let names: Vec<String> = (10..25).map(|i| format!("q{i}.kql")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"Missing_CL"[..])).collect();
    let run = check(&Folder::with(&files), &["."]);
    let users = "q10.kql, q11.kql, q12.kql and 12 more";
    assert_eq!(notes(&run.stderr)[1], format!("note: unknown table or function 'Missing_CL': {users}"));
}

#[test]
fn a_folder_without_content() {
    let run = check(&Folder::with(&[("readme.md", b"")]), &["."]);
    assert_eq!(
        (run.code, notes(&run.stderr)),
        (Some(0), vec!["note: 0 files: no content".to_owned(), "note: 0 errors, 0 warnings".to_owned()])
    );
}
