//! Files that are broken, hostile or something else: each its message with its place, the right exit code, and nothing
//! lost of what is good.

use std::time::{Duration, Instant};

use crate::support::{Folder, Run};
use crate::{RULE, check};

/// What is said about a file that stands beside a good one.
#[track_caller]
fn findings(name: &str, contents: &[u8]) -> (Option<i32>, Vec<String>) {
    let folder = Folder::with(&[(name, contents), ("good.yaml", RULE.as_bytes())]);
    let run = check(&folder, &["."]);
    assert!(run.stderr.contains(" NRT rule"), "{run:#?}");
    no_defect(&run);
    (run.code, run.stdout.lines().map(|line| line.trim_start_matches("./").to_owned()).collect())
}

#[track_caller]
fn no_defect(run: &Run) {
    for defect in ["panicked", "LUR050", "RUST_BACKTRACE"] {
        assert!(!run.stdout.contains(defect) && !run.stderr.contains(defect), "{run:#?}");
    }
}

#[track_caller]
fn fails(name: &str, contents: &[u8], line: &str) {
    assert_eq!(findings(name, contents), (Some(1), vec![line.to_owned()]));
}

#[track_caller]
fn passes(name: &str, contents: &[u8]) {
    let (code, lines) = findings(name, contents);
    assert_eq!(code, Some(0), "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains("warning[LUR500]")), "{lines:#?}");
}

#[test]
fn tabs() {
    fails(
        "a.yaml",
        b"name: x\nquery: |\n\tT\n",
        "a.yaml:3:1: error[LUR404]: this is not YAML: a block scalar content cannot start with a tab (indent with spaces, YAML takes no tabs there)",
    );
    passes("a.yaml", b"name: x\ty\nquery: |\n  CommonSecurityLog\n  |\ttake 1\n");
}

#[test]
fn anchors() {
    passes("a.yaml", b"x: &query CommonSecurityLog | take 1\nquery: *query\n");
    let (code, lines) = findings("a.yaml", b"x: &query NoTable | take 1\nquery: *query\n");
    assert_eq!(code, Some(1));
    assert!(lines.iter().any(|line| line.starts_with("a.yaml:1:11: error[KS204]: ")), "{lines:#?}");
    fails(
        "a.yaml",
        b"query: *nowhere\n",
        "a.yaml:1:8: error[LUR404]: this is not YAML: while parsing node, found unknown anchor (correct the YAML here or just above; the usual cause is indentation or a missing quote)",
    );
}

#[test]
fn several_documents() {
    let (code, lines) = findings("a.yaml", b"query: CommonSecurityLog\n---\nquery: NoTable\n---\n- a list\n");
    assert_eq!(code, Some(1));
    assert!(lines.iter().any(|line| line.starts_with("a.yaml:3:8: error[KS204]: ")), "{lines:#?}");
}

#[test]
fn byte_order_mark_and_carriage_returns() {
    let text = RULE.replace('\n', "\r\n").replace("T1095", "T1905").replace("e0830", "e0831");
    fails(
        "a.yaml",
        format!("\u{FEFF}{text}").as_bytes(),
        "a.yaml:8:22: error[LUR511]: 'T1905' is no technique of MITRE ATT&CK (did you mean 'T1095' (Non-Application Layer Protocol)?)",
    );
}

#[test]
fn other_encodings() {
    let wide = "a.yaml:1:1: error[LUR403]: the file is UTF-32, or UTF-16 that does not say so (save it as UTF-8)";
    fails("a.yaml", b"q\0:\0", wide);
    let warning = "warning[LUR403]: the file is not UTF-8, and is read as Windows-1252 (save it as UTF-8)";
    for (name, contents, place) in
        [("a.yaml", &b"# x\nquery: print 1 // \x96\n"[..], "a.yaml:2:19"), ("a.kql", b"print '\xE9'", "a.kql:1:8")]
    {
        let (code, lines) = findings(name, contents);
        assert_eq!(code, Some(0), "{lines:#?}");
        assert!(lines.contains(&format!("{place}: {warning}")), "{lines:#?}");
    }
}

#[test]
fn nothing_and_something_else_are_skipped() {
    for (name, contents) in [
        ("a.yaml", &b""[..]),
        ("a.yaml", b"# a comment\n"),
        ("a.yaml", b"on: push\njobs: {}\n"),
        ("a.yaml", b"just a text"),
        ("a.yaml", b"---\n...\n"),
        ("a.json", b""),
        ("a.json", b"{\"resources\": [{\"type\": \"Microsoft.Compute/virtualMachines\"}]}"),
    ] {
        let folder = Folder::with(&[(name, contents)]);
        let run = check(&folder, &["."]);
        assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{contents:?}: {run:#?}");
        assert!(run.stderr.contains(": 1 skipped\n"), "{run:#?}");
    }
    // Whoever names a file means it.
    let folder = Folder::with(&[("a.yaml", b"on: push\n")]);
    let run = check(&folder, &["a.yaml"]);
    assert_eq!(
        run.stdout,
        "a.yaml:1:1: error[LUR412]: this is no query, rule or function: its keys are 'on' (add 'query: |' with the KQL indented below it, or 'FunctionQuery' for a function)\n"
    );
    assert_eq!(run.code, Some(1));
}

#[test]
fn watchlists_of_templates() {
    let template = br#"{"resources": [{"properties": {"watchlistAlias": "w", "rawContent": "a,b\n1,2\n", "itemsSearchKey": "a"}}]}"#;
    let run = check(&Folder::with(&[("w.json", template)]), &["."]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains(": 1 watchlist\n"), "{run:#?}");
    fails(
        "w.json",
        br#"{"resources": [{"properties": {"rawContent": ""#,
        "w.json:1:46: error[LUR430]: this is not JSON: EOF while parsing a string (correct the template here or just above)",
    );
}

#[test]
fn a_million_laughs() {
    let mut text = "a0: &a0 [lol]\n".to_owned();
    for i in 1..30 {
        let items = vec![format!("*a{}", i - 1); 10].join(", ");
        text.push_str(&format!("a{i}: &a{i} [{items}]\n"));
    }
    text.push_str("query: T\n");
    quickly(|| {
        let (code, lines) = findings("a.yaml", text.as_bytes());
        assert_eq!(code, Some(1));
        let message = "error[LUR406]: the file has more than 1000000 values, counting what aliases repeat (write out less, or move it out of the content folder)";
        assert!(lines.len() == 1 && lines[0].starts_with("a.yaml:7:") && lines[0].ends_with(message), "{lines:#?}");
    });
    let nested = format!("query: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    quickly(|| {
        let (code, lines) = findings("a.yaml", nested.as_bytes());
        assert_eq!(code, Some(1));
        assert!(lines[0].contains("error[LUR406]: values are nested deeper than 128 levels"), "{lines:#?}");
    });
}

#[test]
fn twenty_megabytes() {
    let comment = format!("query: |\n  CommonSecurityLog\n{}", "  // a long comment in a query\n".repeat(650_000));
    assert!(comment.len() > 20_000_000);
    quickly(|| passes("a.yaml", comment.as_bytes()));
    let documents = "query: CommonSecurityLog\nname: x\n---\n".repeat(1000);
    quickly(|| passes("a.yaml", documents.as_bytes()));
    let list = format!("x: [{}]\n", "a, ".repeat(7_000_000));
    quickly(|| {
        let (code, lines) = findings("a.yaml", list.as_bytes());
        assert_eq!(code, Some(1));
        assert!(lines[0].contains("error[LUR406]: the file has more than 1000000 values"), "{lines:#?}");
    });
    let large = vec![b' '; 33 << 20];
    fails(
        "a.yaml",
        &large,
        "a.yaml:1:1: error[LUR402]: the file has 34603008 bytes, more than the 33554432 that content may have (split it, or move it out of the content folder)",
    );
}

/// Runs something that must not take its time. The limit is far above what it takes on a slow machine.
fn quickly(work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < Duration::from_secs(180), "it took {:?}", start.elapsed());
}

#[cfg(unix)]
#[test]
fn links() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("a/x.yaml", RULE.as_bytes()), ("b/readme.md", b"")]);
    symlink(folder.path(), folder.file("a/up")).unwrap();
    symlink(folder.file("b"), folder.file("a/b")).unwrap();
    symlink(folder.file("a"), folder.file("b/a")).unwrap();
    symlink(folder.file("a/x.yaml"), folder.file("b/again.yaml")).unwrap();
    let run = check(&folder, &["."]);
    assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{run:#?}");
    assert!(run.stderr.starts_with("note: 1 file in "), "{run:#?}");

    symlink(folder.file("nowhere"), folder.file("b/broken.yaml")).unwrap();
    let run = check(&folder, &["."]);
    assert_eq!(run.code, Some(1));
    let line = "./b/broken.yaml:1:1: error[LUR401]: the file cannot be read: No such file or directory (os error 2) (check the path and its permissions)\n";
    assert_eq!(run.stdout, line);
}

#[cfg(unix)]
#[test]
fn files_without_permission() {
    use std::fs::{Permissions, read, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("a.yaml", RULE.as_bytes())]);
    set_permissions(folder.file("a.yaml"), Permissions::from_mode(0o000)).unwrap();
    // Who runs the tests as root is refused nothing.
    if read(folder.file("a.yaml")).is_err() {
        let run = check(&folder, &["."]);
        let line = "./a.yaml:1:1: error[LUR401]: the file cannot be read: Permission denied (os error 13) (check the path and its permissions)\n";
        assert_eq!((run.code, &*run.stdout), (Some(1), line));
    }
}

#[test]
fn a_path_that_is_none() {
    let run = check(&Folder::with(&[]), &["nowhere", "none.yaml"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines.len() == 2 && lines.iter().all(|line| line.contains("error[LUR401]: the file cannot be read: ")),
        "{run:#?}"
    );
}
