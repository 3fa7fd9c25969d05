//! Traffic logs of a Palo Alto firewall, in the branch's format.

use super::super::branch::line;
use super::super::session::Session;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 6, name: "HB-PA" };

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(3, "Inbound", 23, "telnet"));
    let mut sessions: Vec<Session> = sessions.into_iter().map(Session::in_whole_seconds).collect();
    sessions[5].action = "Reset";
    Connector {
        ids: &["PaloAltoNetworks"],
        tables: vec![("CommonSecurityLog", sessions.len())],
        files: vec![raw::lines("raw/palo_alto/site.log", sessions.iter().enumerate().map(|(i, s)| line(i, s)))],
        source: "PaloAltoCEF",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Telnet let in", 23, &["TCP"], &["Inbound"], &["Allow"], 3)],
    }
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let (source_zone, zone) = s.zones();
    let (action, reason) = match s.action {
        "Allow" => ("allow", "tcp-fin"),
        "Reset" => ("reset both", "policy-deny"),
        _ => ("deny", "policy-deny"),
    };
    Normal::of(s, "CommonSecurityLog", "Palo Alto", "PAN-OS", "NetworkSession")
        .ended(s)
        .bytes(s)
        .packets(s)
        .hosts(&s.source.host, &s.destination.host)
        .rule(s.rule())
        .session_id((90_000 + number).to_string())
        .with("EventProductVersion", "11.1.4")
        .with("EventOriginalSeverity", "1")
        .with("EventOriginalResultDetails", reason)
        .with("DvcHostname", "fw-br01")
        .with("DvcFQDN", "fw-br01.harebell.example")
        .with("Dvc", "fw-br01.harebell.example")
        .with("DvcOriginalAction", action)
        .with("NetworkApplicationProtocol", s.application)
        .with("SrcUsername", s.source.user.as_str())
        .with("SrcZone", source_zone)
        .with("DstZone", zone)
}
