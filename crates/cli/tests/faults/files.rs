//! Files that are no files, or whose records do not end.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{Folder, Run, lurcher};

fn query(folder: &Folder, limit: &str, file: &str) -> Run {
    let query = format!("'{}' | count", folder.file(file).display());
    lurcher(&["query", "--memory-limit", limit, &query])
}

/// Whoever waits for somebody to write into a pipe waits for ever.
#[test]
fn pipes_are_not_waited_for() {
    let folder = Folder::with(&[]);
    for name in ["p.csv", "p.json", "p.parquet"] {
        assert!(Command::new("mkfifo").arg(folder.file(name)).status().unwrap().success());
        query(&folder, "1GB", name).fails_with(&[name, "is a pipe or a device, not a file", "stdin"]);
    }
}

#[test]
fn records_that_do_not_end() {
    let text = "x".repeat(24 << 20);
    let json = format!("{{\"a\":\"{text}\"}}\n");
    let folder = Folder::with(&[
        ("line.csv", format!("a\n1\n{text}\n").as_bytes()),
        ("header.csv", text.as_bytes()),
        ("object.json", format!("{{\"a\":1}}\n{json}").as_bytes()),
        ("many.csv", format!("a\n{}", format!("{}\n", "y".repeat(1 << 20)).repeat(64)).as_bytes()),
    ]);
    for (name, line) in [("line.csv", 3), ("header.csv", 1), ("object.json", 2)] {
        let expected = format!("{name}:{line}: the record that begins here is longer than 15 MB");
        query(&folder, "64MB", name).fails_with(&[&expected, "--memory-limit allows longer ones"]);
        query(&folder, "1GB", name).ok();
    }
    // Long ones that do end come in smaller batches.
    assert!(query(&folder, "64MB", "many.csv").ok().contains("64"));
}

#[test]
fn a_file_of_too_many_columns() {
    let names: Vec<String> = (0..10_001).map(|i| format!("c{i}")).collect();
    let pairs: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
    let folder = Folder::with(&[
        ("t.csv", names.join(",").as_bytes()),
        ("t.json", format!("{{}}\n{{{}}}", pairs.join(",")).as_bytes()),
    ]);
    query(&folder, "1GB", "t.csv").fails_with(&["t.csv:1: has more than 10000 columns"]);
    query(&folder, "1GB", "t.json").fails_with(&["t.json:2: has more than 10000 columns"]);
}

/// The columns of a file are found out before its query runs; that ends in time, too.
#[test]
fn the_time_of_a_query_counts_while_its_files_are_looked_at() {
    let folder = Folder::with(&[]);
    let rows = "{\"a\":{\"b\":[1,2,3]},\"c\":\"some text\"}\n".repeat(1000);
    for i in 0..40 {
        std::fs::write(folder.file(&format!("t{i}.json")), rows.repeat(100)).unwrap();
    }
    let start = Instant::now();
    let query = format!("'{}/*.json' | count", folder.path().display());
    lurcher(&["query", "--timeout", "20ms", &query]).fails_with(&["was stopped after 20ms"]);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
