//! Events of the Windows Filtering Platform: a security log as JSON, and events that a collector of forwarded events
//! hands on.
//! <https://learn.microsoft.com/windows/security/threat-protection/auditing/event-5156>

use serde_json::{Map, Value, json};

use super::super::session::Session;
use super::super::time::{MINUTE, iso};
use super::normal::local;
use super::{Connector, Normal, Site, hit, raw};

const PROVIDER: &str = "Microsoft-Windows-Security-Auditing";
const GUID: &str = "{54849625-5478-4994-a5ba-3e3b0328c30d}";
const APPLICATION: &str = "\\device\\harddiskvolume3\\windows\\system32\\svchost.exe";

pub(super) fn security_event() -> Connector {
    let site = Site { number: 3, name: "HB-WIN" };
    let sessions = sessions(site, site.misuse(2, "Inbound", 3389, ""));
    // Most events of the log are no sessions.
    let dumped = sessions.iter().enumerate().map(|(i, s)| Event::of(i, s)).chain([Event::logon(&sessions[0])]);
    let dumped = dumped.map(|event| event.as_dumped());
    Connector {
        ids: &["SecurityEvents", "WindowsSecurityEvents"],
        tables: vec![("SecurityEvent", 1 + sessions.len())],
        files: vec![raw::lines("raw/windows/security.jsonl", dumped.map(|event| event.to_string()))],
        source: "MicrosoftSecurityEventFirewall",
        sessions: normal(&sessions, "SecurityEvent"),
        hits: vec![hit("Remote desktop let in", 3389, &["TCP"], &["Inbound"], &["Allow"], 2)],
    }
}

pub(super) fn windows_event() -> Connector {
    let site = Site { number: 4, name: "HB-WEF" };
    let sessions = sessions(site, site.misuse(2, "Outbound", 445, ""));
    let shipped = sessions.iter().enumerate().map(|(i, s)| Event::of(i, s).as_shipped());
    Connector {
        ids: &["WindowsForwardedEvents"],
        tables: vec![("WindowsEvent", sessions.len())],
        files: vec![raw::lines("raw/windows/forwarded/winlogbeat-20260114.ndjson", shipped.map(|e| e.to_string()))],
        source: "MicrosoftWindowsEventFirewall",
        sessions: normal(&sessions, "WindowsEvent"),
        hits: vec![hit("File sharing with the internet", 445, &["TCP"], &["Outbound"], &["Allow"], 2)],
    }
}

/// The morning, a session from the internet that is let in, the misuse, and a port that is listened on.
fn sessions(site: Site, misuse: Vec<Session>) -> Vec<Session> {
    let morning = site.morning().into_iter().map(|s| if s.direction == "Local" { s.direction("Outbound") } else { s });
    let mut let_in = site.misuse(1, "Inbound", 443, "").remove(0);
    let_in.time -= 30 * MINUTE;
    let mut listening = site.misuse(1, "Listen", 8443, "").remove(0);
    (listening.destination.address, listening.port, listening.source_port) = (String::new(), None, 8443);
    morning.chain([let_in]).chain(misuse).chain([listening]).collect()
}

/// The event: 5152 a packet that was dropped, 5154 a port that is listened on, 5156 a connection that was let through.
fn event(s: &Session) -> u64 {
    match (s.direction, s.action) {
        ("Listen", _) => 5154,
        (_, "Allow") => 5156,
        _ => 5152,
    }
}

/// The event's data, in their order. A connection names the local end first, a packet the end that sent it.
fn data(number: usize, s: &Session) -> Vec<(&'static str, String)> {
    let (event, port) = (event(s), s.port.unwrap_or_default().to_string());
    let here = (s.source.address.clone(), s.source_port.to_string());
    let there = (s.destination.address.clone(), port);
    let (first, second) = if event == 5156 && s.direction == "Inbound" { (there, here) } else { (here, there) };
    let mut data = vec![
        (if event == 5156 { "ProcessID" } else { "ProcessId" }, (1400 + number).to_string()),
        ("Application", APPLICATION.to_owned()),
    ];
    let ends = [("DestAddress", second.0), ("DestPort", second.1)];
    if event != 5154 {
        data.push(("Direction", if s.direction == "Inbound" { "%%14592" } else { "%%14593" }.to_owned()));
    }
    data.extend([("SourceAddress", first.0), ("SourcePort", first.1)]);
    data.extend(ends.into_iter().filter(|_| event != 5154));
    let layer = match (event, s.direction) {
        (5154, _) => "%%14609",
        (_, "Inbound") => "%%14610",
        _ => "%%14611",
    };
    data.extend([
        ("Protocol", if s.protocol == "UDP" { "17" } else { "6" }.to_owned()),
        ("FilterRTID", (70_200 + number).to_string()),
        ("LayerName", layer.to_owned()),
        ("LayerRTID", "44".to_owned()),
    ]);
    if event == 5156 {
        data.extend([("RemoteUserID", "S-1-0-0".to_owned()), ("RemoteMachineID", "S-1-0-0".to_owned())]);
    }
    data
}

