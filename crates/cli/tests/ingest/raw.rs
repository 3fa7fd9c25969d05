//! Raw logs that are read as they lie there.

use super::*;

#[test]
fn a_path_to_a_raw_log_is_a_table() {
    let log = CEF.repeat(10) + "CEF:0|cut\n";
    let folder = Folder::with(&[("fw", log.as_bytes())]);
    let query = |kql: &str| lurcher_in(folder.path(), &["query", "--format", "csv", kql]);
    let run = query("'fw' | summarize count() by SourceIP, Type | sort by SourceIP asc");
    assert!(run.stderr.contains("fw: 1 record could not be read"), "{run:#?}");
    assert_eq!(run.ok(), "SourceIP,Type,count_\n10.1.2.3,CommonSecurityLog,10\n10.1.2.4,CommonSecurityLog,10\n");
    let kql = "'fw' | where _SourceRecord == 3 | project _SourceFile, DeviceAction, EventCount";
    assert_eq!(query(kql).ok(), "_SourceFile,DeviceAction,EventCount\nfw,deny,\n");
    assert_eq!(query("'f*' | take 3 | count").ok(), "Count\n3\n");
    let run = lurcher_in(folder.path(), &["query", "--format", "csv", "-t", "Fw=fw", "Fw | count"]);
    assert_eq!(run.ok(), "Count\n20\n");
    // What the query does not read is not missed.
    std::fs::write(folder.file("late"), "CEF:0|Contoso|Wall|1|x|y|3|cnt=many act=deny\n".repeat(3)).unwrap();
    assert!(!query("'late' | project DeviceAction").stderr.contains("without a value"));
    let run = query("'late' | project EventCount");
    assert!(run.stderr.contains("late: 3 records without a value of CommonSecurityLog.EventCount"), "{run:#?}");
    std::fs::write(folder.file("notes"), "# notes").unwrap();
    query("'notes' | count").fails_with(&["is no raw log that is known"]);
}

/// A workspace's table takes its own rows out of a raw log in its folder, with what was ingested beside it.
#[test]
fn a_folder_of_a_table_holds_raw_logs() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let Some(evtx) = files_below(&samples).into_iter().find(|file| file.ends_with(".evtx")) else {
        eprintln!("skipped: there is no EVTX file beside the project");
        return;
    };
    let folder = Folder::with(&[("w/lurcher.toml", b"")]);
    ingest(&folder, &[&evtx]).ok();
    let counts = rows(&folder, "union withsource=T SecurityEvent, WindowsEvent, Event | summarize count() by T");
    let (table, count) = counts[0].split_once(',').unwrap();
    let direct = rows(&folder, &format!("'{evtx}' | where Type == '{table}' | count"));
    assert_eq!(direct, [count], "read in place and ingested");
    std::fs::create_dir_all(folder.file(&format!("w/tables/{table}"))).unwrap();
    std::fs::copy(&evtx, folder.file(&format!("w/tables/{table}/in.evtx"))).unwrap();
    let both = rows(&folder, &format!("{table} | count"));
    assert_eq!(both, [(2 * count.parse::<u64>().unwrap()).to_string()]);
    let by_file = rows(&folder, &format!("{table} | summarize count() by _SourceFile | count"));
    assert_eq!(by_file, ["2"]);
}

/// What a log does not say of itself, whoever asks says, of `query` as of `ingest`.
#[test]
fn zone_and_year_of_a_log_that_is_named() {
    let folder = Folder::with(&[("auth.log", b"Jan  5 04:11:09 web01 sshd[911]: Failed password for root\n")]);
    let kql = "'auth.log' | project TimeGenerated";
    let query = |arguments: &[&str]| {
        let run = lurcher_in(folder.path(), &[&["query", "--format", "csv", kql], arguments].concat());
        run.ok().lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(query(&["--year", "2024"]), "2024-01-05T04:11:09.0000000Z");
    assert_eq!(query(&["--year", "2024", "--timezone", "Europe/Berlin"]), "2024-01-05T03:11:09.0000000Z");
    let run = lurcher_in(folder.path(), &["query", kql, "--timezone", "Berlin"]);
    assert!(run.code == Some(2) && run.stderr.contains("Europe/Berlin"), "{run:#?}");
    // Where the settings name the logs, they go first.
    let settings = b"[[raw]]\npath = 'raw'\n[[raw]]\npath = 'ny'\ntimezone = 'America/New_York'\n";
    let line = b"<38>Jan  5 04:11:09 web01 sshd[911]: x\n";
    let folder = Folder::with(&[("lurcher.toml", settings), ("raw/a", line), ("ny/a", line)]);
    let kql = "Syslog | project TimeGenerated | sort by TimeGenerated asc";
    let arguments = ["query", "--format", "csv", kql, "--year", "2024", "--timezone", "Europe/Berlin"];
    let shown = lurcher_in(folder.path(), &arguments).ok();
    let expected = ["2024-01-05T03:11:09.0000000Z", "2024-01-05T09:11:09.0000000Z"];
    assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), expected);
}

const TRAIL: &[u8] = br#"{"Records":[{"eventVersion":"1.08","eventTime":"2026-01-15T10:11:12Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","eventID":"e1"}]}"#;

