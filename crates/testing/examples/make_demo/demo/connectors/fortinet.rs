//! Traffic logs of a FortiGate as Common Event Format.
//! <https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference>

use super::super::session::Session;
use super::super::time::{syslog, unix};
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 9, name: "HB-FGT" };
const SERIAL: &str = "FG100FTK20000009";

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(3, "Outbound", 445, "SMB"));
    sessions[1].action = "Reset Source";
    sessions[2].action = "Reset Destination";
    sessions[9].action = "Deny";
    let lines = sessions.iter().enumerate().map(line).chain([update(&sessions[0])]);
    Connector {
        ids: &["Fortinet"],
        tables: vec![("CommonSecurityLog", 1 + sessions.len())],
        files: vec![raw::lines("raw/fortigate/fgt-01.log", lines)],
        source: "FortinetFortiGate",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("File sharing with the internet", 445, &["TCP"], &["Outbound"], &["Allow", "Deny"], 3)],
    }
}

/// What the log calls the action, and the detail that is to be read in it.
fn action(s: &Session) -> (&'static str, &'static str) {
    match (s.action, s.protocol, s.direction) {
        ("Reset Source", ..) => ("client-rst", "Reset"),
        ("Reset Destination", ..) => ("server-rst", "Reset"),
        ("Allow", "UDP", _) => ("timeout", "Timeout"),
        ("Allow", _, "Local") => ("accept", ""),
        ("Allow", ..) => ("close", "Terminated"),
        _ => ("deny", ""),
    }
}

/// The roles of the interfaces, and their names.
fn roles(s: &Session) -> [(&'static str, &'static str); 2] {
    let (lan, wan, dmz) = (("lan", "port2"), ("wan", "port1"), ("dmz", "port3"));
    match s.direction {
        "Inbound" => [wan, dmz],
        "Outbound" => [lan, wan],
        _ => [lan, dmz],
    }
}

fn line((number, s): (usize, &Session)) -> String {
    let [(source_role, source), (role, destination)] = roles(s);
    let (sent, received) = s.packets();
    let (action, _) = action(s);
    let text = |text: &str| text.to_owned();
    let extension = [
        ("deviceExternalId", text(SERIAL)),
        ("FTNTFGTeventtime", nanoseconds(s)),
        ("FTNTFGTtz", text("+0000")),
        ("FTNTFGTlogid", text("0000000013")),
        ("cat", text("traffic:forward")),
        ("FTNTFGTsubtype", text("forward")),
        ("FTNTFGTlevel", text("notice")),
        ("FTNTFGTvd", text("root")),
        ("src", s.source.address.clone()),
        ("shost", s.source.host.clone()),
        ("spt", s.source_port.to_string()),
        ("deviceInboundInterface", text(source)),
        ("FTNTFGTsrcintfrole", text(source_role)),
        ("dst", s.destination.address.clone()),
        ("dhost", s.destination.host.clone()),
        ("dpt", s.port.map(|port| port.to_string()).unwrap_or_default()),
        ("deviceOutboundInterface", text(destination)),
        ("FTNTFGTdstintfrole", text(role)),
        ("FTNTFGTsrccountry", text("Reserved")),
        ("externalId", (910_000 + number).to_string()),
        ("proto", text(if s.protocol == "UDP" { "17" } else { "6" })),
        ("act", text(action)),
        ("FTNTFGTpolicyid", (10 + number).to_string()),
        ("FTNTFGTpolicytype", text("policy")),
        ("app", text(s.application)),
        ("suser", s.source.user.clone()),
        ("FTNTFGTduration", (s.milliseconds / 1000).to_string()),
        ("out", s.sent.to_string()),
        ("in", s.received.to_string()),
        ("FTNTFGTsentpkt", sent.to_string()),
        ("FTNTFGTrcvdpkt", received.to_string()),
    ];
    record("00013", &format!("traffic:forward {action}"), s, &extension)
}

/// The firewall's own events are no traffic.
fn update(s: &Session) -> String {
    let extension = [
        ("deviceExternalId", SERIAL.to_owned()),
        ("FTNTFGTeventtime", nanoseconds(s)),
        ("FTNTFGTlogid", "0100041000".to_owned()),
        ("cat", "event:system".to_owned()),
        ("FTNTFGTsubtype", "system".to_owned()),
        ("msg", "Fortigate scheduled update fcni=yes fdni=yes from 192.0.2.90".to_owned()),
    ];
    record("41000", "event:system update", s, &extension)
}

fn record(class: &str, name: &str, s: &Session, extension: &[(&str, String)]) -> String {
    let record = raw::cef(["Fortinet", "Fortigate", "v7.4.3", class, name, "3"], extension);
    format!("<189>{} fgt-01 {record}", syslog(s.time))
}

fn nanoseconds(s: &Session) -> String {
    format!("{}000000", unix(s.time))
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let [(source_role, source), (role, destination)] = roles(s);
    let (action, details) = action(s);
    Normal::of(s, "CommonSecurityLog", "Fortinet", "FortiGate", "NetworkSession")
        .ended(s)
        .bytes(s)
        .packets(s)
        .hosts(&s.source.host, &s.destination.host)
        .session_id((910_000 + number).to_string())
        .with("EventProductVersion", "v7.4.3")
        .with("EventResultDetails", details)
        .with("EventOriginalSeverity", "3")
        .with("EventMessage", format!("traffic:forward {action}"))
        .with("DvcId", SERIAL)
        .with("DvcIdType", "Other")
        .with("DvcHostname", "fgt-01")
        .with("Dvc", "fgt-01")
        .with("DvcInboundInterface", source)
        .with("DvcOutboundInterface", destination)
        .with("DvcInterface", source)
        .with("DvcOriginalAction", action)
        .with("NetworkApplicationProtocol", s.application)
        .with("NetworkRuleNumber", 10 + number)
        .with("Rule", (10 + number).to_string())
        .with("SrcUsername", s.source.user.as_str())
        .with("SrcInterfaceName", source)
        .with("SrcZone", source_role)
        .with("DstInterfaceName", destination)
        .with("DstZone", role)
}
