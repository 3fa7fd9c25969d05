//! `raw` in `lurcher.toml`: logs as devices wrote them, read where they lie.

use std::fs;

mod support;

use support::{Folder, lurcher, rows};

const CEF: &[u8] =
    b"Jan 14 10:05:12 fw1 CEF:0|Harebell|Gate|1|end|TRAFFIC|3|rt=Jan 14 2026 10:05:11 src=10.1.2.3 dst=198.51.100.7 dpt=443\n";
const AUTH: &[u8] = b"<38>Jan  5 04:11:09 web01 sshd[911]: Failed password for root\n";
const MERAKI: &[u8] =
    b"<134>1 1768471872.5 MX84 flows allow src=10.1.1.5 dst=198.51.100.7 protocol=tcp sport=50321 dport=443\n";

#[test]
fn logs_are_rows_of_the_tables_that_their_records_become() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"raw = ['raw']\n"),
        ("raw/fw1.log", CEF),
        ("raw/hosts/auth", AUTH),
        ("tables/CommonSecurityLog.csv", b"TimeGenerated,DeviceVendor\n2026-01-14T10:00:00Z,Ours\n"),
    ]);
    let kql = "CommonSecurityLog | project TimeGenerated, DeviceVendor, DestinationPort, _SourceRecord | order by TimeGenerated asc";
    assert_eq!(
        rows(folder.path(), kql),
        ["2026-01-14T10:00:00.0000000Z,Ours,,", "2026-01-14T10:05:11.0000000Z,Harebell,443,1"]
    );
    assert_eq!(rows(folder.path(), "Syslog | project HostName, ProcessName, Type"), ["web01,sshd,Syslog"]);
    // All tables are these two, and no further ones.
    assert_eq!(
        rows(folder.path(), "union withsource=T * | summarize count() by T | order by T asc"),
        ["CommonSecurityLog,2", "Syslog,1"]
    );
    let tables = lurcher(&["tables", "-w", &folder.path().display().to_string(), "--format", "csv"]).ok();
    assert!(tables.contains("CommonSecurityLog,2,"), "{tables}");
}

#[test]
fn what_a_log_does_not_say_the_settings_do() {
    let folder = Folder::with(&[
        (
            "lurcher.toml",
            b"[[raw]]\npath = 'raw'\nyear = 2024\ntimezone = 'Europe/Berlin'\n[[raw]]\npath = 'raw/agent'\nchoose = ['meraki-cl']\n\
              [[raw]]\npath = 'raw/odd'\nas = 'syslog'\n",
        ),
        ("raw/auth", AUTH),
        ("raw/mx.log", MERAKI),
        ("raw/agent/mx.log", MERAKI),
        ("raw/odd/x", b"<38>nobody knows\n"),
    ]);
    assert_eq!(
        rows(folder.path(), "Syslog | where ProcessName == 'sshd' | project TimeGenerated"),
        ["2024-01-05T03:11:09.0000000Z"]
    );
    // What is named inside of what is named is read once, as its own name says.
    assert_eq!(rows(folder.path(), "Syslog | where SyslogMessage has 'flows' | count"), ["1"]);
    assert_eq!(rows(folder.path(), "meraki_CL | project Computer"), ["MX84"]);
    assert_eq!(rows(folder.path(), "Syslog | where SyslogMessage has 'nobody' | project Facility"), ["auth"]);
}

#[test]
fn a_list_may_hold_paths_and_more() {
    let settings = b"raw = ['raw', { path = 'raw/berlin', year = 2024, timezone = 'Europe/Berlin' }]\n";
    let folder = Folder::with(&[("lurcher.toml", settings), ("raw/fw1.log", CEF), ("raw/berlin/auth", AUTH)]);
    let kql = "union CommonSecurityLog, Syslog | project TimeGenerated | sort by TimeGenerated asc";
    assert_eq!(rows(folder.path(), kql), ["2024-01-05T03:11:09.0000000Z", "2026-01-14T10:05:11.0000000Z"]);
}

#[test]
fn rows_of_a_table_that_come_late_are_there() {
    let mut log = AUTH.repeat(25_000);
    log.extend_from_slice(CEF);
    let folder = Folder::with(&[("lurcher.toml", b"raw = ['messages']\n"), ("messages", &log)]);
    assert_eq!(rows(folder.path(), "CommonSecurityLog | project SourceIP"), ["10.1.2.3"]);
    assert_eq!(rows(folder.path(), "Syslog | count"), ["25000"]);
}

#[test]
fn what_is_not_read_is_told() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"raw = ['raw']\n"),
        ("raw/fw1.log", &[CEF, b"not a record\n"].concat()),
        ("raw/notes.txt", b"Look at fw1.\n"),
        ("raw/empty.log", b""),
        ("raw/.hidden", b"x"),
    ]);
    let run = folder.query("CommonSecurityLog | join kind=inner CommonSecurityLog on SourceIP | count");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "Count\n1\n"), "{run:#?}");
    assert!(run.stderr.contains("notes.txt: is no raw log of a format that is known, and is not read"), "{run:#?}");
    assert!(run.stderr.contains("fw1.log: 1 record could not be read: no CEF record"), "{run:#?}");
    assert_eq!(run.stderr.lines().count(), 2, "{run:#?}");
    // What no table is asked for is not looked at.
    assert_eq!(folder.query("print 1").stderr, "");
}

#[test]
fn a_log_that_cannot_be_read_is_an_error_of_all_tables() {
    let folder = Folder::with(&[("lurcher.toml", b"raw = ['raw']\n"), ("raw/fw.log.gz", b"\x1f\x8b\x08broken")]);
    folder.query("CommonSecurityLog | count").fails_with(&["fw.log.gz"]);
    folder.query("SecurityEvent | count").fails_with(&["fw.log.gz"]);
    folder.query("union * | count").fails_with(&["fw.log.gz"]);
}

