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

/// A file whose cells do not fit what other rows of the table have shown is refused: nobody has said which is right.
#[test]
fn a_table_whose_files_have_other_types() {
    let folder = Folder::with(&[
        ("w/tables/T.csv", b"A,B\n2026-01-01T00:00:00Z,1\n"),
        ("e/T.jsonl", b"{\"A\":1.5,\"B\":2}\n"),
        ("h1/Alerts.csv", b"A\n1\n"),
        ("h2/Alerts.csv", b"A\nx\n"),
    ]);
    std::fs::create_dir(folder.file("f")).unwrap();
    lurcher_in(folder.path(), &["query", "--output", "f/T.parquet", "print A = true, B = 1"]).ok();
    ingest(&folder, &["f", "--format", "csv"]).fails_with(&["does not convert to datetime", "column 'A'"]);
    ingest(&folder, &["e", "--format", "csv"]).fails_with(&["T.A: 1 cell did not convert to datetime", "lurcher.toml"]);
    assert_eq!(rows(&folder, "T | count"), ["1"]);
    // So is the second of two files of one ingest; the first is there, and the report tells of both.
    let run = ingest(&folder, &["h1", "h2", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    let told = told(run);
    assert_eq!([&told[0].1, &told[1].1], ["ingested", "refused"], "{told:?}");
    assert_eq!(rows(&folder, "Alerts | project A"), ["1"]);
}

/// What is documented, or has a name that tells its type, is of that type: cells that do not fit are counted.
#[test]
fn cells_that_do_not_fit_are_counted() {
    let folder = Folder::with(&[("X_CL.csv", b"TimeGenerated,A\n2026-01-01,1\nnope,2\n")]);
    ingest(&folder, &["X_CL.csv", "--strict", "--format", "csv"])
        .fails_with(&["nothing was written", "not of the type"]);
    let run = ingest(&folder, &["X_CL.csv"]);
    assert!(run.stderr.contains("1 cell did not fit"), "{run:#?}");
    assert!(run.ok().contains("X_CL.TimeGenerated: not of the type"));
    assert_eq!(rows(&folder, "X_CL | where TimeGenerated > datetime(2025-01-01) | project A"), ["1"]);
}

/// Files that `--table` names and that cannot be read are refused as others are.
#[cfg(unix)]
#[test]
fn files_of_a_named_table_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("x/a.csv", b"A\n1\n"), ("x/b.csv", b"A\n2\n")]);
    std::fs::set_permissions(folder.file("x/b.csv"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let is_readable = std::fs::read(folder.file("x/b.csv")).is_ok();
    let run = ingest(&folder, &["-t", "N=x", "--format", "json"]);
    assert_eq!(run.code, Some(i32::from(!is_readable)), "{run:#?}");
    assert_eq!(rows(&folder, "N | count"), [if is_readable { "2" } else { "1" }]);
}

#[test]
fn a_dry_run_changes_nothing_on_the_disk() {
    let folder = Folder::with(&[("a.csv", b"A\n1\n"), ("con*.csv", b"A\n2\n")]);
    std::fs::create_dir(folder.file("empty")).unwrap();
    for workspace in ["empty", "p/q/r"] {
        let arguments = ["ingest", "a.csv", "con*.csv", "--dry-run", "--workspace", workspace, "--format", "csv"];
        lurcher_in(folder.path(), &arguments).fails_with(&["con*: cannot be the name of a table"]);
        lurcher_in(folder.path(), &["ingest", "con*.csv", "--workspace", workspace]).fails_with(&["con*"]);
    }
    assert!(folder.file("empty").is_dir() && files_below(&folder.file("empty")).is_empty());
    assert!(!folder.file("p").exists());
}

/// Rows that would make a table unreadable leave all tables as they were.
#[test]
fn rows_that_do_not_go_together_with_a_table() {
    let log = CEF.repeat(10) + "CEF:0|cut\n";
    let folder = Folder::with(&[
        ("w/lurcher.toml", b"[tables.LurcherUnparsed_CL.columns]\nRecord = \"guid\"\n"),
        ("w/tables/LurcherUnparsed_CL.csv", b"Record\n74be27de-1e4e-49d9-b579-fe0b331d3642\n"),
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
    let wrong: [(&[&str], &str); 8] = [
        (&[], "what is to be ingested?"),
        (&["-", "a.csv"], "is ingested alone"),
        (&["a.csv", "--follow"], "tail -F"),
        (&["-", "--follow"], "name the format with --as"),
        (&["a.csv", "--timezone", "Nowhere/Place"], "Nowhere/Place"),
        (&["a.csv", "--year", "0"], "0"),
        (&["a.csv", "--year", "26"], "26 is not in 1970..=9999"),
        (&["a.csv", "--choose", "windows-events"], "there are all-workloads, corelight-v2"),
    ];
    for (arguments, message) in wrong {
        let run = ingest(&folder, arguments);
        assert!(run.code == Some(2) && run.stderr.contains(message), "{run:#?}");
    }
    let run = lurcher_in(folder.path(), &["ingest", "a.csv"]);
    assert!(run.code == Some(2) && run.stderr.contains("name one with --workspace DIR"), "{run:#?}");
}
