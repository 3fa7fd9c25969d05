//! Results and inputs that are too much, or not what they should be.

use std::io::Write;
use std::process::Stdio;

use crate::support::{command, lurcher};

/// Runs a query with these bytes on standard input. Returns the exit code and what was said.
fn with_bytes(arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full() {
    for format in ["csv", "json", "table", "html", "parquet"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let rows = "range x from 1 to 100000 step 1";
        let output = command().args(["query", "--format", format, rows]).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{format}: {said}");
        assert!(said.contains("the output cannot be written: No space left"), "{format}: {said}");
        assert_eq!(said.lines().count(), 1, "{format}: {said}");
    }
}

#[test]
fn a_query_that_is_not_utf8() {
    for arguments in [&["query", "-"][..], &["repl"]] {
        let (code, _, said) = with_bytes(arguments, b"print 1\nprint '\xff\xfe'\n");
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("<stdin>:2: is not UTF-8 text"), "{said}");
    }
}

#[test]
fn data_that_is_not_utf8() {
    let (code, _, said) = with_bytes(&["query", "stdin"], b"a,b\n1,x\n2,\xff\xfe\xfd\n");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("standard input:3") && said.contains("not UTF-8"), "{said}");
    let (code, _, said) = with_bytes(&["query", "stdin"], b"{\"a\":1}\n{\"a\":\"\xff\"}\n");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("standard input:2"), "{said}");
}

#[test]
fn ten_thousand_columns() {
    let columns: Vec<String> = (0..10_000).map(|i| format!("c{i}={i}")).collect();
    let query = format!("print {}", columns.join(","));
    let (code, out, said) = with_bytes(&["query", "--format", "csv", "-"], query.as_bytes());
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(out.lines().last().is_some_and(|row| row.ends_with(",9998,9999")));
}

#[test]
fn rows_beyond_those_that_are_wanted_are_counted() {
    let rows = "range x from 1 to 30000 step 1";
    let run = lurcher(&["query", "--max-rows", "2", "--format", "csv", rows]);
    assert_eq!(run.stdout, "x\n1\n2\n");
    assert_eq!(run.stderr, "warning: the result has 30000 rows; the first 2 were written\n");
    let table = lurcher(&["query", "--max-rows", "2", rows]);
    assert_eq!((table.stderr.as_str(), table.stdout.lines().last()), ("", Some("30000 rows, the first 2 shown")));
    let exact = lurcher(&["query", "--max-rows", "3", "range x from 1 to 3 step 1", "--format", "csv"]);
    assert_eq!((exact.stdout.as_str(), exact.stderr.as_str()), ("x\n1\n2\n3\n", ""));
}
