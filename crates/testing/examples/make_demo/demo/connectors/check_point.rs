//! Logs of a Check Point firewall as its Log Exporter writes Common Event Format.
//! <https://support.checkpoint.com/results/sk/sk144192>

use super::super::session::Session;
use super::super::time::unix;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 8, name: "HB-CP" };
const PRODUCT: &str = "VPN-1 & FireWall-1";

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(4, "Outbound", 5555, ""));
    sessions[5].action = "Drop";
    Connector {
        ids: &["CheckPoint"],
        tables: vec![("CommonSecurityLog", sessions.len())],
        files: vec![raw::lines("raw/check_point/log_exporter.cef", sessions.iter().enumerate().map(line))],
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

/// A rule without a name is known by its identifier.
fn rule(number: usize, s: &Session) -> &'static str {
    if number == 0 { "" } else { s.rule() }
}

/// The exporter writes the vendor's name where others have a version, and no header of syslog.
fn line((number, s): (usize, &Session)) -> String {
    let (inzone, outzone) = zones(s);
    let text = |text: &str| text.to_owned();
    let port = s.port.map(|port| port.to_string()).unwrap_or_default();
    let service = s.application.to_lowercase();
    let mut extension = vec![
        ("act", text(action(s))),
        ("destinationTranslatedAddress", s.destination.address.clone()),
        ("destinationTranslatedPort", port.clone()),
        ("deviceDirection", text(if s.direction == "Inbound" { "0" } else { "1" })),
        ("rt", unix(s.time).to_string()),
        ("sourceTranslatedAddress", text("203.0.113.8")),
        ("sourceTranslatedPort", (s.source_port + 2).to_string()),
        ("spt", s.source_port.to_string()),
        ("dpt", port),
        ("cs2Label", text("Rule Name")),
        ("cs2", text(rule(number, s))),
        ("in", s.received.to_string()),
        ("out", s.sent.to_string()),
        ("layer_name", text("Network")),
        ("rule_action", text(action(s))),
        ("rule_uid", text("8c1f5e2a-77d0-4f0e-9a0b-4d2f3f1c6e11")),
    ];
    // The first sessions have a direction, the others only zones.
    if number < 6 {
        let direction = match s.direction {
            "Inbound" => "Incoming",
            "Outbound" => "Outgoing",
            _ => "Internal",
        };
        extension.push(("conn_direction", text(direction)));
    }
    extension.extend([
        ("ifname", text("eth0")),
        ("loguid", uid(number)),
        ("origin", text("10.60.8.1")),
        ("originsicname", text("CN=cp-gw01,O=cp-mgmt.harebell.example.k3x9")),
        ("sequencenum", (1 + number).to_string()),
        ("dst", s.destination.address.clone()),
        ("dhost", s.destination.host.clone()),
        ("inzone", text(inzone)),
        ("outzone", text(outzone)),
        ("product", text(PRODUCT)),
        ("proto", text(if s.protocol == "UDP" { "17" } else { "6" })),
        ("service_id", service.clone()),
        ("src", s.source.address.clone()),
        ("shost", s.source.host.clone()),
        ("suser", s.source.user.clone()),
    ]);
    raw::cef(["Check Point", PRODUCT, "Check Point", "Log", &service, "Unknown"], &extension)
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let (inzone, outzone) = zones(s);
    let rule = if number == 0 { "8c1f5e2a-77d0-4f0e-9a0b-4d2f3f1c6e11" } else { rule(number, s) };
    Normal::of(s, "CommonSecurityLog", "Check Point", "Firewall", "NetworkSession")
        .bytes(s)
        .hosts(&s.source.host, &s.destination.host)
        .rule(rule)
        .with("EventProductVersion", "")
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
