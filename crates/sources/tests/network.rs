//! Syslog, flow logs, CloudTrail and Zeek: real files, and what goes wrong in others.

mod support;

use lurcher_sources::{Options, by_name};
use serde_json::{Value, json};
use support::{Collected, sample};

fn choice(name: &str) -> Options {
    Options { choices: vec![name.to_owned()], ..Options::default() }
}

fn assert_columns(row: &Value, expected: &Value) {
    for (column, value) in expected.as_object().expect("an object") {
        assert_eq!(row[column], *value, "{column} of {row}");
    }
}

/// Lines as a daemon writes them, made of the rows that a workspace got for them.
#[test]
fn rows_of_a_real_workspace() {
    let Some((_, bytes)) = sample("table-Syslog-sysmon-linux.jsonl") else { return };
    let text = String::from_utf8(bytes).expect("is UTF-8");
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect();
    let lines: String = rows
        .iter()
        .map(|row| {
            let time = row["EventTime"].as_str().expect("a time")[8..19].replace('T', " ");
            let day = time[..2].trim_start_matches('0').to_owned() + &time[2..];
            let field = |name: &str| row[name].as_str().expect("a text").to_owned();
            format!("<14>May {day} {} {}: {}\n", field("HostName"), field("ProcessName"), field("SyslogMessage"))
        })
        .collect();
    let options = Options { year: Some(2022), ..Options::default() };
    let read = Collected::sniffed("messages", lines.as_bytes(), &options);
    assert_eq!((read.rows.len(), read.unparsed.len()), (rows.len(), 0));
    for (row, expected) in read.rows.iter().zip(&rows) {
        let time = expected["EventTime"].as_str().expect("a time").replace('Z', ".0000000Z");
        assert_eq!(row["EventTime"], time);
        for column in
            ["Computer", "HostName", "Facility", "SeverityLevel", "SyslogMessage", "ProcessName", "SourceSystem"]
        {
            assert_eq!(row[column], expected[column], "{column}");
        }
        assert_eq!(row["ProcessID"], Value::Null);
    }
}

/// A year that only the file's time of change tells is named once; one that is told, or that stands there, is not.
#[test]
fn a_year_that_is_a_guess_is_told() {
    let line = "<14>Dec 30 10:11:12 web01 sshd[1]: x\n";
    let notes = |text: &str, options: &Options| {
        Collected::sniffed("messages", text.as_bytes(), options).counts.notes.into_iter().collect::<Vec<_>>()
    };
    let guess = "the first record is of 2025, by when the file was changed: `--year` says otherwise".to_owned();
    assert_eq!(notes(&line.repeat(3), &Options::default()), [(guess, 1)]);
    assert_eq!(notes(line, &Options { year: Some(2024), ..Options::default() }), []);
    assert_eq!(notes("<14>1 2026-01-15T10:11:12Z web01 sshd 1 - - x\n", &Options::default()), []);
}

#[test]
fn syslog_of_many_kinds() {
    let lines = "\
Jan 15 10:11:12 web01 sshd[911]: x
<13>Jan 15 10:11:12 relay Jan 15 10:11:11 web02 cron[7]: y
2026-01-15T10:11:12.003+01:00 web01 kernel: z
<14>Jan 15 10:11:13 fw1 CEF:0|V|P|1|c|n|5|src=10.0.0.1
Jan 15 10:11:13 fw2 %ASA-4-106023: Deny tcp src outside:203.0.113.9/4711 dst dmz:10.2.0.5/443 by access-group \"out\" [0x0, 0x0]
no header at all
";
    let read = Collected::sniffed("auth.log.1", lines.as_bytes(), &Options::default());
    for (row, expected) in read.rows.iter().zip([
        json!({"table": "Syslog", "Facility": "auth", "SeverityLevel": null, "ProcessID": 911, "TimeGenerated": "2026-01-15T10:11:12.0000000Z"}),
        json!({"table": "Syslog", "Computer": "web02", "Facility": "user", "SeverityLevel": "notice", "TimeGenerated": "2026-01-15T10:11:11.0000000Z"}),
        json!({"table": "Syslog", "ProcessName": "kernel", "TimeGenerated": "2026-01-15T09:11:12.0030000Z"}),
    ]) {
        assert_columns(row, &expected);
    }
    let security: Vec<&Value> = read.rows.iter().filter(|row| row["table"] == "CommonSecurityLog").collect();
    assert_columns(security[0], &json!({"Computer": "fw1", "SourceIP": "10.0.0.1"}));
    assert_columns(
        security[1],
        &json!({"Computer": "fw2", "SourceIP": "203.0.113.9", "DestinationPort": 443, "DeviceCustomString2": "out",
        "DeviceAction": "Deny", "DeviceEventClassID": "106023"}),
    );
    assert_eq!(
        read.unparsed.iter().map(|u| (u.record, u.reason.as_str())).collect::<Vec<_>>(),
        [(6, "no header of syslog")]
    );
}

