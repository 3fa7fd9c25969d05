//! Raw logs.

use super::*;

#[test]
fn a_raw_log_becomes_the_tables_of_its_connector() {
    let folder = Folder::with(&[("e/fw.log", CEF.as_bytes())]);
    let run = ingest(&folder, &["e"]);
    assert!(run.stderr.contains("1 file became 2 rows of 1 table"), "{run:#?}");
    // A person reads words, a program objects.
    let shown = run.ok();
    assert!(shown.contains("│ CommonSecurityLog 2 │") && !shown.contains('{'), "{shown}");
    let kql = "CommonSecurityLog | project DeviceVendor, SourceIP, DeviceAction, _SourceFile, _SourceRecord";
    let expected = ["Palo Alto Networks,10.1.2.3,deny,e/fw.log,1", "Palo Alto Networks,10.1.2.4,allow,e/fw.log,2"];
    assert_eq!(rows(&folder, kql), expected);
}

/// What cannot be read is counted by reason and kept with its place; `--strict` writes nothing.
#[test]
fn records_that_cannot_be_read_are_kept() {
    let text = CEF.repeat(10) + "CEF:0|cut\n\u{fffd}";
    let mut bytes = text.into_bytes();
    bytes.truncate(bytes.len() - 3);
    let place = bytes.len() - "CEF:0|cut\n".len();
    let folder = Folder::with(&[("fw.log", &bytes)]);
    ingest(&folder, &["fw.log", "--strict"]).fails_with(&["nothing was written", "fw.log"]);
    assert!(!folder.file("w").exists(), "nothing was written, not even a workspace");
    let refused = ingest(&folder, &["fw.log", "--strict", "--format", "json"]);
    assert_eq!(told(refused)[0].1, "not written");
    let run = ingest(&folder, &["fw.log"]);
    assert!(run.stderr.contains("1 record could not be read, kept in LurcherUnparsed_CL"), "{run:#?}");
    run.ok();
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["20"]);
    let kql = "LurcherUnparsed_CL | project SourceFile, SourceFormat, Record, Offset, Length, RawData, RawBytes, isnotempty(Reason)";
    assert_eq!(rows(&folder, kql), [format!("fw.log,cef,21,{place},9,CEF:0|cut,,true")]);
}

/// When a record could not be read says nothing of the evidence: the newest row is now, not the ingest.
#[test]
fn records_that_cannot_be_read_do_not_move_the_clock() {
    let folder =
        Folder::with(&[("fw.log", (CEF.repeat(10) + "CEF:0|cut\n").as_bytes()), ("Alerts.csv", ALERTS.as_bytes())]);
    ingest(&folder, &["fw.log", "Alerts.csv"]).ok();
    let kql = "union Alerts, LurcherUnparsed_CL | where TimeGenerated between (ago(1h) .. now()) | project Name";
    assert_eq!(rows(&folder, kql), ["a"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::with(&[("fw.log", CEF.as_bytes()), ("Alerts.csv", ALERTS.as_bytes())]);
    let run = ingest(&folder, &["fw.log", "Alerts.csv", "--dry-run"]);
    assert!(run.stderr.contains("2 files would become 4 rows of 2 tables"), "{run:#?}");
    run.ok();
    let run = ingest(&folder, &["fw.log", "Alerts.csv", "--dry-run", "--format", "json"]);
    assert!(told(run).iter().all(|file| file.1 == "would be ingested"));
    assert!(!folder.file("w").exists());
}

#[test]
fn the_format_may_be_named() {
    let folder = Folder::with(&[("fw.log", CEF.as_bytes()), ("fw.csv", CEF.as_bytes())]);
    ingest(&folder, &["fw.csv", "--as", "cef"]).ok();
    assert_eq!(rows(&folder, "CommonSecurityLog | count"), ["2"]);
    let run = ingest(&folder, &["fw.log", "--as", "cfe"]);
    assert!(run.code == Some(2) && run.stderr.contains("the formats are") && run.stderr.contains("cef"), "{run:#?}");
}

/// What a format notes stands in the report, and is counted in the last line.
#[test]
fn notes_are_shown() {
    let log = "version vpc-id srcaddr dstaddr interface-id type reject-reason start end\n\
               5 vpc-1 10.0.0.5 10.0.0.6 eni-1 IPv4 BPA 1768471871 1768471931\n";
    let folder = Folder::with(&[("flow.log", log.as_bytes())]);
    let run = ingest(&folder, &["flow.log", "--format", "json"]);
    assert!(run.stderr.contains(", 1 file with a note"), "{run:#?}");
    let [(_, _, _, note)] = told(run).try_into().expect("one file");
    assert_eq!(note, "no column for `reject-reason`");
}

/// What is cut gives what is there and says what is not; `--strict` refuses it.
#[test]
fn what_is_cut_is_told() {
    // A chunk whose header counts three records, none of which is there.
    let mut log = vec![0; 5_000];
    log[..8].copy_from_slice(b"ElfFile\0");
    log[4_096..4_104].copy_from_slice(b"ElfChnk\0");
    for (at, value) in [(8, 1), (16, 3), (24, 1), (32, 3), (48, 200)] {
        log[4_096 + at] = value;
    }
    log[4_096 + 49] = 4;
    let folder = Folder::with(&[("cut.evtx", &log), ("short.evtx", &log[..4_200])]);
    ingest(&folder, &["cut.evtx", "--strict"]).fails_with(&["nothing was written"]);
    ingest(&folder, &["short.evtx"]).fails_with(&["the file is cut"]);
    let run = ingest(&folder, &["cut.evtx", "--format", "json"]);
    // The header of the file is damaged too.
    assert!(
        run.stderr.contains("4 records could not be read, kept in LurcherUnparsed_CL, 1 file with a note"),
        "{run:#?}"
    );
    run.ok();
    let kql = "LurcherUnparsed_CL | summarize Records = count(), First = min(Offset) by Reason | sort by First asc";
    let expected = [
        "\"the file ends before it, or inside of it\",3,4608",
        "the file's header is damaged: chunks may be missing at the file's end,1,5000",
    ];
    assert_eq!(rows(&folder, kql), expected);
}
