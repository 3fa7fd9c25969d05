//! Windows events: real logs and exports, and rows of real workspaces.

mod support;

use std::collections::BTreeMap;

use lurcher_sources::{Input, Options, by_name};
use serde_json::{Value, json};
use support::{Collected, sample};

fn choice(name: &str) -> Options {
    Options { choices: vec![name.to_owned()], ..Options::default() }
}

fn by_id(read: &Collected) -> BTreeMap<i64, Value> {
    read.rows.iter().map(|row| (row["EventID"].as_i64().expect("a number"), row.clone())).collect()
}

#[test]
fn a_real_security_log() {
    let Some((_, bytes)) = sample("evtx-security-selected.evtx") else { return };
    let read = Collected::sniffed("x.evtx", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len(), &read.counts.notes), (7, 0, &BTreeMap::new()));
    assert_eq!(read.records, (1..=7).collect::<Vec<_>>());
    let rows = by_id(&read);
    assert_eq!(rows.keys().copied().collect::<Vec<_>>(), [4611, 4625, 4673, 4776, 5152, 5157]);
    let failed = &rows[&4625];
    for (column, value) in [
        ("table", json!("SecurityEvent")),
        ("Activity", json!("4625 - An account failed to log on.")),
        ("Channel", json!("Security")),
        ("EventSourceName", json!("Microsoft-Windows-Security-Auditing")),
        ("Level", json!("0")),
        ("Task", json!(12544)),
        ("LogonType", json!(10)),
        ("LogonTypeName", json!("10 - RemoteInteractive")),
        // Windows pads the name of this process with blanks.
        ("LogonProcessName", json!("User32 ")),
        ("EventData", Value::Null),
    ] {
        assert_eq!(failed[column], value, "{column}");
    }
    assert!(rows[&4776]["EventData"].as_str().is_some_and(|xml| {
        xml.starts_with("<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"PackageName\">")
            && xml.ends_with("</Data>\r\n</EventData>")
    }));
    assert!(rows[&5157]["EventData"].as_str().is_some_and(|xml| xml.contains("<Data Name=\"Direction\">%%1459")));
}

#[test]
fn accounts_of_a_real_log() {
    let Some((_, bytes)) = sample("evtx-security-new-user.evtx") else { return };
    let read = Collected::sniffed("x.evtx", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (4, 0));
    let rows = by_id(&read);
    assert_eq!(rows[&4720]["Activity"], "4720 - A user account was created.");
    for row in rows.values() {
        let domain_and_name = |role: &str| {
            let part = |name: &str| row[format!("{role}{name}")].as_str().unwrap_or_default().to_owned();
            format!("{}\\{}", part("DomainName"), part("UserName"))
        };
        assert_eq!(row["SubjectAccount"], domain_and_name("Subject"));
        assert_eq!(row["TargetAccount"], domain_and_name("Target"));
        assert_eq!(row["Account"], row["SubjectAccount"]);
    }
}