#[test]
fn a_journal_of_bytes() {
    let entry = r#"{"__REALTIME_TIMESTAMP":"1768471872003000","MESSAGE":[77,252,108,108],"_COMM":"x"}"#;
    let read = Collected::sniffed("journal.json", entry.as_bytes(), &Options::default());
    assert_columns(&read.rows[0], &json!({"SyslogMessage": "Müll", "ProcessName": "x"}));
}

#[test]
fn flows_with_names_and_without() {
    let named = "version vpc-id srcaddr dstaddr interface-id type tcp-flags pkt-src-aws-service reject-reason start end\n\
                 5 vpc-1 10.0.0.5 - eni-1 IPv4 19 S3 BPA 1768471871 x\n";
    let read = Collected::sniffed("flow.log", named.as_bytes(), &Options::default());
    assert_columns(
        &read.rows[0],
        &json!({"VpcId": "vpc-1", "DstAddr": null, "TrafficType": "IPv4", "TcpFlags": 19, "PktSrcAwsService": "S3",
        "End": null, "TimeGenerated": "2026-01-15T10:11:11.0000000Z"}),
    );
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `reject-reason`"]);
    assert_eq!(read.counts.unfit.values().sum::<u64>(), 1);
    let exported = "2026-01-15T10:12:00.000Z 2 1 eni-1 - - - - - - - 1768471871 1768471931 - NODATA\n2026-01-15T10:12:00.000Z 2 1\n";
    let read = Collected::sniffed("export.log", exported.as_bytes(), &Options::default());
    assert_columns(&read.rows[0], &json!({"LogStatus": "NODATA", "Packets": null, "AccountId": "1"}));
    assert_eq!(read.unparsed.len(), 1);
}

#[test]
fn a_real_trail() {
    let Some((_, bytes)) = sample("aws-cloudtrail-flat.jsonl") else { return };
    let read = Collected::sniffed("trail.json", &bytes, &Options::default());
    let lines = String::from_utf8(bytes).expect("is UTF-8");
    assert_eq!((read.rows.len(), read.unparsed.len()), (lines.lines().count(), 0));
    for (row, line) in read.rows.iter().zip(lines.lines()) {
        let raw: Value = serde_json::from_str(line).expect("is JSON");
        assert_eq!(row["EventName"], raw["eventName"]);
        assert_eq!(row["UserIdentityArn"], raw["userIdentity"]["arn"]);
        assert_eq!(row["TimeGenerated"].as_str().map(|t| &t[..19]), raw["@timestamp"].as_str().map(|t| &t[..19]));
        let text = row["RequestParameters"].as_str();
        let parsed = text.map(|text| serde_json::from_str::<Value>(text).expect("is JSON"));
        assert_eq!(parsed.unwrap_or_default(), raw["requestParameters"]);
    }
    assert_columns(
        &read.rows[0],
        &json!({"SessionMfaAuthenticated": true, "SessionCreationDate": "2020-09-13T17:16:47.0000000Z",
        "ResponseElements": null, "OperationName": "CloudTrail"}),
    );
}

#[test]
fn digests_are_no_events() {
    let digest = r#"{"awsAccountId":"1","digestStartTime":"2026-01-15T10:00:00Z","digestS3Bucket":"b","logFiles":[]}"#;
    let read = Collected::sniffed("digest.json", digest.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len(), read.counts.skipped.values().sum::<u64>()), (0, 0, 1));
}

#[test]
fn real_connections_of_zeek() {
    let Some((_, bytes)) = sample("zeek-conn.log") else { return };
    let records = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty() && line[0] != b'#').count();
    let read = Collected::sniffed("zeek-conn.log", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (records, 0));
    let message: Value = serde_json::from_str(read.rows[0]["Message"].as_str().expect("a text")).expect("is JSON");
    assert_columns(
        &message,
        &json!({"_path": "conn", "id.orig_h": "192.168.1.41", "id.resp_p": 53, "local_orig": true, "proto": "udp"}),
    );
    assert!(message.get("duration").is_none());
    assert_eq!(read.rows[0]["TimeGenerated"], "2023-08-16T04:53:42.0360860Z");
    let read = Collected::sniffed("zeek-conn.log", &bytes, &choice("corelight-v2"));
    assert_columns(
        &read.rows[0],
        &json!({"table": "Corelight_v2_conn_CL", "id_orig_h_s": "192.168.1.41", "id_resp_p_d": 53.0,
        "local_orig_b": true, "ts_t": "2023-08-16T04:53:42.0360860Z", "orig_pkts_d": 0.0, "duration_d": null}),
    );
}

