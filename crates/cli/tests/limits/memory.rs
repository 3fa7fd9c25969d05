//! `--memory-limit`: what goes on on disk answers the same, what cannot says so.

use crate::support::{Folder, Run, lurcher};

/// A table of so many rows: texts that are hardly ever equal, about 200 bytes each, in no order.
fn table(rows: usize) -> String {
    format!(
        "let T = range i from 1 to {rows} step 1 | extend k = strcat(hash(i, 1000000), strrep('-', 200)), v = i % 7;"
    )
}

/// How many rows most queries have.
const ROWS: usize = 200_000;

fn query_over(rows: usize, limit: &[&str], kql: &str) -> Run {
    let query = format!("{} {kql}", table(rows));
    lurcher(&[&["query", "--partitions", "2", "--format", "csv", &query], limit].concat())
}

fn query(limit: &[&str], kql: &str) -> Run {
    query_over(ROWS, limit, kql)
}

/// Asserts that the query spills under the limit and answers as it does without.
#[track_caller]
fn spills(limit: &str, kql: &str) {
    spills_over(ROWS, limit, kql);
}

#[track_caller]
fn spills_over(rows: usize, limit: &str, kql: &str) {
    let whole = query_over(rows, &[], kql);
    assert_eq!(whole.stderr, "");
    let spilled = query_over(rows, &["--memory-limit", limit], kql);
    assert!(spilled.stderr.contains("went through the disk: the memory limit is"), "{spilled:#?}");
    assert_eq!(spilled.ok(), whole.ok());
}

#[test]
fn a_sort() {
    spills("32MB", "T | sort by k asc, i asc | extend r = row_number() | summarize sum(r * i % 1000003), take_any(k)");
}

/// Batches of texts that come out of one page of a file share its buffer, which each of them seems to hold.
#[test]
fn long_texts_in_a_file() {
    let folder = Folder::with(&[]);
    let file = folder.file("long.parquet").display().to_string();
    let rows = "range x from 1 to 60000 step 1 | project k = hash(x) % 1000000, \
                s = strcat(hash_sha256(x), strrep(hash_sha256(x + 1), 12))";
    lurcher(&["query", "--format", "parquet", "--output", &file, rows]).ok();
    for limit in ["32MB", "60MB", "100MB"] {
        for (kql, count) in [
            ("sort by k asc | extend n = row_number() | summarize sum(strlen(s)), max(n)", "49920000,60000"),
            ("distinct s | summarize sum(strlen(s)), count()", "49920000,60000"),
        ] {
            let query = format!("'{file}' | {kql}");
            let run = lurcher(&["query", "--partitions", "2", "--memory-limit", limit, "--format", "csv", &query]);
            assert!(run.stdout.ends_with(&format!("\n{count}\n")), "{limit}: {run:#?}");
        }
    }
}

#[test]
fn groups() {
    spills(
        "32MB",
        "T | summarize c = count(), s = sum(v), l = make_list(v) by k | summarize count(), sum(c), sum(s), sum(array_length(l))",
    );
}

#[test]
fn distinct_rows() {
    spills("32MB", "T | distinct k, v | summarize count(), sum(v)");
}

#[test]
fn joins() {
    for kind in ["inner", "leftouter", "leftanti"] {
        let other = "(T | where v != 3 | project k, w = i, i)";
        spills_over(400_000, "96MB", &format!("T | join kind={kind} {other} on k | summarize count(), sum(v)"));
    }
}

#[test]
fn what_cannot_go_on_on_disk_says_so_and_what_to_do() {
    query(&["--memory-limit", "4MB"], "T | summarize l = make_list(k) | project array_length(l)").fails_with(&[
        "the query needs more memory than it may have: a summarize or distinct wants",
        "--memory-limit gives it more",
    ]);
}

#[test]
fn a_size_that_is_none() {
    for size in ["4", "many", "0GB", "200%"] {
        let run = query(&["--memory-limit", size], "T | count");
        assert_eq!(run.code, Some(2), "{run:#?}");
        assert!(run.stderr.contains("--memory-limit"), "{run:#?}");
    }
    assert_eq!(query(&["--memory-limit", "50%"], "T | count").ok(), "Count\n200000\n");
}
