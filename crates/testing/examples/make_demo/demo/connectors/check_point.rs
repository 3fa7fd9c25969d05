//! Logs of a Check Point firewall as its Log Exporter writes Common Event Format.
//! <https://support.checkpoint.com/results/sk/sk144192>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::iso;
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 8, name: "HB-CP" };

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(4, "Outbound", 5555, ""));
    sessions[5].action = "Drop";
    Connector {
        ids: &["CheckPoint"],
        tables: vec![("CommonSecurityLog", sessions.iter().enumerate().map(row).collect())],
        source: "CheckPointFirewall",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Port of an implant", 5555, &["TCP"], &["Outbound"], &["Allow"], 4)],
    }
}

fn action(s: &Session) -> &'static str {
    match s.action {
        "Allow" => "Accept",
        "Drop" => "Drop",
        _ => "Reject",
    }
}

/// The zones of source and destination.
fn zones(s: &Session) -> (&'static str, &'static str) {
    match s.direction {
        "Inbound" => ("External", "Internal"),
        "Outbound" => ("Internal", "External"),
        _ => ("Internal", "Internal"),
    }
}

fn uid(number: usize) -> String {
    format!("{{0x6966{number:04x},0x0,0xc80a0a0a,0x1}}")
}

/// The first sessions have a direction, the others only zones.
fn extensions(number: usize, s: &Session) -> String {
    let (inzone, outzone) = zones(s);
    let direction = match s.direction {
        "Inbound" => "Incoming",
        "Outbound" => "Outgoing",
        _ => "Internal",
    };
    let direction = if number < 6 { format!("conn_direction={direction};") } else { String::new() };
    format!(
        "loguid={};origin=10.60.8.1;originsicname=CN\\=cp-gw01,O\\=cp-mgmt.harebell.example.k3x9;inzone={inzone};outzone={outzone};{direction}rule_uid=8c1f5e2a-77d0-4f0e-9a0b-4d2f3f1c6e11;service_id={}",
        uid(number),
        s.application.to_lowercase()
    )
}

/// A rule without a name is known by its identifier.
fn rule(number: usize, s: &Session) -> &'static str {
    if number == 0 { "" } else { s.rule() }
}

fn row((number, s): (usize, &Session)) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Check Point",
        "DeviceProduct": "VPN-1 & FireWall-1",
        "DeviceVersion": "R81.20",
        "DeviceEventClassID": "Log",
        "Activity": s.application.to_lowercase(),
        "LogSeverity": "Unknown",
        "DeviceAction": action(s),
        "Protocol": if s.protocol == "UDP" { "17" } else { "6" },
        "SourceIP": s.source.address,
        "SourcePort": s.source_port,
        "SourceHostName": s.source.host,
        "SourceUserName": s.source.user,
        "SourceTranslatedAddress": "203.0.113.8",
        "SourceTranslatedPort": s.source_port + 2,
        "DestinationIP": s.destination.address,
        "DestinationPort": s.port,
        "DestinationHostName": s.destination.host,
        "DestinationTranslatedAddress": s.destination.address,
        "DestinationTranslatedPort": s.port,
        "SentBytes": s.sent,
        "ReceivedBytes": s.received,
        "DeviceCustomString2": rule(number, s),
        "DeviceCustomString2Label": "Rule Name",
        "AdditionalExtensions": extensions(number, s),
    })
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let (inzone, outzone) = zones(s);
    let rule = if number == 0 { "8c1f5e2a-77d0-4f0e-9a0b-4d2f3f1c6e11" } else { rule(number, s) };
    Normal::of(s, "CommonSecurityLog", "Check Point", "Firewall", "NetworkSession")
        .bytes(s)
        .hosts(&s.source.host, &s.destination.host)
        .rule(rule)
        .with("EventProductVersion", "R81.20")
        .with("EventOriginalSeverity", "Unknown")
        .with("EventOriginalUid", uid(number))
        .with("DvcIpAddr", "10.60.8.1")
        .with("DvcHostname", "cp-gw01")
        .with("Dvc", "cp-gw01")
        .with("DvcOriginalAction", action(s))
        .with("NetworkApplicationProtocol", s.application)
        .with("SrcUsername", s.source.user.as_str())
        .with("SrcNatIpAddr", "203.0.113.8")
        .with("SrcNatPortNumber", s.source_port + 2)
        .with("SrcZone", inzone)
        .with("DstNatIpAddr", s.destination.address.as_str())
        .with("DstNatPortNumber", s.port)
        .with("DstZone", outzone)
}