#[test]
fn zeek_as_json() {
    let plain = r#"{"ts":1768471872.036086,"uid":"C1","id.orig_h":"10.1.2.3","x":null,"tags":["a"]}"#;
    let read = Collected::sniffed("dns.10:00:00-11:00:00.log", plain.as_bytes(), &Options::default());
    assert_eq!(
        read.rows[0]["Message"],
        r#"{"_path":"dns","ts":1768471872.036086,"uid":"C1","id.orig_h":"10.1.2.3","tags":["a"]}"#
    );
    let streamed = r#"{"_path":"ssl","_write_ts":"2026-01-15T10:11:13Z","ts":"2026-01-15T10:11:12.5Z","established":true,"tags":["a"]}"#;
    let read = Collected::sniffed("x.log", streamed.as_bytes(), &choice("corelight-v2"));
    assert_columns(
        &read.rows[0],
        &json!({"table": "Corelight_v2_ssl_CL", "established_b": true, "tags_s": "[\"a\"]",
        "_write_ts_t": "2026-01-15T10:11:13.0000000Z", "TimeGenerated": "2026-01-15T10:11:12.5000000Z"}),
    );
}

/// A stream whose end nobody knows: what it gave is handed on while it waits for more.
#[test]
fn a_stream_that_waits() {
    use std::io::{self, Read};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use lurcher_sources::{Counts, Input, Refused, Rows, Sink, Unparsed};

    /// What was sent and is not read yet.
    struct Waiting(Receiver<&'static [u8]>, &'static [u8]);

    impl Read for Waiting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.1.is_empty() {
                self.1 = self.0.recv().unwrap_or_default();
            }
            self.1.read(buffer)
        }
    }

    struct Telling(Sender<i64>);

    impl Sink for Telling {
        fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
            rows.records.values().iter().try_for_each(|record| self.0.send(*record)).map_err(Into::into)
        }

        fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
            Err(record.reason.into())
        }

        fn counted(&mut self, _counts: &Counts) -> Result<(), Refused> {
            Ok(())
        }
    }

    let (bytes, stream) = channel();
    let (rows, told) = channel();
    let reading = std::thread::spawn(move || {
        let input = Input::stream("stdin", Waiting(stream, b""));
        by_name("syslog").expect("a format").read(input, &Options::default(), &mut Telling(rows))
    });
    let soon = || told.recv_timeout(Duration::from_secs(20));
    bytes.send(b"<13>Jan 15 10:11:12 web01 a: x\n<13>Jan 15 10:11:13 web01 ").expect("reads");
    assert_eq!(soon(), Ok(1));
    bytes.send(b"a: y\n").expect("reads");
    assert_eq!(soon(), Ok(2));
    drop(bytes);
    reading.join().expect("ends").expect("reads");
    assert!(soon().is_err());
}

/// Lines of programs begin with times too.
#[test]
fn what_only_looks_like_syslog() {
    for line in ["2026-01-15 10:11:12,123 INFO [main] started", "10:11:12 x y", "some words of a text", "{\"a\":1}"] {
        let format = lurcher_sources::sniff(line.as_bytes(), None);
        assert!(format.is_none(), "{line}: {:?}", format.map(|f| f.name()));
    }
}

/// Every piece of a large file knows the directives and the numbers of its lines.
#[test]
fn pieces_know_what_stood_before_them() {
    let header = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n";
    let mut text = header.to_owned();
    let line = |n: u32| format!("{}.0\tC{n}{}\n", 1_768_471_872 + n, "x".repeat(80));
    (0..80_000).for_each(|n| text += &line(n));
    // Another file behind it, with other fields.
    text += "#separator \\x09\n#path\tdns\n#fields\tuid\tts\n#types\tstring\ttime\n";
    (0..40_000).for_each(|n| text += &format!("D{n}\t{}.0\n", 1_768_471_872 + n));
    let read = Collected::read(by_name("zeek").expect("a format"), "x.log", text.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len(), read.counts.bytes), (120_000, 0, text.len() as u64));
    assert!(read.rows.iter().zip(&read.records).enumerate().all(|(at, (row, record))| {
        let (path, before) = if at < 80_000 { ("conn", 5) } else { ("dns", 9) };
        *record == at as i64 + before && row["Message"].as_str().is_some_and(|m| m.contains(path))
    }));
}