/// In a table's folder the content tells a raw log, whatever it is called; what has no rows of the table is what its
/// ending says.
#[test]
fn a_folder_of_a_table_holds_logs_of_any_name() {
    let folder = Folder::with(&[
        ("w/lurcher.toml", b""),
        ("w/tables/CommonSecurityLog/fw1", CEF.as_bytes()),
        ("w/tables/CommonSecurityLog/old/fw1.log.1", CEF.as_bytes()),
        ("w/tables/CommonSecurityLog/readme.md", b"Of fw1.\n"),
        ("w/tables/AWSCloudTrail/day.json", TRAIL),
        ("w/tables/AWSCloudTrail/rows.json", br#"{"TimeGenerated":"2026-01-15T10:00:00Z","EventName":"Own"}"#),
        ("w/tables/Trail/day.json", TRAIL),
        ("w/tables/Notes/readme.md", b"Nothing.\n"),
    ]);
    assert_eq!(
        rows(&folder, "CommonSecurityLog | summarize count() by SourceIP | sort by SourceIP asc"),
        ["10.1.2.3,2", "10.1.2.4,2"]
    );
    let kql = "AWSCloudTrail | project EventName, _SourceRecord | sort by EventName asc";
    assert_eq!(rows(&folder, kql), ["Own,", "StopInstances,1"]);
    assert_eq!(rows(&folder, "Trail | project tostring(Records[0].eventName)"), ["StopInstances"]);
    let tables = lurcher_in(folder.path(), &["tables", "-w", "w", "--format", "csv"]).ok();
    assert!(!tables.contains("Notes"), "{tables}");
}

/// Rows of the table may begin behind those of others, and a record may hold the name of any column in a text.
#[test]
fn a_log_of_a_table_is_told_by_all_of_it() {
    let query = r#""requestParameters":{"query":"SigninLogs | where TimeGenerated > ago(1d)"},"eventVersion""#;
    let trail = String::from_utf8_lossy(TRAIL).replace(r#""eventVersion""#, query);
    let sign_in = r#"{"createdDateTime":"2026-01-15T10:11:12Z","appDisplayName":"Mail","status":{"errorCode":0}}"#;
    let audit = r#"{"activityDateTime":"2026-01-15T10:11:12Z","activityDisplayName":"Add user","id":"a1"}"#;
    let mixed = format!("{}{audit}\n", format!("{sign_in}\n").repeat(30_000));
    let folder = Folder::with(&[
        ("w/lurcher.toml", b""),
        ("w/tables/AWSCloudTrail/day.json", trail.as_bytes()),
        ("w/tables/AuditLogs/graph.jsonl", mixed.as_bytes()),
        // What has the column is a table.
        (
            "w/tables/AWSCloudTrail/rows.json",
            br#"{"TimeGenerated":"2026-01-15T10:00:00Z","EventName":"Own","eventVersion":"1","eventSource":"a","eventName":"b"}"#,
        ),
    ]);
    assert_eq!(rows(&folder, "AWSCloudTrail | project EventName | sort by EventName asc"), ["Own", "StopInstances"]);
    assert_eq!(rows(&folder, "AuditLogs | project OperationName"), ["Add user"]);
}

/// A path names a raw log also where its ending is that of a table, unless it is taken for a table of another name.
#[test]
fn a_path_to_a_raw_log_in_json_or_parquet() {
    let folder = Folder::with(&[("trail.json", TRAIL)]);
    let query = |arguments: &[&str]| {
        let run = lurcher_in(folder.path(), &[&["query", "--format", "csv"], arguments].concat());
        run.ok().lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(query(&["'trail.json' | project EventName, Type"]), "StopInstances,AWSCloudTrail");
    assert_eq!(query(&["-t", "AWSCloudTrail=trail.json", "AWSCloudTrail | project EventName"]), "StopInstances");
    assert_eq!(query(&["-t", "T=trail.json", "T | project tostring(Records[0].eventID)"]), "e1");
    let kql = "datatable(srcaddr:string, dstaddr:string, log_status:string, ['start']:long)\
               ['10.0.0.5', '198.51.100.7', 'OK', 1768471871]";
    lurcher_in(folder.path(), &["query", kql, "--format", "parquet", "--output", "flow.parquet"]).ok();
    assert_eq!(query(&["'flow.parquet' | project SrcAddr, TimeGenerated"]), "10.0.0.5,2026-01-15T10:11:11.0000000Z");
    assert_eq!(query(&["-t", "AWSVPCFlow=flow.parquet", "AWSVPCFlow | project SrcAddr"]), "10.0.0.5");
    assert_eq!(query(&["-t", "T=flow.parquet", "T | project srcaddr"]), "10.0.0.5");
}

/// What is in an archive and is not read is told, and why an archive is no log.
#[test]
fn a_path_to_an_archive() {
    let folder = Folder::with(&[("fw", CEF.as_bytes()), ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04"), ("T.csv", b"A\n1\n")]);
    let pack = |archive: &str, files: &[&str]| {
        let mut tar = std::process::Command::new("tar");
        let done = tar.args(["-cf", archive]).args(files).current_dir(folder.path()).status();
        assert!(done.is_ok_and(|done| done.success()), "tar makes an archive");
    };
    pack("logs.tar", &["fw", "a.7z"]);
    pack("tables.tar", &["T.csv"]);
    let query = |path: &str| lurcher_in(folder.path(), &["query", "--format", "csv", &format!("'{path}' | count")]);
    let run = query("logs.tar");
    assert_eq!(run.stdout, "Count\n2\n", "{run:#?}");
    assert!(run.stderr.contains("logs.tar/a.7z: is not read: is "), "{run:#?}");
    query("a.7z").fails_with(&["a.7z: is ", "which is not unpacked here: unpack it first"]);
    query("tables.tar").fails_with(&["tables.tar: has tables.tar/T.csv inside, which is no raw log that is known"]);
}
