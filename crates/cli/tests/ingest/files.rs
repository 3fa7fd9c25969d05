//! What is a table already.

use super::*;

#[test]
fn a_file_becomes_the_table_of_its_name() {
    let folder = Folder::with(&[
        ("e/Alerts.csv", ALERTS.as_bytes()),
        ("e/Things.jsonl", b"{\"A\":{\"b\":[1]},\"T\":\"2026-01-01T00:00:00Z\"}\n{\"A\":null}\n"),
        ("e/notes.md", b"# notes"),
        ("e/.git/config", b"x"),
    ]);
    let run = ingest(&folder, &["e", "--format", "json"]);
    assert!(run.stderr.contains("2 files became 4 rows of 2 tables, 2 skipped"), "{run:#?}");
    assert_eq!(run.code, Some(0));
    let told = told(run);
    let status: Vec<(&str, &str)> = told.iter().map(|(file, status, ..)| (file.as_str(), status.as_str())).collect();
    let expected = [
        ("e/.git", "skipped"),
        ("e/Alerts.csv", "ingested"),
        ("e/Things.jsonl", "ingested"),
        ("e/notes.md", "skipped"),
    ];
    assert_eq!(status, expected);
    assert_eq!(rows(&folder, "Alerts | project Name, Port"), ["b,2", "a,1"]);
    assert_eq!(rows(&folder, "Things | project A, T"), ["\"{\"\"b\"\":[1]}\",2026-01-01T00:00:00.0000000Z", ","]);
    assert_eq!(rows(&folder, "Alerts | project _SourceFile, _SourceRecord"), ["e/Alerts.csv,2", "e/Alerts.csv,1"]);
    // The workspace was made, and its newest row is now.
    assert_eq!(rows(&folder, "Alerts | where TimeGenerated > ago(1h) | project Name"), ["a"]);
}

/// What the command line calls a table is that one, from a folder too.
#[test]
fn a_file_gets_the_name_that_it_is_given() {
    let folder = Folder::with(&[("x/1.csv", b"A\n1\n"), ("x/2.csv", b"A\n2\n")]);
    ingest(&folder, &["-t", "Numbers=x"]).ok();
    assert_eq!(rows(&folder, "Numbers | project A | sort by A asc"), ["1", "2"]);
}

/// Types are the documentation's, those that the table has, and only then those that the data shows. What the first
/// rows showed and later ones do not have is text: nothing is lost.
#[test]
fn types_of_columns() {
    let many: String = (0..200_000).map(|i| format!("2026-01-15T10:00:00Z,{i},1\n")).collect();
    let folder = Folder::with(&[
        ("Heartbeat.csv", b"TimeGenerated,Computer,Version,RemoteIPLongitude\n2026-01-15T10:00:00Z,7,8,1.5\n"),
        ("Mine.csv", format!("TimeGenerated,A,B\n{many}2026-01-15T10:00:00Z,last,2\n").as_bytes()),
        ("more/Mine.csv", b"TimeGenerated,A,B\n2026-01-16T10:00:00Z,5,6\n"),
    ]);
    ingest(&folder, &["Heartbeat.csv", "Mine.csv"]).ok();
    assert_eq!(rows(&folder, "Heartbeat | project strcat(Computer, Version), RemoteIPLongitude"), ["78,1.5"]);
    assert_eq!(rows(&folder, "Mine | summarize count(), countif(A == 'last'), max(B)"), ["200001,1,2"]);
    ingest(&folder, &["more/Mine.csv"]).ok();
    assert_eq!(rows(&folder, "Mine | where A == '5' | project B | sort by B asc"), ["1", "6"]);
}

#[test]
fn parquet_and_archives() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes())]);
    let make = ["query", "--output", "Sessions.parquet", "range N from 1 to 3 step 1 | extend D = dynamic({\"a\":1})"];
    lurcher_in(folder.path(), &make).ok();
    let zip = std::process::Command::new("python3")
        .args(["-c", "import zipfile; z = zipfile.ZipFile('e.zip', 'w'); z.write('Alerts.csv', 'in/Alerts.csv'); z.write('Sessions.parquet')"])
        .current_dir(folder.path())
        .status();
    if !zip.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no python3 to make a zip with");
        return;
    }
    ingest(&folder, &["e.zip"]).ok();
    assert_eq!(
        rows(&folder, "Sessions | project N, D.a, _SourceFile"),
        ["1,1,e.zip/Sessions.parquet", "2,1,e.zip/Sessions.parquet", "3,1,e.zip/Sessions.parquet"]
    );
    // What is in the archive is what lies beside it.
    let told = told(ingest(&folder, &["Alerts.csv", "--format", "json"]));
    assert!(told[0].1 == "duplicate" && told[0].3.contains("ingested as e.zip/in/Alerts.csv"), "{told:?}");
}