/// A log that ends in the middle of its first record is one that is cut, not something else.
#[test]
fn json_that_breaks_off_is_an_error() {
    let cut = br#"{"Records":[{"eventVersion":"1.08","eventTime":"2026-01-15T10:11:12Z","eventSource":"ec2"#;
    let folder = Folder::with(&[("lurcher.toml", b"raw = ['raw']\n"), ("raw/day.json", cut)]);
    folder.query("AWSCloudTrail | count").fails_with(&["day.json:1: the JSON breaks off"]);
    // What is whole and of no format is something else.
    fs::write(folder.file("raw/day.json"), br#"{"a":1}"#).expect("a file");
    let run = folder.query("AWSCloudTrail | count");
    assert!(run.stderr.contains("day.json: is no raw log of a format that is known"), "{run:#?}");
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_folder_of_the_workspace_is_no_place_of_logs() {
    let log = ("tables/CommonSecurityLog/fw1.log", CEF);
    for place in ["tables", "tables/CommonSecurityLog", "./tables/CommonSecurityLog/fw1.log"] {
        let settings = format!("raw = ['{place}']\n");
        let folder = Folder::with(&[("lurcher.toml", settings.as_bytes()), log]);
        folder.query("CommonSecurityLog | count").fails_with(&[
            "'raw' in lurcher.toml names it, and it is in a folder of the workspace itself",
            "take it out of 'raw'",
        ]);
    }
}

#[test]
fn settings_that_are_wrong_say_where() {
    for (settings, expected) in [
        ("raw = 'logs'", "lurcher.toml:1:7: 'raw' takes an array of strings or tables, this is of type string"),
        ("raw = [7]", "lurcher.toml:1:8: 'raw' takes strings and tables in its array, this is of type integer"),
        ("raw = ['nowhere']", "nowhere: does not exist ('raw' in lurcher.toml names it)"),
        ("raw = ['logs', './logs']", "is named twice by 'raw' in lurcher.toml"),
        ("[[raw]]\nyear = 2026", "lurcher.toml:1:1: 'raw' names no path here"),
        ("[[raw]]\npath = 'logs'\nas = 'cfe'", "lurcher.toml:3:6: there is no format 'cfe' (did you mean 'cef'?)"),
        ("[[raw]]\npath = 'logs'\ntimezone = 'Mars'", "lurcher.toml:3:12: there is no time zone `Mars`"),
        ("[[raw]]\npath = 'logs'\nyear = 12345", "lurcher.toml:3:8: a year is from 1970 to 9999"),
        ("[[raw]]\npath = 'logs'\nyear = '2026'", "lurcher.toml:3:8: 'year' takes a number, this is of type string"),
        (
            "[[raw]]\npath = 'logs'\nchoose = ['meraki-lc']",
            "lurcher.toml:3:11: no format has the choice 'meraki-lc' (did you mean 'meraki-cl'?)",
        ),
        ("[[raw]]\npath = 'logs'\nzone = 'UTC'", "lurcher.toml:3:1: there is no key 'zone' here"),
    ] {
        let folder = Folder::with(&[("lurcher.toml", settings.as_bytes()), ("logs/a.log", CEF)]);
        folder.query("CommonSecurityLog | count").fails_with(&[expected]);
    }
}

#[test]
fn a_workspace_s_own_files_are_no_logs() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"raw = ['.']\n"),
        ("tables/T.csv", b"A\n1\n"),
        ("watchlists/W.csv", b"A\n1\n"),
        ("logs/fw1.log", CEF),
    ]);
    let run = folder.query("CommonSecurityLog | count");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("Count\n1\n", ""), "{run:#?}");
}

#[test]
fn what_is_read_where_it_lies_is_not_ingested_besides() {
    let folder = Folder::with(&[("lurcher.toml", b"raw = ['raw']\n"), ("raw/fw1.log", CEF), ("new/fw2.log", CEF)]);
    let workspace = folder.path().display().to_string();
    for path in ["raw", "raw/fw1.log"] {
        let path = folder.file(path).display().to_string();
        lurcher(&["ingest", &path, "-w", &workspace]).fails_with(&["is read where it lies already"]);
    }
    let new = folder.file("new").display().to_string();
    lurcher(&["ingest", &new, "-w", &workspace]).ok();
    assert_eq!(rows(folder.path(), "CommonSecurityLog | count"), ["2"]);
    let everything = lurcher(&["ingest", &workspace, "-w", &workspace]).ok();
    assert!(everything.contains("a file of the workspace itself"), "{everything}");
    assert_eq!(rows(folder.path(), "CommonSecurityLog | count"), ["2"]);
}

#[test]
fn the_newest_row_may_be_of_a_log() {
    let folder = Folder::with(&[("lurcher.toml", b"now = 'data'\nraw = ['raw']\n"), ("raw/fw1.log", CEF)]);
    assert_eq!(
        rows(folder.path(), "CommonSecurityLog | where TimeGenerated > ago(1m) | project now()"),
        ["2026-01-14T10:05:11.0000000Z"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_and_told() {
    let outside = Folder::with(&[("secret.log", CEF)]);
    let folder = Folder::with(&[("lurcher.toml", b"raw = ['raw']\n"), ("raw/fw1.log", CEF)]);
    std::os::unix::fs::symlink(outside.file("secret.log"), folder.file("raw/link.log")).expect("a link");
    let run = folder.query("CommonSecurityLog | count");
    assert_eq!(run.stdout, "Count\n1\n");
    assert!(run.stderr.contains("link.log: is not read: a symbolic link"), "{run:#?}");
    fs::remove_file(folder.file("raw/link.log")).expect("a file");
}
