//! Input that is not as it must be: what is wrong is said, the others are ingested, and the exit code is 1.

use super::*;

#[test]
fn a_file_that_is_refused_does_not_stop_the_others() {
    let folder = Folder::with(&[
        ("e/Alerts.csv", ALERTS.as_bytes()),
        ("e/Broken.csv", b"A,B\n1,\"2\n"),
        ("e/Cut.parquet", b"PAR1xxxx"),
    ]);
    let run = ingest(&folder, &["e", "nowhere", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    let told = told(run);
    let of = |name: &str| told.iter().find(|(file, ..)| file.ends_with(name)).unwrap().clone();
    assert_eq!(of("Alerts.csv").1, "ingested");
    for (file, reason) in [
        ("Broken.csv", "Broken.csv:2"),
        ("Cut.parquet", "is no Parquet file, or is cut"),
        ("nowhere", "does not exist"),
    ] {
        let (_, status, _, note) = of(file);
        assert!(status == "refused" && note.contains(reason), "{file}: {note}");
    }
    assert_eq!(rows(&folder, "Alerts | count"), ["2"]);
    assert!(!folder.file("w/tables/Broken").exists());
}

/// In a folder what is no log is left out; named alone it is an error.
#[test]
fn what_is_no_log_is_refused_when_it_is_named() {
    let folder = Folder::with(&[("a.png", b"\x89PNG"), ("empty.csv", b"")]);
    for (name, reason) in [("a.png", "is of no format that is known"), ("empty.csv", "is empty")] {
        ingest(&folder, &[name, "--format", "csv"]).fails_with(&[reason, "refused"]);
    }
    assert!(!folder.file("w").exists());
}

/// Cells that a table's column cannot hold are counted; a column that cannot become the table's refuses its file.
#[test]
fn a_table_whose_files_have_other_types() {
    let folder =
        Folder::with(&[("w/tables/T.csv", b"A,B\n2026-01-01T00:00:00Z,1\n"), ("e/T.jsonl", b"{\"A\":1.5,\"B\":2}\n")]);
    ingest(&folder, &["e", "--strict", "--format", "csv"]).fails_with(&["nothing was written", "T.A: not of the type"]);
    lurcher_in(folder.path(), &["query", "--output", "f/T.parquet", "print A = true, B = 1"])
        .fails_with(&["f/T.parquet"]);
    std::fs::create_dir(folder.file("f")).unwrap();
    lurcher_in(folder.path(), &["query", "--output", "f/T.parquet", "print A = true, B = 1"]).ok();
    ingest(&folder, &["f", "--format", "csv"]).fails_with(&["does not convert to datetime", "column 'A'"]);
    assert_eq!(rows(&folder, "T | count"), ["1"]);
    let run = ingest(&folder, &["e", "--format", "csv"]);
    assert!(run.stderr.contains("1 cell did not fit"), "{run:#?}");
    assert!(run.ok().contains("T.A: not of the type"));
    assert_eq!(rows(&folder, "T | sort by B asc | project A, B"), ["2026-01-01T00:00:00.0000000Z,1", ",2"]);
}

/// Rows that would make a table unreadable leave all tables as they were.
#[test]
fn rows_that_do_not_go_together_with_a_table() {
    let log = CEF.repeat(10) + "CEF:0|cut\n";
    let folder = Folder::with(&[
        ("w/tables/LurcherUnparsed_CL.csv", b"Record\n2026-01-01T00:00:00Z\n"),
        ("fw.log", log.as_bytes()),
    ]);
    ingest(&folder, &["fw.log"]).fails_with(&[
        "does not go together with the rows that are to be written",
        "column 'Record'",
        "lurcher.toml",
    ]);
    let written: Vec<String> =
        files_below(&folder.file("w")).into_iter().filter(|file| file.ends_with(".parquet")).collect();
    assert!(written.is_empty(), "{written:?}");
    assert_eq!(rows(&folder, "LurcherUnparsed_CL | count"), ["1"]);
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["0"]);
}

#[test]
fn columns_that_cannot_be() {
    let names: Vec<String> = (0..10_001).map(|i| format!("c{i}")).collect();
    let many: Vec<String> = (0..3_000).map(|i| format!("c{i}")).collect();
    let row = vec!["1"; 3_000].join(",");
    let folder = Folder::with(&[
        ("Too.csv", format!("{}\n", names.join(",")).as_bytes()),
        ("Many.csv", format!("{}\n{row}\n", many.join(",")).as_bytes()),
        ("Own.csv", b"A,_SourceFile\n1,x\n"),
    ]);
    ingest(&folder, &["Too.csv", "--format", "csv"]).fails_with(&["has more than 10000 columns"]);
    ingest(&folder, &["Own.csv", "--format", "csv"]).fails_with(&["has a column '_SourceFile'", "rename it"]);
    ingest(&folder, &["Many.csv"]).ok();
    assert_eq!(rows(&folder, "Many | project c0 + c2999"), ["2"]);
}

/// A name that would lead elsewhere is the name of no table.
#[test]
fn names_that_lead_elsewhere() {
    let folder = Folder::with(&[("a.csv", b"A\n1\n"), ("x/.csv", b"A\n1\n")]);
    for name in ["../out", "a/b", ".hidden", "_x"] {
        let run = ingest(&folder, &["-t", &format!("{name}=a.csv"), "--format", "csv"]);
        run.fails_with(&["cannot be the name of a table"]);
    }
    assert!(!folder.file("out").exists() && !folder.file("w").exists());
}

#[test]
fn wrong_usage() {
    let folder = Folder::with(&[("a.csv", b"A\n1\n")]);
    let wrong: [(&[&str], &str); 7] = [
        (&[], "what is to be ingested?"),
        (&["-", "a.csv"], "is ingested alone"),
        (&["a.csv", "--follow"], "tail -F"),
        (&["-", "--follow"], "name the format with --as"),
        (&["a.csv", "--timezone", "Nowhere/Place"], "Nowhere/Place"),
        (&["a.csv", "--year", "0"], "0"),
        (&["a.csv", "--choose", "windows-events"], "there are all-workloads, corelight-v2"),
    ];
    for (arguments, message) in wrong {
        let run = ingest(&folder, arguments);
        assert!(run.code == Some(2) && run.stderr.contains(message), "{run:#?}");
    }
    let run = lurcher_in(folder.path(), &["ingest", "a.csv"]);
    assert!(run.code == Some(2) && run.stderr.contains("name one with --workspace DIR"), "{run:#?}");
}
