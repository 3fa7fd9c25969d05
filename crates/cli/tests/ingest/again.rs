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
