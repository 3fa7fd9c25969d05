//! Traffic logs of a FortiGate as Common Event Format.
//! <https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::iso;
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 9, name: "HB-FGT" };
const SERIAL: &str = "FG100FTK20000009";

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(3, "Outbound", 445, "SMB"));
    sessions[1].action = "Reset Source";
    sessions[2].action = "Reset Destination";
    sessions[9].action = "Deny";
    let mut rows: Vec<Value> = sessions.iter().enumerate().map(row).collect();
    rows.push(update(&sessions[0]));
    Connector {
        ids: &["Fortinet"],
        tables: vec![("CommonSecurityLog", rows)],
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

fn row((number, s): (usize, &Session)) -> Value {
    let [(source_role, source), (role, destination)] = roles(s);
    let (sent, received) = s.packets();
    let (action, _) = action(s);
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Fortinet",
        "DeviceProduct": "Fortigate",
        "DeviceVersion": "v7.4.3",
        "DeviceEventClassID": "00013",
        "DeviceEventCategory": "traffic:forward",
        "Activity": format!("traffic:forward {action}"),
        "LogSeverity": "3",
        "Computer": "fgt-01",
        "DeviceExternalID": SERIAL,
        "DeviceAction": action,
        "DeviceInboundInterface": source,
        "DeviceOutboundInterface": destination,
        "Protocol": if s.protocol == "UDP" { "17" } else { "6" },
        "ApplicationProtocol": s.application,
        "ExtID": (910_000 + number).to_string(),
        "SourceIP": s.source.address,
        "SourcePort": s.source_port,
        "SourceHostName": s.source.host,
        "SourceUserName": s.source.user,
        "DestinationIP": s.destination.address,
        "DestinationPort": s.port,
        "DestinationHostName": s.destination.host,
        "SentBytes": s.sent,
        "ReceivedBytes": s.received,
        "AdditionalExtensions": format!(
            "FTNTFGTlogid=0000000013;FTNTFGTsubtype=forward;FTNTFGTlevel=notice;FTNTFGTvd=root;FTNTFGTsrcintfrole={source_role};FTNTFGTdstintfrole={role};FTNTFGTpolicyid={};FTNTFGTduration={};FTNTFGTsentpkt={sent};FTNTFGTrcvdpkt={received}",
            10 + number,
            s.milliseconds / 1000
        ),
    })
}

/// The firewall's own events are no traffic.
fn update(s: &Session) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Fortinet",
        "DeviceProduct": "Fortigate",
        "DeviceEventCategory": "event:system",
        "Activity": "event:system update",
        "Computer": "fgt-01",
        "AdditionalExtensions": "FTNTFGTlogid=0100041000;FTNTFGTsubtype=system",
    })
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
