//! Windows events as XML and by Velociraptor, and the messages beside an exported log.

mod support;

use std::fs;
use std::path::Path;

use lurcher_sources::containers::{Found, Limits, find};
use lurcher_sources::{Options, by_name, sniff};
use serde_json::json;
use support::{Collected, sample};

fn choice(name: &str) -> Options {
    Options { choices: vec![name.to_owned()], ..Options::default() }
}

fn event(id: u32, rest: &str) -> String {
    format!(
        "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System><Provider Name=\"P\"/><EventID>{id}\
         </EventID><Level>4</Level><Channel>System</Channel><Computer>c</Computer><TimeCreated \
         SystemTime=\"2026-01-15T10:11:12Z\"/></System>{rest}</Event>"
    )
}

#[test]
fn xml_of_several_programs() {
    let rendered = event(
        7,
        "<EventData><Data Name=\"a\">1</Data></EventData><RenderingInfo Culture=\"en-US\"><Message>Hello\n&amp; more</Message><Level>Information</Level></RenderingInfo>",
    );
    let viewer = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>{rendered}{}</Events>",
        event(8, "")
    );
    let dumped = format!(
        "Record 1\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n\nRecord 2\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n",
        rendered.replace("><", ">\n  <"),
        event(8, "")
    );
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(viewer.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [viewer.as_bytes(), dumped.as_bytes(), &utf_16] {
        let read = Collected::sniffed("x.xml", bytes, &Options::default());
        assert_eq!((read.rows.len(), read.unparsed.as_slice(), &read.records), (2, &[][..], &vec![1, 2]));
        let row = &read.rows[0];
        assert_eq!(
            (&row["table"], &row["EventID"], &row["RenderedDescription"]),
            (&json!("Event"), &json!(7), &json!("Hello\n& more"))
        );
        assert_eq!(row["ParameterXml"], "<Param>1</Param>");
    }
}

#[test]
fn xml_that_cannot_be_read() {
    let whole = event(7, "");
    let text = format!("<Events>{whole}<Other x='1'>junk\n<Event><System></Event>{whole}<Event><Sys");
    let read = Collected::sniffed("x.xml", text.as_bytes(), &Options::default());
    assert_eq!(read.rows.len(), 2);
    let reasons: Vec<_> = read.unparsed.iter().map(|u| (u.offset as usize, u.reason.as_str())).collect();
    let behind = "<Events>".len() + whole.len();
    let cut = text.len() - "<Event><Sys".len();
    let stray = "text that is no event";
    assert_eq!(
        reasons,
        [(behind, stray), (behind + 13, stray), (behind + 18, "broken XML"), (cut, "the file ends inside of a record")]
    );
    let format = by_name("windows_xml").expect("a format");
    assert_eq!(Collected::read(format, "x.xml", b"", &Options::default()).counts.records, 0);
    // Other XML is none of ours.
    for text in ["<?xml version=\"1.0\"?><rss></rss>", "<Event><a/></Event>", "<Events/>"] {
        assert!(sniff(text.as_bytes(), None).is_none(), "{text}");
    }
}

/// A record that is longer than memory should hold costs itself, and is kept with its true length.
#[test]
fn an_overlong_event() {
    let long = event(7, &format!("<EventData><Data>{}</Data></EventData>", "x".repeat(20 << 20)));
    let text = format!("{}{long}{}", event(1, ""), event(2, ""));
    let read = Collected::sniffed("x.xml", text.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.unparsed.len()), (2, 1));
    let unparsed = &read.unparsed[0];
    assert_eq!((unparsed.length, unparsed.bytes.len(), unparsed.record), (long.len() as u64, 64 * 1024, 2));
    assert_eq!(unparsed.reason, "a record of more than 16 MB");
}