#[test]
fn a_line_without_end() {
    let mut text = b"Jan 15 10:11:12 web01 a: x\n".to_vec();
    text.extend(std::iter::repeat_n(b'y', 40 * 1_024 * 1_024));
    text.extend_from_slice(b"\nJan 15 10:11:13 web01 a: z\n");
    let read = Collected::read(by_name("syslog").expect("a format"), "x.log", &text, &Options::default());
    assert_eq!((read.rows.len(), &read.records), (2, &vec![1, 3]));
    let [long] = read.unparsed.as_slice() else { panic!("{} unparsed", read.unparsed.len()) };
    assert_eq!((long.offset, long.record, long.bytes.len()), (27, 2, 64 * 1_024));
    assert_eq!(long.reason, "a line of more than 16 MB");
    let mut json = br#"[{"a":""#.to_vec();
    json.extend(std::iter::repeat_n(b'y', 40 * 1_024 * 1_024));
    json.extend_from_slice(br#""},{"ts":1,"uid":"C1"}]"#);
    let read = Collected::read(by_name("zeek").expect("a format"), "x.log", &json, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (1, 1));
    assert_eq!(read.unparsed[0].reason, "a record of more than 16 MB");
}

/// Records of the audit daemon with what `ausearch` puts between them, and lines that are none.
#[test]
fn records_of_the_audit_daemon() {
    let lines = "\
----
time->Thu Jan 15 10:11:12 2026
type=EXECVE msg=audit(1768471872.125:911): argc=2 a0=\"cat\" a1=2F746D702F61206220
type=PATH msg=audit(1768471872.125:911): item=0 name=(null) inode=71 mode=0100644 nametype=NORMAL cap_fe=0
type=SOCKADDR msg=audit(1768471872.125:911): saddr=0200\u{1d}SADDR={ saddr_fam=inet laddr=203.0.113.9 }
type=SYSCALL msg=audit(01/15/2026 10:11:12.125:911) : arch=x86_64
no record
";
    let read = Collected::sniffed("audit.log", lines.as_bytes(), &Options::default());
    assert_eq!(read.records, [3, 4, 5]);
    for (row, expected) in read.rows.iter().zip([
        json!({"type_s": "EXECVE", "argc_s": "2", "a0_s": "cat", "a1_s": "/tmp/a b ", "seq_d": 911.0}),
        json!({"type_s": "PATH", "inode_d": 71.0, "item_d": 0.0, "mode_s": "0100644", "name_s": null}),
        json!({"type_s": "SOCKADDR", "saddr_s": "saddr_fam=inet laddr=203.0.113.9"}),
    ]) {
        assert_columns(row, &expected);
    }
    let reasons: Vec<_> = read.unparsed.iter().map(|u| (u.record, u.reason.as_str())).collect();
    assert_eq!(reasons, [(6, "no record of the audit daemon"), (7, "no record of the audit daemon")]);
    assert_eq!(read.counts.skipped["a line between events"], 2);
}

/// Fields that would make more columns than a workspace has, or one of an absurd name, are in one column.
#[test]
fn more_fields_of_audits_than_columns() {
    let line = |fields: String| format!("type=SYSCALL msg=audit(1768471872.125:911): {fields}\n");
    let many = |range: std::ops::Range<usize>| range.map(|n| format!("k{n}=v{n} ")).collect::<String>();
    let name = "n".repeat(101);
    let text = line(many(0..10) + &format!("{name}=long")) + &line(many(0..2_000)) + &line("exe=x k1=w".to_owned());
    let read = Collected::sniffed("audit.log", text.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (3, 0));
    let rest = |row: usize| -> serde_json::Value {
        serde_json::from_str(read.rows[row]["AdditionalFields_s"].as_str().expect("a text")).expect("JSON")
    };
    assert_eq!(rest(0), json!({ format!("{name}_s"): "long" }));
    assert_eq!((&read.rows[1]["k9_s"], &rest(1)["k1999_s"]), (&json!("v9"), &json!("v1999")));
    let columns: std::collections::BTreeSet<_> =
        read.rows.iter().flat_map(|row| row.as_object().expect("a row").keys()).collect();
    assert!(columns.len() <= 500 + 1, "{}", columns.len());
    // What is documented has its place behind all of these.
    assert_columns(&read.rows[2], &json!({"exe_s": "x", "k1_s": "w"}));
    let noted = read.counts.notes.iter().find(|(note, _)| note.contains("AdditionalFields_s")).map(|(_, count)| *count);
    assert_eq!(noted, Some(2));
}