/// Azure Monitor's export names the table in a folder, and another workspace of ours does.
#[test]
fn tables_that_a_folder_names() {
    let export = "x/am-Syslog/WorkspaceResourceId=/subscriptions/s/y=2026/m=01/d=15/h=10/m=05/PT05M.json";
    let folder = Folder::with(&[(export, b"{\"TimeGenerated\":\"2026-01-15T10:00:00Z\",\"Computer\":\"c\"}\n")]);
    ingest(&folder, &["x"]).ok();
    assert_eq!(rows(&folder, "Syslog | project Computer"), ["c"]);
    lurcher_in(folder.path(), &["ingest", "w/tables", "--workspace", "other"]).ok();
    let count = ["query", "--workspace", "other", "--format", "csv", "Syslog | count"];
    assert_eq!(lurcher_in(folder.path(), &count).ok(), "Count\n1\n");
}

/// A folder that holds the workspace is no reason to ingest the workspace itself.
#[test]
fn the_workspace_itself_is_left_out() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("w/tables/Mine.csv", b"A\n1\n")]);
    let told = told(ingest(&folder, &[".", "--format", "json"]));
    let mine = told.iter().find(|(file, ..)| file.ends_with("Mine.csv")).unwrap();
    assert!(mine.1 == "skipped" && mine.3 == "a file of the workspace itself", "{told:?}");
    assert_eq!(rows(&folder, "Mine | count"), ["1"]);
}

/// A workspace that lies around its evidence is not ingested with it, however often.
#[test]
fn a_folder_that_is_its_own_workspace() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("fw.log", CEF.as_bytes()), ("lurcher.toml", b"")]);
    for _ in 0..3 {
        lurcher_in(folder.path(), &["ingest", ".", "--workspace", "."]).ok();
        let count = ["query", "--format", "csv", "union Alerts, CommonSecurityLog | count"];
        assert_eq!(lurcher_in(folder.path(), &count).ok(), "Count\n4\n");
    }
    let tables = lurcher_in(folder.path(), &["tables", "--format", "csv"]).ok();
    assert_eq!(tables.lines().count(), 3, "{tables}");
}

/// `..` in a path is a folder as any other.
#[test]
fn paths_that_lead_upwards() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("x/y", b"")]);
    let inside = folder.file("x");
    lurcher_in(&inside, &["ingest", "../Alerts.csv", "--workspace", "../w"]).ok();
    let count = |arguments: &[&str]| lurcher_in(&inside, &[&["query", "--format", "csv"], arguments].concat()).ok();
    assert_eq!(count(&["--workspace", "../w", "Alerts | count"]), "Count\n2\n");
    assert_eq!(count(&["-t", "A=../w/tables/Alerts", "A | count"]), "Count\n2\n");
    assert_eq!(count(&["'../w/tables/Alerts/*.parquet' | count"]), "Count\n2\n");
}

/// One file may be two tables, where somebody says so.
#[test]
fn a_file_of_two_tables() {
    let folder = Folder::with(&[("X.csv", b"A\n1\n")]);
    for _ in 0..2 {
        ingest(&folder, &["X.csv", "-t", "B=X.csv", "-t", "C=X.csv"]).ok();
        assert_eq!(rows(&folder, "union X, B, C | count"), ["3"]);
    }
}

/// A folder that is itself one of tables stays one: beside its tables, not below them, come the new ones.
#[test]
fn a_folder_of_tables() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("w/Mine.csv", b"A\n1\n")]);
    ingest(&folder, &["Alerts.csv"]).ok();
    assert_eq!(rows(&folder, "Mine | count"), ["1"]);
    assert_eq!(rows(&folder, "Alerts | count"), ["2"]);
    assert!(folder.file("w/Alerts").is_dir());
}

#[test]
fn tables_shows_what_there_is() {
    let folder = Folder::with(&[("Alerts.csv", ALERTS.as_bytes()), ("w/tables/Mine.csv", b"A\n1\n")]);
    ingest(&folder, &["Alerts.csv"]).ok();
    let show = |arguments: &[&str]| {
        lurcher_in(folder.path(), &[&["tables", "--workspace", "w", "--format", "csv"], arguments].concat())
    };
    let text = show(&[]).ok();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Table,Rows,From,To,Files,Bytes,Sources");
    assert!(lines[1].starts_with("Alerts,2,2026-01-14T10:00:00.0000000Z,2026-01-15T10:00:00.0000000Z,1,"), "{text}");
    assert!(lines[1].ends_with(",1") && lines[2] == "Mine,1,,,1,4,0", "{text}");
    let text = show(&["Alerts"]).ok();
    assert!(text.lines().nth(1).unwrap().starts_with("Alerts.csv,table,2,2,0,20"), "{text}");
    assert!(show(&["Mine"]).ok().lines().count() == 1);
    show(&["Nothing"]).fails_with(&["has no rows of a table 'Nothing'"]);
}