#[test]
fn events_of_velociraptor() {
    let sysmon = r#"{"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"},"EventID":{"Value":10},"Version":3,"Level":4,"Task":10,"Opcode":0,"Keywords":9223372036854775808,"TimeCreated":{"SystemTime":1.744233485125e9},"EventRecordID":5,"Correlation":{},"Execution":{"ProcessID":2320,"ThreadID":3540},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"c","Security":{"UserID":"S-1-5-18"}},"EventData":{"SourceProcessGUID":"54849625-5478-4994-A5BA-3E3B0328C30D","SourceProcessId":7,"GrantedAccess":5136}}"#;
    let read = Collected::sniffed("x.json", sysmon.as_bytes(), &choice("windows-event"));
    let row = &read.rows[0];
    assert_eq!(
        row["EventData"],
        json!({"SourceProcessGUID": "{54849625-5478-4994-a5ba-3e3b0328c30d}", "SourceProcessId": "7", "GrantedAccess": "0x1410"})
    );
    assert_eq!(
        (&row["Keywords"], &row["TimeGenerated"]),
        (&json!("0x8000000000000000"), &json!("2025-04-09T21:18:05.1250000Z"))
    );
    // In an envelope, with data of the provider's own.
    let cleared = r#"{"Event":{"System":{"Provider":{"Name":"Microsoft-Windows-Eventlog"},"EventID":{"Value":1102},"Channel":"Security","Computer":"c","TimeCreated":{"SystemTime":"2026-01-15T10:11:12Z"}},"UserData":{"LogFileCleared":{"xmlns:auto-ns3":"http://x","SubjectUserName":"ada"}}}}"#;
    let row = &Collected::sniffed("x.json", cleared.as_bytes(), &Options::default()).rows[0];
    assert_eq!(
        row["EventData"],
        "<UserData><LogFileCleared><SubjectUserName>ada</SubjectUserName></LogFileCleared></UserData>"
    );
    // As EvtxHunter writes them.
    let flat = r#"{"EventTime":"2026-01-15T10:11:12Z","Computer":"c","Channel":"System","Provider":"P","EventID":7045,"EventRecordID":9,"UserSID":"S-1-5-18","Username":"SYSTEM","EventData":{"ServiceName":"s"},"UserData":null,"Message":"A service was installed"}"#;
    let row = &Collected::sniffed("x.json", flat.as_bytes(), &Options::default()).rows[0];
    assert_eq!((&row["RenderedDescription"], &row["UserName"]), (&json!("A service was installed"), &json!("SYSTEM")));
}

/// A logon's `EventData` is empty, so that what no column takes is named.
#[test]
fn values_of_a_logon_without_a_column() {
    let logon = "<Event><System><Provider Name=\"P\"/><EventID>4624</EventID><Channel>Security</Channel></System><EventData>\
                 <Data Name=\"TargetUserName\">ada</Data><Data Name=\"RemoteCredentialGuard\">%%1843</Data></EventData></Event>";
    let read = Collected::sniffed("x.xml", logon.as_bytes(), &Options::default());
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.counts.notes.keys().collect::<Vec<_>>(), ["no column for `RemoteCredentialGuard`"]);
    let other = logon.replace("4624", "4798");
    let read = Collected::sniffed("x.xml", other.as_bytes(), &Options::default());
    assert_eq!((read.rows.len(), read.counts.notes.len()), (1, 0));
}

/// The Windows Filtering Platform and the services that act for others name processes in decimal, other audits do not.
/// <https://learn.microsoft.com/windows/security/threat-protection/auditing/event-5158> (-5447, -4698, -4688)
#[test]
fn processes_of_velociraptor_in_decimal() {
    for (id, field, expected) in [
        (5152, "ProcessId", "1556"),
        (5158, "ProcessId", "1556"),
        (5447, "ProcessId", "1556"),
        (4698, "ClientProcessId", "1556"),
        (4688, "ProcessId", "0x614"),
        (4663, "ProcessId", "0x614"),
        (4799, "CallerProcessId", "0x614"),
    ] {
        let text = format!(
            r#"{{"System":{{"Provider":{{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":{{"Value":{id}}},"Channel":"Security","Computer":"c","TimeCreated":{{"SystemTime":1768471872.125}}}},"EventData":{{"{field}":1556}}}}"#
        );
        let read = Collected::sniffed("x.json", text.as_bytes(), &choice("forwarded"));
        assert_eq!(read.rows[0]["EventData"][field], expected, "{id} {field}");
    }
}

