//! What counts, when, and what happens in between.

use std::fs::{self, File};
use std::sync::Arc;
use std::thread;

use super::*;

const ROWS: &str = "range N from 1 to 10 step 1 | extend TimeGenerated = datetime(2026-01-01) + N * 1d";

#[test]
fn the_same_content_adds_nothing_and_other_content_adds_rows() {
    let written = Written::new();
    assert!(written.ingest("T", "a", ROWS).is_empty());
    assert_eq!(written.ingest("T", "a", ROWS).len(), 1);
    assert_eq!(written.rows("T | count"), ["10"]);
    written.ingest("T", "b", ROWS);
    assert_eq!(written.rows("T | summarize count() by _SourceFile | sort by _SourceFile asc"), ["a|10", "b|10"]);
    // Of two that are ingested together, one is there already.
    let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
    let known = written.add(&mut ingest, "T", "b", ROWS);
    written.add(&mut ingest, "T", "c", ROWS);
    written.add(&mut ingest, "U", "c", ROWS);
    assert_eq!(ingest.commit(&|_, _| Ok(())).unwrap(), [known]);
    assert_eq!(written.rows("T | count"), ["30"]);
    assert_eq!(written.rows("T | summarize count() by _SourceFile | where _SourceFile == 'c'"), ["c|10"]);
}

#[test]
fn nothing_counts_before_it_is_committed() {
    let written = Written::new();
    let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
    written.add(&mut ingest, "T", "a", ROWS);
    assert!(written.session().catalog().data("T").is_none());
    drop(ingest);
    assert!(names(&written.tables()).is_empty(), "nothing is left");
}

#[test]
fn rows_that_a_table_does_not_take_leave_all_tables_as_they_were() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    let before = manifest_of(&written.table("T")).unwrap();
    let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
    written.add(&mut ingest, "A", "b", ROWS);
    written.add(&mut ingest, "T", "b", &format!("{ROWS} | extend Other = 'x'"));
    let refused = ingest.commit(&|table, drafts| {
        assert!(drafts.iter().all(|draft| draft.exists()));
        if table == "T" { Err(crate::tables::DataError::new("x", "no")) } else { Ok(()) }
    });
    assert!(refused.is_err_and(|e| e.to_string() == "x: no"));
    drop(ingest);
    assert_eq!(manifest_of(&written.table("T")).unwrap(), before);
    assert_eq!(written.rows("T | count"), ["10"]);
    assert!(written.session().catalog().data("A").is_none());
}

/// What ended writers left is not read, and the next writer sweeps it; what somebody works on stays, and so does what
/// is the user's.
#[test]
fn leftovers() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    let table = written.table("T");
    let first = names(&table).into_iter().find(|name| name.starts_with("lurcher-")).unwrap();
    fs::copy(table.join(&first), table.join("lurcher-000009-00.parquet")).unwrap();
    fs::copy(table.join(&first), table.join("mine.parquet")).unwrap();
    fs::write(table.join(".lurcher/lurcher-left.parquet"), "x").unwrap();
    fs::write(table.join(".lurcher/.manifest-left.part"), "x").unwrap();
    let busy = File::create(table.join(".lurcher/lurcher-busy.parquet")).unwrap();
    busy.lock().unwrap();
    assert_eq!(written.rows("T | count"), ["20"], "a data file and the user's");
    let pattern = format!("'{}/*.parquet' | count", table.display());
    assert_eq!(rows_of_any(&written, &pattern), ["20"]);
    written.ingest("T", "b", ROWS);
    assert_eq!(written.rows("T | count"), ["30"]);
    let left: Vec<String> = names(&table).into_iter().filter(|name| name.contains("000009")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(names(&table.join(".lurcher")), ["lock", "lurcher-busy.parquet", "manifest.json", "readers"]);
}

/// The rows of a query that may name any file.
fn rows_of_any(written: &Written, kql: &str) -> Vec<String> {
    let session = written.session();
    let request = crate::Request { any_file: true, ..crate::Request::new(kql) };
    let mut answer = session.run(request).unwrap();
    let batches: Vec<_> = answer.results.remove(0).start().map(|batch| batch.unwrap()).collect();
    batches
        .iter()
        .map(|batch| text_of(&value_at(batch.column(0), lurcher_symbols::ScalarType::Long, 0).unwrap()))
        .collect()
}

/// Whoever reads a version of a table reads it to its end.
#[test]
fn a_reader_keeps_its_version() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    written.ingest("T", "b", ROWS);
    let reader = written.session();
    assert!(reader.catalog().data("T").is_some());
    forget(&written.tables(), |origin| origin.name == "a").unwrap();
    assert_eq!(rows_of(&reader, "T | count").unwrap(), ["20"]);
    assert_eq!(rows_of(&reader, "T | summarize sum(N)").unwrap(), ["110"]);
    assert_eq!(written.rows("T | summarize sum(N)"), ["55"]);
    drop(reader);
    written.ingest("T", "c", ROWS);
    let files = names(&written.table("T")).iter().filter(|name| name.starts_with("lurcher-")).count();
    assert_eq!(files, 2, "what nobody reads any more is gone");
}

