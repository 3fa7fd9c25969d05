//! CEF: real lines, and what goes wrong in others.

mod support;

use lurcher_sources::{Options, by_name};
use serde_json::{Value, json};
use support::{Collected, sample};

fn read(lines: &str) -> Collected {
    Collected::read(by_name("cef").expect("a format"), "fw.log", lines.as_bytes(), &Options::default())
}

fn row(extension: &str) -> Value {
    let read = read(&format!("CEF:0|V|P|1|c|n|5|{extension}\n"));
    assert_eq!(read.rows.len(), 1, "{extension}");
    read.rows[0].clone()
}

#[test]
fn real_lines_under_nine_headers() {
    let Some((_, bytes)) = sample("cef-lines.log") else { return };
    let read = Collected::sniffed("cef-lines.log", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (90, 0));
    // Nine records under each header; the fifth and sixth have `rt` and a date in their texts.
    for (index, row) in read.rows.iter().enumerate() {
        let (header, record) = (index / 9, index % 9);
        let host = if header == 0 { Value::Null } else { json!("hostname.example.com") };
        assert_eq!(row["Computer"], host, "{index}");
        let time = match (record, header) {
            (4, _) => json!("2011-05-10T13:28:19.2110000Z"),
            (_, 0) => Value::Null,
            (_, 1 | 6..) => json!("2017-05-02T15:27:43.0000000Z"),
            // The file was changed in February 2026.
            (_, _) => json!("2025-05-02T15:27:43.0000000Z"),
        };
        assert_eq!(row["TimeGenerated"], time, "{index}");
        let expected = match record {
            0 => json!({"DestinationIP": "2.1.2.2", "SourcePort": 1232, "LogSeverity": "10"}),
            1 => json!({"Activity": "detected a | in message", "DeviceAction": "blocked a |"}),
            2 => json!({"Activity": "detected a \\ in packet", "DeviceAction": "blocked a \\"}),
            3 => json!({"DeviceAction": "blocked a =", "DestinationIP": "1.1.1.1"}),
            4 => {
                json!({"DeviceEventCategory": "/Monitor/Sensor/Fan5", "EventType": 0, "DeviceCustomString1Label": "unit"})
            }
            5 => json!({"SourceUserName": "root", "DeviceCustomString2": "ubuntusvr->/var/log/auth.log",
                "Message": "May 11 21:16:05 ubuntusvr su[24120]: - /dev/pts/1 xavier:root"}),
            6 => json!({"Message": "Detected a threat.\n No action needed."}),
            _ => json!({"Activity": "Detected a threat. No action needed.", "Message": null}),
        };
        for (column, value) in expected.as_object().expect("an object") {
            assert_eq!(row[column], *value, "{index} {column}");
        }
    }
    assert_eq!(read.records, (1..=90).collect::<Vec<_>>());
}

#[test]
fn keys_and_values() {
    for (extension, expected) in [
        (
            "src=10.0.0.1 spt= dst=10.0.0.2",
            json!({"SourceIP": "10.0.0.1", "SourcePort": null, "DestinationIP": "10.0.0.2"}),
        ),
        ("spt=x dpt=70000000000", json!({"SourcePort": null, "AdditionalExtensions": "spt=x;dpt=70000000000"})),
        ("b=1 a=2 src=10.0.0.1 c.d-e_f=x y", json!({"AdditionalExtensions": "b=1;a=2;c.d-e_f=x y"})),
        // A word with `=` in a URL or a text is no key, unless it is one of the mapping or looks like a vendor's.
        (
            "request=https://h.example/?a=1&hl=;en gb=x src=10.0.0.1",
            json!({"RequestURL": "https://h.example/?a=1&hl=;en gb=x", "SourceIP": "10.0.0.1"}),
        ),
        ("msg=a b=c FTNTFGTlevel=high", json!({"Message": "a b=c", "AdditionalExtensions": "FTNTFGTlevel=high"})),
        ("act=Denied", json!({"DeviceAction": "Denied", "SimplifiedDeviceAction": "Deny"})),
        (
            "externalId=71 cat=x outcome=ok reason=why in=5 out=6 cn3=9",
            json!({"ExtID": "71", "DeviceEventCategory": "x", "EventOutcome": "ok", "Reason": "why", "ReceivedBytes": 5,
                "SentBytes": 6, "FieldDeviceCustomNumber3": 9}),
        ),
        ("src=1.1.1.1 src=2.2.2.2", json!({"SourceIP": "1.1.1.1", "AdditionalExtensions": "src=2.2.2.2"})),
        (
            "rt=Jan 15 2026 10:11:12 CET",
            json!({"TimeGenerated": "2026-01-15T09:11:12.0000000Z", "ReceiptTime": "Jan 15 2026 10:11:12 CET"}),
        ),
        ("dtz=Europe/Berlin rt=Jan 15 2026 10:11:12", json!({"TimeGenerated": "2026-01-15T09:11:12.0000000Z"})),
        (
            "start=1768471871000",
            json!({"StartTime": "2026-01-15T10:11:11.0000000Z", "TimeGenerated": "2026-01-15T10:11:11.0000000Z"}),
        ),
        ("start=soon", json!({"StartTime": null, "AdditionalExtensions": "start=soon", "TimeGenerated": null})),
        ("", json!({"AdditionalExtensions": null})),
        ("=", json!({"AdditionalExtensions": null})),
    ] {
        let row = row(extension);
        for (column, value) in expected.as_object().expect("an object") {
            assert_eq!(row[column], *value, "{extension}: {column}");
        }
    }
}

