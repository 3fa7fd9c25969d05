//! The same evidence twice, taken back, and taken in again.

use super::*;

#[test]
fn the_same_evidence_twice_adds_nothing() {
    let folder = Folder::with(&[
        ("e/a.log", CEF.as_bytes()),
        ("e/copy/b.log", CEF.as_bytes()),
        ("e/Alerts.csv", ALERTS.as_bytes()),
    ]);
    let first = told(ingest(&folder, &["e", "--format", "json"]));
    let copy = first.iter().find(|(file, ..)| file == "e/copy/b.log").unwrap();
    assert_eq!((copy.1.as_str(), copy.3.as_str()), ("duplicate", "the same content as e/a.log"));
    for _ in 0..2 {
        let run = ingest(&folder, &["e"]);
        assert!(run.stderr.contains("0 files became 0 rows of 0 tables, 3 known already"), "{run:#?}");
        run.ok();
    }
    assert_eq!(rows(&folder, "union Alerts, CommonSecurityLog | count"), ["4"]);
}

#[test]
fn what_is_forgotten_can_be_ingested_again() {
    let folder = Folder::with(&[("e/a.log", CEF.as_bytes()), ("e/Alerts.csv", ALERTS.as_bytes())]);
    ingest(&folder, &["e"]).ok();
    let forget = |source: &str| lurcher_in(folder.path(), &["forget", "--workspace", "w", "--format", "csv", source]);
    assert_eq!(forget("e/a.log").ok(), "Table,Source,Rows\nCommonSecurityLog,e/a.log,2\n");
    assert_eq!(rows(&folder, "union CommonSecurityLog, Alerts | count"), ["2"]);
    forget("e/a.log").fails_with(&["nothing was ingested from e/a.log", "lurcher tables"]);
    ingest(&folder, &["e"]).ok();
    assert_eq!(rows(&folder, "union CommonSecurityLog, Alerts | count"), ["4"]);
    assert_eq!(forget("e").ok().lines().count(), 3);
    ingest(&folder, &["e"]).ok();
    assert_eq!(rows(&folder, "union CommonSecurityLog, Alerts | count"), ["4"]);
}

/// An ingest that ended between two tables comes to its end with the next one.
#[test]
fn an_ingest_that_ended_half_way_is_completed() {
    let text = CEF.to_owned() + &CEF.repeat(10) + "CEF:0|cut\n";
    let folder = Folder::with(&[("fw.log", text.as_bytes())]);
    ingest(&folder, &["fw.log"]).ok();
    std::fs::remove_dir_all(folder.file("w/tables/LurcherUnparsed_CL")).unwrap();
    ingest(&folder, &["fw.log"]).ok();
    assert_eq!(
        rows(
            &folder,
            "union withsource=T CommonSecurityLog, LurcherUnparsed_CL | summarize count() by T | sort by T asc"
        ),
        ["CommonSecurityLog,22", "LurcherUnparsed_CL,1"]
    );
}

#[test]
fn old_rows_go() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes())]);
    let run = ingest(&folder, &["Alerts.csv", "--retention", "12h", "--now", "2026-01-15T12:00:00Z"]);
    assert!(run.stderr.contains("1 row of Alerts beyond the retention taken back"), "{run:#?}");
    run.ok();
    assert_eq!(rows(&folder, "Alerts | project Name"), ["a"]);
}

/// What is old, the workspace's clock says: evidence of last year is not old when it comes.
#[test]
fn a_retention_goes_by_the_clock_of_the_workspace() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes())]);
    let run = ingest(&folder, &["Alerts.csv", "--retention", "12h"]);
    assert!(run.stderr.contains("1 row of Alerts beyond the retention taken back"), "{run:#?}");
    assert_eq!(rows(&folder, "Alerts | project Name"), ["a"]);
}

/// A source whose rows are all gone is none any more, and comes again; one that has some left does not.
#[test]
fn what_a_retention_took_back_can_be_ingested_again() {
    let file = |time: &str, name: &str| format!("TimeGenerated,Name\n2026-01-14T10:00:00Z,old\n{time},{name}\n");
    let (old, new) = (file("2026-01-14T11:00:00Z", "older"), file("2026-01-15T10:00:00Z", "new"));
    let folder = Folder::with(&[("x/old.csv", old.as_bytes()), ("x/new.csv", new.as_bytes())]);
    ingest(&folder, &["-t", "N=x", "--retention", "12h"]).ok();
    let shown = |table: &[&str]| {
        let arguments = [&["tables", "--workspace", "w", "--format", "csv"], table].concat();
        lurcher_in(folder.path(), &arguments).ok()
    };
    let (sources, tables) = (shown(&["N"]), shown(&[]));
    assert!(sources.starts_with("Source,Format,Records,Rows,Expired,"), "{sources}");
    assert!(sources.contains("x/old.csv,table,2,0,2,") && sources.contains("x/new.csv,table,2,1,1,"), "{sources}");
    assert!(tables.contains("N,1,") && tables.trim_end().ends_with(",1"), "{tables}");
    let again = told(ingest(&folder, &["-t", "N=x", "--format", "json"]));
    let status = |name: &str| again.iter().find(|file| file.0.ends_with(name)).map(|file| file.1.as_str());
    assert_eq!((status("old.csv"), status("new.csv")), (Some("ingested"), Some("duplicate")), "{again:?}");
    assert_eq!(rows(&folder, "N | project Name | sort by Name asc"), ["new", "old", "older"]);
    let sources = shown(&["N"]);
    assert!(sources.contains("x/old.csv,table,2,2,0,") && sources.lines().count() == 3, "{sources}");
}

#[test]
fn a_source_is_forgotten_however_it_is_spelt() {
    let folder = Folder::with(&[("e/a.log", CEF.as_bytes()), ("e/Alerts.csv", ALERTS.as_bytes())]);
    ingest(&folder, &["e"]).ok();
    let forget = |source: &str| lurcher_in(folder.path(), &["forget", "--workspace", "w", "--format", "csv", source]);
    std::fs::copy(folder.file("e/a.log"), folder.file("copy.log")).unwrap();
    forget("copy.log").fails_with(&["it has the same content as e/a.log, which was (lurcher forget e/a.log"]);
    forget("./e/../e/a.log").ok();
    let absolute = folder.file("e").canonicalize().unwrap();
    assert_eq!(forget(&absolute.to_string_lossy()).ok().lines().count(), 2);
    let query = ["ingest", "-", "--workspace", "w"];
    let mut command = support::command();
    command.current_dir(folder.path());
    support::run(command, &query, CEF).ok();
    assert_eq!(forget("-").ok(), "Table,Source,Rows\nCommonSecurityLog,standard input,2\n");
}

#[test]
fn several_at_once_add_each_content_once() {
    let folder = Folder::with(&[("e/a.log", CEF.as_bytes()), ("e/Alerts.csv", ALERTS.as_bytes())]);
    std::fs::create_dir(folder.file("w")).unwrap();
    std::fs::write(folder.file("w/lurcher.toml"), "").unwrap();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| ingest(&folder, &["e"]).ok())).collect();
        all.into_iter().for_each(|one| drop(one.join().unwrap()));
    });
    assert_eq!(rows(&folder, "union Alerts, CommonSecurityLog | count"), ["4"]);
}