#[test]
fn several_at_once() {
    let written = Arc::new(Written::new());
    let threads: Vec<_> = (0..6)
        .map(|i| {
            let written = Arc::clone(&written);
            // Each content is ingested by two of them.
            thread::spawn(move || written.ingest("T", &format!("{}", i % 3), ROWS).len())
        })
        .collect();
    let again: usize = threads.into_iter().map(|t| t.join().unwrap()).sum();
    assert_eq!(again, 3);
    assert_eq!(written.rows("T | summarize count() by _SourceFile | summarize sum(count_), count()"), ["30|3"]);
}

#[test]
fn one_origin_of_a_shared_data_file_is_forgotten() {
    let written = Written::new();
    let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
    for file in ["a", "b", "c"] {
        written.add(&mut ingest, "T", file, ROWS);
    }
    let refused = written.add(&mut ingest, "T", "d", ROWS);
    ingest.take_back(refused).unwrap();
    ingest.commit(&|_, _| Ok(())).unwrap();
    assert_eq!(written.rows("T | distinct _SourceFile | sort by _SourceFile asc"), ["a", "b", "c"]);
    let gone = forget(&written.tables(), |origin| origin.name == "b").unwrap();
    assert_eq!(gone.iter().map(|g| (g.table.as_str(), g.origin.rows)).collect::<Vec<_>>(), [("T", 10)]);
    assert_eq!(written.rows("T | summarize count() by _SourceFile | sort by _SourceFile asc"), ["a|10", "c|10"]);
    // It can be ingested again.
    assert!(written.ingest("T", "b", ROWS).is_empty());
    assert_eq!(written.rows("T | count"), ["30"]);
    forget(&written.tables(), |_| true).unwrap();
    assert!(written.session().catalog().data("T").is_none());
}

#[test]
fn old_rows_go() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    written.ingest("T", "b", "print N = 0, TimeGenerated = datetime(2020-01-01)");
    let since = lurcher_symbols::values::datetime::parse("2026-01-06").unwrap();
    assert_eq!(retain(&written.tables(), &["T".to_owned()], since).unwrap(), [("T".to_owned(), 5)]);
    assert_eq!(written.rows("T | summarize min(N), count()"), ["5|6"]);
    assert_eq!(written.ingest("T", "a", "print N = 0").len(), 1, "what has rows left is still known");
    assert_eq!(written.ingest("T", "b", "print N = 0").len(), 0, "what has none left comes again");
    assert_eq!(written.rows("T | summarize min(N), count()"), ["0|7"]);
}

/// Data files without a manifest, as a copy has them, are the user's until somebody writes the table.
#[test]
fn data_files_without_a_manifest_stay() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    fs::remove_dir_all(written.table("T").join(".lurcher")).unwrap();
    assert_eq!(written.rows("T | count"), ["10"]);
    written.ingest("T", "b", ROWS);
    assert_eq!(written.rows("T | count"), ["20"]);
    written.ingest("T", "c", ROWS);
    assert_eq!(written.rows("T | count"), ["30"]);
}

#[test]
fn manifests_that_cannot_be() {
    let written = Written::new();
    written.ingest("T", "a", ROWS);
    let path = written.table("T").join(".lurcher/manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    for (changed, message) in [
        (text[..text.len() / 2].to_owned(), "is damaged"),
        (text.replace("\"format\":1", "\"format\":2"), "has format 2, and this program reads up to 1"),
        (text.replace("lurcher-0", "../lurcher-0"), "is no data file"),
        (text.replace("lurcher-0", "lurcher-/../0"), "is no data file"),
        (
            text.replace("lurcher-000001", "lurcher-000007"),
            "lurcher-000007-00.parquet: is missing, though the manifest",
        ),
    ] {
        fs::write(&path, changed).unwrap();
        let error = written.try_rows("T | count").unwrap_err();
        assert!(error.contains(message), "{message}: {error}");
    }
}

#[test]
fn names_that_no_table_has() {
    let written = Written::new();
    for name in ["", ".x", "_x", "a/b", "..", "a\\b", "a:b", &"x".repeat(300)] {
        let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
        let origin = ingest.origin("a", file_kind("a"));
        let (columns, batches) = written.batches("print x = 1");
        let added = ingest.add(name, origin, &columns, batches[0].clone(), Int64Array::from(vec![1]));
        assert!(added.is_err_and(|e| e.to_string().contains("cannot be the name of a table")), "{name}");
    }
    assert!(names(&written.tables()).is_empty());
}