/// An event of the security log.
struct Event {
    time: i64,
    id: u64,
    task: u64,
    record: usize,
    computer: String,
    message: &'static str,
    data: Vec<(&'static str, String)>,
}

impl Event {
    fn of(number: usize, s: &Session) -> Self {
        let (task, message) = match event(s) {
            5152 => (12_809, "The Windows Filtering Platform has blocked a packet."),
            5154 => (12_810, "The Windows Filtering Platform has permitted an application to listen."),
            _ => (12_810, "The Windows Filtering Platform has permitted a connection."),
        };
        let (computer, record) = (local(s).fqdn(), 308_100 + number);
        Self { time: s.time, id: event(s), task, record, computer, message, data: data(number, s) }
    }

    fn logon(s: &Session) -> Self {
        let data = vec![
            ("SubjectUserSid", "S-1-0-0".to_owned()),
            ("SubjectUserName", "-".to_owned()),
            ("SubjectDomainName", "-".to_owned()),
            ("TargetUserSid", "S-1-5-21-3141-5926-5358-1104".to_owned()),
            ("TargetUserName", s.source.user.clone()),
            ("TargetDomainName", "HAREBELL".to_owned()),
            ("LogonType", "3".to_owned()),
            ("IpAddress", s.source.address.clone()),
            ("IpPort", s.source_port.to_string()),
        ];
        let message = "An account was successfully logged on.";
        Self { time: s.time, id: 4624, task: 12_544, record: 308_099, computer: s.source.fqdn(), message, data }
    }

    fn is_failure(&self) -> bool {
        self.id == 5152
    }

    /// As evtx_dump writes it: a value that Windows stores as a number is one.
    fn as_dumped(&self) -> Value {
        let numbers = ["ProcessID", "ProcessId", "Protocol", "FilterRTID", "LayerRTID", "LogonType"];
        let value = |(name, value): &(&'static str, String)| match value.parse::<u64>() {
            Ok(number) if numbers.contains(name) => ((*name).to_owned(), json!(number)),
            _ => ((*name).to_owned(), json!(value)),
        };
        let data: Map<String, Value> = self.data.iter().map(value).collect();
        json!({"Event": {
            "#attributes": {"xmlns": "http://schemas.microsoft.com/win/2004/08/events/event"},
            "System": {
                "Provider": {"#attributes": {"Name": PROVIDER, "Guid": GUID}},
                "EventID": self.id,
                "Version": 0,
                "Level": 0,
                "Task": self.task,
                "Opcode": 0,
                "Keywords": if self.is_failure() { "0x8010000000000000" } else { "0x8020000000000000" },
                "TimeCreated": {"#attributes": {"SystemTime": iso(self.time)}},
                "EventRecordID": self.record,
                "Correlation": null,
                "Execution": {"#attributes": {"ProcessID": 4, "ThreadID": 88}},
                "Channel": "Security",
                "Computer": self.computer,
                "Security": null,
            },
            "EventData": data,
        }})
    }

    /// As Winlogbeat writes it.
    fn as_shipped(&self) -> Value {
        let data: Map<String, Value> = self.data.iter().map(|(name, v)| ((*name).to_owned(), json!(v))).collect();
        let (outcome, keywords) = if self.is_failure() { ("failure", "Failure") } else { ("success", "Success") };
        json!({
            "@timestamp": iso(self.time),
            "agent": {"type": "winlogbeat", "version": "8.17.0", "name": "hb-wec-1"},
            "event": {"code": self.id.to_string(), "kind": "event", "outcome": outcome, "provider": PROVIDER},
            "log": {"level": "information"},
            "message": self.message,
            "winlog": {
                "api": "wineventlog",
                "channel": "Security",
                "computer_name": self.computer,
                "event_id": self.id.to_string(),
                "keywords": [format!("Audit {keywords}")],
                "opcode": "Info",
                "process": {"pid": 4, "thread": {"id": 88}},
                "provider_guid": GUID,
                "provider_name": PROVIDER,
                "record_id": self.record,
                "task": "Filtering Platform Connection",
                "event_data": data,
            },
        })
    }
}

fn normal(sessions: &[Session], table: &str) -> Vec<Normal> {
    sessions.iter().enumerate().map(|(number, s)| one(number, s, table)).collect()
}

fn one(number: usize, s: &Session, table: &str) -> Normal {
    let rule = 70_200 + number;
    let normal = Normal::of(s, table, "Microsoft", "Windows Firewall", "EndpointNetworkSession")
        .at_endpoint(s, "")
        .with("EventOriginalType", event(s).to_string())
        .with("EventOriginalUid", (308_100 + number).to_string())
        .with("DvcOs", "Windows")
        .with("NetworkRuleNumber", rule)
        .with("Rule", rule.to_string());
    let process = (1400 + number).to_string();
    if s.direction == "Inbound" {
        normal.with("DstProcessName", APPLICATION).with("Process", APPLICATION).with("DstProcessId", process)
    } else {
        normal.with("SrcProcessName", APPLICATION).with("SrcProcessId", process)
    }
}
