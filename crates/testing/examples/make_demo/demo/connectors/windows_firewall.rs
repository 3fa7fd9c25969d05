//! Events of the Windows Filtering Platform, in the two tables that take them.
//! <https://learn.microsoft.com/windows/security/threat-protection/auditing/event-5156>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{MINUTE, iso};
use super::normal::local;
use super::{Connector, Normal, Site, hit};

const APPLICATION: &str = "\\device\\harddiskvolume3\\windows\\system32\\svchost.exe";

pub(super) fn security_event() -> Connector {
    let site = Site { number: 3, name: "HB-WIN" };
    let sessions = sessions(site, site.misuse(2, "Inbound", 3389, ""));
    Connector {
        ids: &["SecurityEvents", "WindowsSecurityEvents"],
        tables: vec![("SecurityEvent", rows(&sessions, &[security_event_row, logon]))],
        source: "MicrosoftSecurityEventFirewall",
        sessions: normal(&sessions, "SecurityEvent"),
        hits: vec![hit("Remote desktop let in", 3389, &["TCP"], &["Inbound"], &["Allow"], 2)],
    }
}

pub(super) fn windows_event() -> Connector {
    let site = Site { number: 4, name: "HB-WEF" };
    let sessions = sessions(site, site.misuse(2, "Outbound", 445, ""));
    Connector {
        ids: &["WindowsForwardedEvents"],
        tables: vec![("WindowsEvent", rows(&sessions, &[windows_event_row]))],
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

fn rows(sessions: &[Session], makers: &[fn(usize, &Session) -> Value]) -> Vec<Value> {
    let of = |maker: &fn(usize, &Session) -> Value| sessions.iter().enumerate().map(|(i, s)| maker(i, s)).collect();
    // Of other events one is enough.
    makers
        .iter()
        .enumerate()
        .flat_map(|(i, maker)| if i == 0 { of(maker) } else { vec![maker(0, &sessions[0])] })
        .collect()
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

fn security_event_row(number: usize, s: &Session) -> Value {
    let items: Vec<String> =
        data(number, s).iter().map(|(name, value)| format!("  <Data Name=\"{name}\">{value}</Data>\r\n")).collect();
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "SecurityEvent",
        "Computer": local(s).fqdn(),
        "Channel": "Security",
        "EventSourceName": "Microsoft-Windows-Security-Auditing",
        "EventID": event(s),
        "Activity": format!("{} - Windows Filtering Platform", event(s)),
        "EventRecordId": (308_100 + number).to_string(),
        "EventData": format!(
            "<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n{}</EventData>",
            items.concat()
        ),
    })
}

/// Most events of the table are no sessions.
fn logon(_: usize, s: &Session) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "SecurityEvent",
        "Computer": s.source.fqdn(),
        "Channel": "Security",
        "EventID": 4624,
        "Activity": "4624 - An account was successfully logged on.",
        "Account": format!("HAREBELL\\{}", s.source.user),
        "LogonType": 3,
        "IpAddress": s.source.address,
        "IpPort": s.source_port.to_string(),
    })
}

fn windows_event_row(number: usize, s: &Session) -> Value {
    let data: serde_json::Map<String, Value> =
        data(number, s).into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "WindowsEvent",
        "Computer": local(s).fqdn(),
        "Channel": "Security",
        "Provider": "Microsoft-Windows-Security-Auditing",
        "EventID": event(s),
        "EventLevel": 0,
        "EventRecordId": (308_100 + number).to_string(),
        "EventData": data,
    })
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