/// Records of Velociraptor that are none, and a file that ends inside of one.
#[test]
fn events_of_velociraptor_that_cannot_be_read() {
    let whole = by_name("velociraptor").expect("a format").page().example.input.trim();
    let text = format!("{whole}\n{{\"System\":{{}}}}\n{}", &whole[..100]);
    let read = Collected::sniffed("x.json", text.as_bytes(), &Options::default());
    let reasons: Vec<_> = read.unparsed.iter().map(|u| u.reason.as_str()).collect();
    assert_eq!((read.rows.len(), reasons), (1, vec!["no event in the JSON", "broken JSON"]));
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A section of a file of messages: one page of records.
fn section(records: &[Vec<u8>]) -> Vec<u8> {
    const PAGE: usize = 888;
    let (mut page, mut body) = (vec![0; PAGE], Vec::new());
    page[..4].copy_from_slice(&u32::MAX.to_le_bytes());
    for (index, record) in records.iter().enumerate() {
        let offset = (PAGE + body.len()) as u64;
        page[88 + index * 8..][..8].copy_from_slice(&offset.to_le_bytes());
        body.extend((index as u32).to_le_bytes());
        body.extend((record.len() as u32).to_le_bytes());
        body.extend(record);
    }
    [page, body].concat()
}

/// A file of messages as Windows writes it: for each event its number and its message, and the publisher.
fn messages(events: &[(u64, &str)], publisher: &str) -> Vec<u8> {
    let counted = |bytes: Vec<u8>| [(bytes.len() as u32).to_le_bytes().to_vec(), bytes].concat();
    let of_events =
        (0..).zip(events).map(|(index, (id, _)): (u64, _)| [id.to_le_bytes(), index.to_le_bytes()].concat());
    let texts = events.iter().map(|(_, text)| counted(utf_16(text)));
    // Its levels, tasks, opcodes and keywords have no names.
    let publisher = [vec![0; 16], counted(utf_16(publisher))].concat();
    let sections = [
        ("EVT", section(&of_events.collect::<Vec<_>>())),
        ("MSG", section(&texts.collect::<Vec<_>>())),
        ("PUB", section(&[publisher])),
    ];
    let table: usize = sections.iter().map(|(name, _)| 20 + 2 * name.len()).sum();
    let (mut head, mut data) = (b"MTAFile\0".to_vec(), Vec::new());
    [1, 1, table as u32, 3].iter().for_each(|number: &u32| head.extend(number.to_le_bytes()));
    for (name, section) in &sections {
        head.extend(((24 + table + data.len()) as u64).to_le_bytes());
        head.extend((section.len() as u64).to_le_bytes());
        head.extend(counted(utf_16(name)));
        data.extend(section);
    }
    [head, data].concat()
}

/// The log of the security channel as one of another channel, whose events go to `Event`.
fn of_another_channel(mut bytes: Vec<u8>) -> Vec<u8> {
    let (from, to) = (utf_16("Security"), utf_16("Sekurity"));
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, &from).collect();
    places.iter().for_each(|at| bytes[*at..][..from.len()].copy_from_slice(&to));
    let sum = |parts: &[&[u8]]| {
        let mut crc = flate2::Crc::new();
        parts.iter().for_each(|part| crc.update(part));
        crc.sum().to_le_bytes()
    };
    let chunk = &mut bytes[4_096..];
    let end = u32::from_le_bytes(chunk[48..52].try_into().expect("four bytes")) as usize;
    let of_records = sum(&[&chunk[512..end]]);
    chunk[52..56].copy_from_slice(&of_records);
    let of_header = sum(&[&chunk[..120], &chunk[128..512]]);
    chunk[124..128].copy_from_slice(&of_header);
    bytes
}

