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
