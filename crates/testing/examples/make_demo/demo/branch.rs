//! The branch's sessions as its firewall writes them, in Common Event Format behind a header of syslog.
//! <https://docs.paloaltonetworks.com/resources/cef>

use super::connectors::raw::{File, cef};
use super::session::{Device, Session};
use super::time::{syslog, syslog_with_year};

/// The firewall's file; `sessions` are in the order of time.
pub(super) fn file(sessions: &[Session]) -> File {
    let branch = sessions.iter().filter(|s| s.device == Device::Branch);
    let lines: Vec<String> = branch.enumerate().map(|(number, session)| line(number, session) + "\n").collect();
    ("raw/palo_alto/branch.log.gz".into(), lines.concat())
}

/// A traffic log, the firewall's session number so-and-so.
pub(super) fn line(number: usize, s: &Session) -> String {
    let (source_zone, zone) = s.zones();
    let (class, action, reason) = match s.action {
        "Allow" => ("end", "allow", "tcp-fin"),
        "Reset" => ("end", "reset both", "policy-deny"),
        _ => ("drop", "deny", "policy-deny"),
    };
    let (sent, received) = s.packets();
    let time = format!("{} GMT", syslog_with_year(s.time));
    let text = |text: &str| text.to_owned();
    let extension = [
        ("rt", time.clone()),
        ("deviceExternalId", text("013201000006")),
        ("src", s.source.address.clone()),
        ("dst", s.destination.address.clone()),
        ("cs1Label", text("Rule")),
        ("cs1", text(s.rule())),
        ("suser", s.source.user.clone()),
        ("duser", text("")),
        ("app", text(s.application)),
        ("cs3Label", text("Virtual System")),
        ("cs3", text("vsys1")),
        ("cs4Label", text("Source Zone")),
        ("cs4", text(source_zone)),
        ("cs5Label", text("Destination Zone")),
        ("cs5", text(zone)),
        ("cn1Label", text("SessionID")),
        ("cn1", (90_000 + number).to_string()),
        ("cnt", text("1")),
        ("spt", s.source_port.to_string()),
        ("dpt", s.port.map(|port| port.to_string()).unwrap_or_default()),
        ("proto", s.protocol.to_lowercase()),
        ("act", text(action)),
        ("flexNumber1Label", text("Total bytes")),
        ("flexNumber1", (s.sent + s.received).to_string()),
        ("in", s.received.to_string()),
        ("out", s.sent.to_string()),
        ("cn2Label", text("Packets")),
        ("cn2", (sent + received).to_string()),
        ("PanOSPacketsReceived", received.to_string()),
        ("PanOSPacketsSent", sent.to_string()),
        ("start", time),
        ("cn3Label", text("Elapsed time in seconds")),
        ("cn3", (s.milliseconds / 1000).to_string()),
        ("cs2Label", text("URL Category")),
        ("cs2", text("any")),
        ("externalId", (7_100_000 + number).to_string()),
        ("reason", text(reason)),
        ("PanOSDGl1", text("0")),
        ("PanOSVsysName", text("")),
        ("dvchost", text("fw-br01.harebell.example")),
        ("cat", text("from-policy")),
        ("PanOSActionFlags", text("0x0")),
        ("shost", s.source.host.clone()),
        ("dhost", s.destination.host.clone()),
    ];
    let record = cef(["Palo Alto Networks", "PAN-OS", "11.1.4", class, "TRAFFIC", "1"], &extension);
    format!("<14>{} fw-br01.harebell.example {record}", syslog(s.time))
}