#[test]
fn routes() {
    let Some((_, bytes)) = sample("evtx-security-selected.evtx") else { return };
    let tables = |options: &Options| {
        let read = Collected::sniffed("x.evtx", &bytes, options);
        read.rows.iter().map(|row| row["table"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tables(&choice("windows-event")), ["SecurityEvent"; 7]);
    assert_eq!(tables(&choice("forwarded")), ["WindowsEvent"; 7]);
    let read = Collected::sniffed("x.evtx", &bytes, &choice("forwarded"));
    let data = read.rows[0]["EventData"].as_object().expect("a bag");
    assert!(data.values().all(Value::is_string), "{data:?}");
}

/// The rows that a workspace got for an event, made again from the values in its `EventData`.
#[test]
fn rows_of_a_real_workspace() {
    let Some((_, bytes)) = sample("table-SecurityEvent-ama.jsonl") else { return };
    let mut seen = 0;
    for line in String::from_utf8(bytes).expect("is UTF-8").lines() {
        let expected: Value = serde_json::from_str(line).expect("is JSON");
        let Some(data) = expected["EventData"].as_str().filter(|data| !data.is_empty()) else { continue };
        let xml_values = data.split("\r\n").filter_map(|line| {
            let (name, value) = line.trim_start().strip_prefix("<Data Name=\"")?.split_once("\">")?;
            let value = value.strip_suffix("</Data>")?.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            Some((name.to_owned(), Value::String(value)))
        });
        let event = json!({"Event": {
            "System": {
                "Provider": {"#attributes": {"Name": expected["EventSourceName"]}},
                "EventID": expected["EventID"], "Level": 0, "Channel": "Security", "Computer": expected["Computer"],
                "TimeCreated": {"#attributes": {"SystemTime": expected["TimeGenerated"]}},
            },
            "EventData": xml_values.collect::<serde_json::Map<_, _>>(),
        }});
        let read = Collected::sniffed("x.json", event.to_string().as_bytes(), &Options::default());
        let [row] = read.rows.as_slice() else { panic!("{line}: {} rows", read.rows.len()) };
        for (column, value) in expected.as_object().expect("an object") {
            // What the agent adds of itself, and a fault of its version.
            let is_agents = ["TenantId", "SourceComputerId", "EventOriginId", "MG", "TimeCollected", "Type", "Task"]
                .contains(&column.as_str())
                || ["ManagementGroupName", "_ResourceId", "TimeGenerated"].contains(&column.as_str());
            let is_empty = value.is_null() || value == "";
            if !is_agents && !is_empty {
                assert_eq!(row[column], *value, "{} {column}", expected["EventID"]);
            }
        }
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn sysmon_rows_of_a_real_workspace() {
    let Some((_, bytes)) = sample("table-WindowsEvent-sysmon-ama.jsonl") else { return };
    for line in String::from_utf8(bytes).expect("is UTF-8").lines() {
        let expected: Value = serde_json::from_str(line).expect("is JSON");
        let bag: serde_json::Map<String, Value> =
            serde_json::from_str(expected["EventData"].as_str().expect("a text")).expect("is JSON");
        // As Sysmon writes its times.
        let raw = bag.iter().map(|(name, value)| {
            let text = value.as_str().expect("all are strings");
            let is_time = text.len() == 28 && text.ends_with("0000Z");
            let raw = if is_time { text[..23].replace('T', " ") } else { text.to_owned() };
            (name.clone(), Value::String(raw))
        });
        let event = json!({"Event": {
            "System": {
                "Provider": {"#attributes": {"Name": expected["Provider"]}}, "EventID": {"#text": expected["EventID"]},
                "Level": 4, "Channel": expected["Channel"], "Computer": expected["Computer"],
                "TimeCreated": {"#attributes": {"SystemTime": expected["TimeGenerated"]}},
            },
            "EventData": raw.collect::<serde_json::Map<_, _>>(),
        }});
        let read = Collected::sniffed("x.json", event.to_string().as_bytes(), &choice("windows-event"));
        let [row] = read.rows.as_slice() else { panic!("{line}: {} rows", read.rows.len()) };
        assert_eq!(row["EventData"], Value::Object(bag), "{line}");
        for column in ["Provider", "Channel", "Computer", "EventLevel", "EventLevelName", "EventID", "SourceSystem"] {
            assert_eq!(row[column], expected[column], "{column}");
        }
    }
}

#[test]
fn a_real_flat_export() {
    let Some((_, bytes)) = sample("mordor-wef-flat.jsonl") else { return };
    let read = Collected::sniffed("x.json", &bytes, &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (100, 0));
    let count = |table: &str| read.rows.iter().filter(|row| row["table"] == table).count();
    assert_eq!((count("SecurityEvent"), count("Event")), (13, 87));
    let access = read.rows.iter().find(|row| row["EventID"] == 10).expect("Sysmon's event 10");
    assert!(access["EventData"].as_str().is_some_and(|xml| xml.contains("</Data><Data Name=\"SourceImage\">")));
    assert!(access["RenderedDescription"].as_str().is_some_and(|text| text.starts_with("Process accessed")));
}

/// A log that ends anywhere gives every record that is whole, and tells of each of the others.
#[test]
fn cut_logs() {
    let Some((_, bytes)) = sample("evtx-security-selected.evtx") else { return };
    let evtx = by_name("evtx").expect("a format");
    let mut rows = 0;
    for end in [4_608, 5_000, 6_000, 9_000, 12_000, 12_879, 12_880, 20_000] {
        let read = Collected::read(evtx, "x.evtx", &bytes[..end], &Options::default());
        assert!(read.rows.len() >= rows && read.rows.len() + read.unparsed.len() == 7, "{end}");
        rows = read.rows.len();
        assert_eq!(read.counts.records, 7, "{end}");
        assert_eq!(read.unparsed.is_empty(), end >= 12_880, "{end}");
        assert!(read.unparsed.iter().all(|u| u.reason == "the file ends before it, or inside of it"), "{end}");
        assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["the file ends inside of a chunk"], "{end}");
    }
    for end in [0, 100, 4_096, 4_500, 4_607] {
        let input = Input::bytes("x.evtx", &bytes[..end]);
        let error = evtx.read(input, &Options::default(), &mut Collected::default()).expect_err("is refused");
        assert!(error.to_string().contains("the file is cut"), "{end}: {error}");
    }
}

/// A file that is cut between two chunks, or has zeros for one, misses what its header counts.
#[test]
fn missing_chunks() {
    let Some((_, mut bytes)) = sample("evtx-security-selected.evtx") else { return };
    let evtx = by_name("evtx").expect("a format");
    let told = |bytes: &[u8]| {
        let read = Collected::read(evtx, "x.evtx", bytes, &Options::default());
        assert_eq!((read.rows.len(), read.counts.records), (7, 7 + read.unparsed.len() as u64));
        read.unparsed.into_iter().map(|u| (u.offset, u.record, u.reason)).collect::<Vec<_>>()
    };
    // Windows makes files longer before it fills them.
    let longer = |bytes: &[u8]| [bytes, &vec![0; 65_536]].concat();
    assert_eq!(told(&longer(&bytes)), []);
    bytes[42] = 2;
    let damaged = "the file's header is damaged: chunks may be missing at the file's end".to_owned();
    assert_eq!(told(&bytes), [(69_632, 8, damaged)]);
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[..120]);
    bytes[124..128].copy_from_slice(&crc.sum().to_le_bytes());
    let missing = "missing: the file ends before chunks that its header counts".to_owned();
    assert_eq!(told(&bytes), [(69_632, 8, missing)]);
    assert_eq!(told(&longer(&bytes)), [(69_632, 8, "zeros where a chunk of events should be".to_owned())]);
}

/// A record's size that is wrong hides the records behind it: the chunk's header tells how many there are.
#[test]
fn a_size_that_is_wrong() {
    let Some((_, mut bytes)) = sample("evtx-security-selected.evtx") else { return };
    bytes[0x1205] ^= 1 << 4;
    let read = Collected::sniffed("x.evtx", &bytes, &Options::default());
    assert!(read.rows.len() < 7 && read.rows.len() + read.unparsed.len() == 7, "{:?}", read.unparsed);
}

/// Bits that flip cost records, never the program; what is lost is told with its place.
#[test]
fn flipped_bits() {
    let Some((_, bytes)) = sample("evtx-security-selected.evtx") else { return };
    let evtx = by_name("evtx").expect("a format");
    let whole = Collected::read(evtx, "x.evtx", &bytes, &Options::default());
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..300 {
        let mut bytes = bytes.clone();
        for _ in 0..random.usize(1..6) {
            let at = random.usize(4_096..12_000);
            bytes[at] ^= 1 << random.u8(0..8);
        }
        let read = Collected::read(evtx, "x.evtx", &bytes, &Options::default());
        assert_eq!(read.counts.records, (read.rows.len() + read.unparsed.len()) as u64);
        assert!(read.unparsed.iter().all(|u| u.offset >= 4_096 && u.offset < bytes.len() as u64));
        assert!(read.rows == whole.rows || !read.unparsed.is_empty(), "lost or changed without a word");
    }
}

#[test]
fn dialects_that_differ_in_form() {
    // Attributes apart, unnamed values, data of the provider's own.
    let apart = r##"{"Event":{"System":{"Provider_attributes":{"Name":"P"},"EventID":7036,"Channel":"System","Computer":"c","TimeCreated_attributes":{"SystemTime":"2026-01-15T10:11:12Z"}},"EventData":{"Data":{"#text":["a","b"]},"Binary":"00"}}}"##;
    let read = Collected::sniffed("x.json", apart.as_bytes(), &choice("windows-event"));
    assert_eq!(read.rows[0]["EventData"], json!({"Data": "a", "Data_1": "b", "Binary": "00"}));
    let numbered = "Record 1\n{\n  \"Event\": {\"System\": {\"Provider\": {\"#attributes\": {\"Name\": \"P\"}}, \"EventID\": 1102, \
                    \"Channel\": \"Security\"}, \"UserData\": {\"LogFileCleared\": {\"SubjectUserName\": \"ada\"}}}\n}\nRecord 2\n{}\n";
    let read = Collected::sniffed("x.json", numbered.as_bytes(), &Options::default());
    assert_eq!(
        read.rows[0]["EventData"],
        "<UserData><LogFileCleared><SubjectUserName>ada</SubjectUserName></LogFileCleared></UserData>"
    );
    assert_eq!(read.rows[0]["SubjectUserName"], "ada");
    assert_eq!(read.unparsed.iter().map(|u| u.reason.as_str()).collect::<Vec<_>>(), ["no event in the JSON"]);
    let old = r#"{"@timestamp":"2026-01-15T10:11:12.123Z","event_id":7045,"log_name":"System","source_name":"Service Control Manager","computer_name":"c","level":"Information","event_data":{"param1":"x","ServiceName":"s"},"record_number":"9"}"#;
    let read = Collected::sniffed("x.json", old.as_bytes(), &choice("windows-event"));
    assert_eq!(
        (&read.rows[0]["EventData"], &read.rows[0]["EventLevel"]),
        (&json!({"Data": "x", "ServiceName": "s"}), &json!(4))
    );
    let csv = "RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,Computer,Payload\n\
               1,9,2026-01-15 10:11:12.1234567,4634,LogAlways,P,Security,c,\"{\"\"EventData\"\":{\"\"Data\"\":[{\"\"@Name\"\":\"\"TargetUserName\"\",\"\"#text\"\":\"\"ada\"\"}]}}\"\n";
    let read = Collected::sniffed("x.csv", csv.as_bytes(), &Options::default());
    assert_eq!(
        (&read.rows[0]["TargetUserName"], &read.rows[0]["TimeGenerated"]),
        (&json!("ada"), &json!("2026-01-15T10:11:12.1234567Z"))
    );
    let local = r#"{"EventTime":"2026-01-15 10:11:12","Hostname":"c","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","SourceModuleName":"e","EventType":"CreateKey"}"#;
    let there = Options { zone: "America/New_York".parse().ok(), ..choice("windows-event") };
    let read = Collected::sniffed("x.json", local.as_bytes(), &there);
    assert_eq!(read.rows[0]["TimeGenerated"], "2026-01-15T15:11:12.0000000Z");
    assert_eq!(read.rows[0]["EventData"], json!({"EventType": "CreateKey"}));
}