#[test]
fn messages_beside_a_log() {
    let Some((_, bytes)) = sample("evtx-security-selected.evtx") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("Exported.evtx");
    fs::write(&log, of_another_channel(bytes)).expect("writes");
    let path = |name: &str| folder.path().join("LocaleMetaData").join(name);
    let bare = read_file(&log);
    assert_eq!((bare.rows.len(), bare.unparsed.len(), bare.counts.notes.len()), (7, 0, 0));
    assert!(bare.rows.iter().all(|row| row["table"] == "Event" && row["RenderedDescription"].is_null()));
    let format = by_name("evtx").expect("a format");
    let ids = Collected::read(format, "x.evtx", &fs::read(&log).expect("reads"), &choice("forwarded")).rows;
    let id = ids[1]["EventRecordId"].as_str().and_then(|id| id.parse().ok()).expect("a number");
    fs::create_dir(path("")).expect("is made");
    let publisher = "Microsoft-Windows-Sekurity-Auditing";
    fs::write(path("Exported_1031.MTA"), messages(&[(id, "Auf Deutsch")], publisher)).expect("writes");
    let described = || {
        let rows = read_file(&log).rows;
        assert_eq!(rows.iter().filter(|row| row["RenderedDescription"].is_string()).count(), 1);
        rows[1]["RenderedDescription"].clone()
    };
    assert_eq!(described(), "Auf Deutsch");
    fs::write(path("Exported_1033.MTA"), messages(&[(id, "A name & more")], publisher)).expect("writes");
    assert_eq!(described(), "A name & more");
    // Messages that are cut cost themselves.
    fs::write(path("Exported_1033.MTA"), b"MTAFile\0cut").expect("writes");
    let read = read_file(&log);
    let notes: Vec<_> = read.counts.notes.keys().collect();
    assert!(matches!(notes.as_slice(), [note] if note.contains("Exported_1033.MTA: ")), "{notes:?}");
    assert_eq!(read.rows, bare.rows);
    // They are no logs themselves.
    let found: Vec<_> = find(folder.path(), Limits::default()).collect();
    assert!(
        matches!(&found[..], [Found::Log(_), Found::Skipped { reason, .. }] if reason.contains("messages")),
        "{found:?}"
    );
}

fn read_file(path: &Path) -> Collected {
    let mut collected = Collected::default();
    for found in find(path, Limits::default()) {
        let Found::Log(entry) = found else { panic!("{found:?}") };
        let format = sniff(&entry.head().expect("reads"), Some(entry.path())).expect("a format");
        format.read(entry.input(), &Options::default(), &mut collected).expect("reads");
    }
    collected
}

/// What stands in a header instead of a number is no number, and is counted.
#[test]
fn headers_without_numbers() {
    let broken = event(7, "").replace(">7", ">4x25").replace(
        "<Level>4",
        "<Version>abc</Version><Task>xx</Task><Execution ProcessID='zz' ThreadID='8'/><Level>high",
    );
    let empty = event(7, "").replace("<EventID>7</EventID>", "<EventID></EventID>");
    assert_ne!(broken, event(7, ""));
    let security = |xml: &str| xml.replace(">System<", ">Security<");
    for (text, options, table, columns) in [
        (broken.clone(), Options::default(), "Event", &["EventCategory", "EventID", "EventLevel"][..]),
        (security(&broken), Options::default(), "SecurityEvent", &["EventID", "SystemProcessId", "Task", "Version"]),
        (
            broken,
            choice("windows-event"),
            "WindowsEvent",
            &["EventID", "EventLevel", "SystemProcessId", "Task", "Version"],
        ),
        (empty, Options::default(), "Event", &[]),
    ] {
        let read = Collected::sniffed("x.xml", text.as_bytes(), &options);
        assert_eq!((&read.rows[0]["table"], &read.rows[0]["EventID"]), (&json!(table), &json!(null)));
        let unfit: Vec<_> = read.counts.unfit.keys().map(|(_, column, _)| &**column).collect();
        assert_eq!(unfit, columns, "{table}");
    }
}