#[test]
fn what_does_not_fit_is_counted() {
    let read = read("CEF:0|V|P|1|c|n|5|rt=1768471871000 spt=x\nCEF:0|V|P|1|c|n|5|rt=1768471871000 spt=y dpt=-1\n");
    let unfit: Vec<_> = read.counts.unfit.iter().map(|((_, column, reason), n)| (&**column, *reason, *n)).collect();
    assert_eq!(unfit, [("SourcePort", "no whole number", 2)]);
    assert_eq!(
        (read.counts.records, read.counts.first, read.counts.last),
        (2, Some(639_040_686_710_000_000), Some(639_040_686_710_000_000))
    );
}

#[test]
fn lines_that_are_none_are_kept_with_their_place() {
    let read = read("CEF:0|V|P|1|c|n|5|src=10.0.0.1\n\nCEF:0|cut off|P\nCEF:x|V|P|1|c|n|5|\nhello\n");
    assert_eq!(read.rows.len(), 1);
    let kept: Vec<_> = read.unparsed.iter().map(|u| (u.offset, u.record, u.reason.as_str())).collect();
    assert_eq!(kept, [(32, 3, "no CEF record"), (48, 4, "no CEF record"), (67, 5, "no CEF record")]);
    assert_eq!(read.unparsed[2].bytes, b"hello");
    assert_eq!(read.counts.records, 4);
}

#[test]
fn new_year_and_zones() {
    let lines = "<13>Dec 31 23:59:59 fw CEF:0|V|P|1|c|n|5|\n<13>Jan  1 00:00:00 fw CEF:0|V|P|1|c|n|5|\n";
    let times = |options: &Options| {
        let read = Collected::read(by_name("cef").expect("a format"), "fw.log", lines.as_bytes(), options);
        read.rows
            .iter()
            .map(|row| row["TimeGenerated"].as_str().unwrap_or_default()[..19].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(times(&Options::default()), ["2025-12-31T23:59:59", "2026-01-01T00:00:00"]);
    let there = Options { zone: "America/New_York".parse().ok(), year: Some(2019), ..Options::default() };
    assert_eq!(times(&there), ["2020-01-01T04:59:59", "2020-01-01T05:00:00"]);
}

/// Lines as the device must have sent them, made of the rows that a workspace got for them. The rows are of 2020: three
/// values have columns of their own since.
#[test]
fn rows_of_a_real_workspace() {
    const KEYS: [(&str, &str); 24] = [
        ("ReceiptTime", "rt"),
        ("DeviceAction", "act"),
        ("DestinationPort", "dpt"),
        ("DestinationIP", "dst"),
        ("DeviceName", "dvchost"),
        ("Protocol", "proto"),
        ("SourcePort", "spt"),
        ("SourceIP", "src"),
        ("ApplicationProtocol", "app"),
        ("DeviceExternalID", "deviceExternalId"),
        ("DeviceInboundInterface", "deviceInboundInterface"),
        ("DeviceOutboundInterface", "deviceOutboundInterface"),
        ("ProcessID", "dvcpid"),
        ("RequestURL", "request"),
        ("RequestClientApplication", "requestClientApplication"),
        ("SourceUserName", "suser"),
        ("DeviceCustomString1", "cs1"),
        ("DeviceCustomString1Label", "cs1Label"),
        ("DeviceCustomString2", "cs2"),
        ("DeviceCustomString2Label", "cs2Label"),
        ("DeviceCustomString3", "cs3"),
        ("DeviceCustomString3Label", "cs3Label"),
        ("DeviceCustomString4", "cs4"),
        ("ExternalID", "externalId"),
    ];
    let Some((_, bytes)) = sample("table-CommonSecurityLog-firepower.csv") else { return };
    let mut csv = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
    let names = csv.headers().expect("names").clone();
    let mut seen = 0;
    for record in csv.records() {
        let record = record.expect("a record");
        let field = |name: &str| {
            names
                .iter()
                .position(|n| n == name)
                .and_then(|at| record.get(at))
                .filter(|v| *v != "null")
                .unwrap_or_default()
                .to_owned()
        };
        let mut line = format!(
            "CEF:0|{}|{}|{}|{}|{}|{}|",
            field("DeviceVendor"),
            field("DeviceProduct"),
            field("DeviceVersion"),
            field("DeviceEventClassID"),
            field("Activity"),
            field("LogSeverity")
        );
        for (column, key) in KEYS {
            line += &format!("{key}={} ", field(column).replace('\\', "\\\\").replace('=', "\\="));
        }
        line += &field("AdditionalExtensions").replace(';', " ");
        let read = read(&line);
        let [row] = read.rows.as_slice() else { panic!("{line}") };
        let columns = KEYS.iter().map(|(column, _)| *column).filter(|column| *column != "ExternalID");
        for column in columns.chain([
            "DeviceVendor",
            "DeviceProduct",
            "DeviceVersion",
            "DeviceEventClassID",
            "Activity",
            "LogSeverity",
            "SimplifiedDeviceAction",
        ]) {
            let got = row[column]
                .as_str()
                .map_or_else(|| row[column].as_i64().map(|n| n.to_string()).unwrap_or_default(), str::to_owned);
            assert_eq!(got, field(column), "{column} of {line}");
        }
        assert_eq!(row["ExtID"].as_str().unwrap_or_default(), field("ExternalID"));
        assert!(row["StartTime"].as_str().is_some_and(|time| time.starts_with("2020-05-2")), "{}", row["StartTime"]);
        let extensions = row["AdditionalExtensions"].as_str().unwrap_or_default();
        assert!(!extensions.contains("start=") && !extensions.contains("reason="), "{extensions}");
        seen += 1;
    }
    assert_eq!(seen, 6);
}
