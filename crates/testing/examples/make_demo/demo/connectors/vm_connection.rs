//! Connections that VM insights counts, minute by minute.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/vmconnection>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{MINUTE, iso, kusto};
use super::normal::local;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 13, name: "HB-VM" };
const TABLE: &str = "VMConnection";

pub(super) fn connector() -> Connector {
    let morning = SITE.morning().into_iter().filter(|s| s.action == "Allow").map(|s| s.direction("Outbound"));
    let sessions: Vec<Session> =
        morning.chain(SITE.misuse(4, "Outbound", 6667, "")).chain(SITE.misuse(2, "Inbound", 8443, "")).collect();
    let rows: Vec<Value> = sessions.iter().enumerate().map(row).collect();
    Connector {
        ids: &["AzureMonitor(VMInsights)"],
        tables: vec![(TABLE, rows.len())],
        files: vec![raw::rows(TABLE, TABLE, &rows)],
        source: "VMConnection",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Port of an implant", 6667, &["TCP"], &["Outbound"], &["Allow"], 4)],
    }
}

/// The connections that were made and that failed: the second row has only failures.
fn links(number: usize) -> (usize, usize) {
    if number == 1 { (0, 3) } else { (1 + number, 0) }
}

fn is_public(s: &Session) -> bool {
    !(s.source.address.starts_with("10.") && s.destination.address.starts_with("10."))
}

fn malicious(s: &Session) -> bool {
    s.port == Some(6667)
}

fn row((number, s): (usize, &Session)) -> Value {
    let inbound = s.direction == "Inbound";
    let (established, failed) = links(number);
    let (sent, received) = if inbound { (s.received, s.sent) } else { (s.sent, s.received) };
    json!({
        "TimeGenerated": iso(s.time),
        "Type": TABLE,
        "Computer": local(s).fqdn(),
        "Machine": machine(s),
        "Direction": if inbound { "inbound" } else { "outbound" },
        "ProcessName": "curl",
        "ConnectionId": connection(number),
        "SourceIp": s.source.address,
        "DestinationIp": s.destination.address,
        "DestinationPort": s.port,
        "Protocol": s.protocol.to_lowercase(),
        "RemoteIp": if inbound { &s.source.address } else { &s.destination.address },
        "RemoteDnsCanonicalNames": if s.service.is_empty() { String::new() } else { json!([s.destination.domain]).to_string() },
        "RemoteCountry": if is_public(s) { "Testland" } else { "" },
        "RemoteLatitude": is_public(s).then_some(48.25),
        "RemoteLongitude": is_public(s).then_some(11.5),
        "MaliciousIp": if malicious(s) { &s.destination.address } else { "" },
        "IndicatorThreatType": if malicious(s) { "Botnet" } else { "" },
        "LinksEstablished": established,
        "LinksFailed": failed,
        "LinksLive": 0,
        "LinksTerminated": established,
        "BytesSent": sent,
        "BytesReceived": received,
        "Responses": established,
    })
}

fn machine(s: &Session) -> String {
    format!("m-{:0>8}", local(s).address.replace('.', ""))
}

fn connection(number: usize) -> String {
    format!("m-60130011|{number}")
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let (established, failed) = links(number);
    let remote_host =
        if s.service.is_empty() { "" } else { s.destination.domain.split('.').next().unwrap_or_default() };
    let end = |outbound, inbound| if s.direction == "Inbound" { inbound } else { outbound };
    let mut normal = Normal::of(s, TABLE, "Microsoft", "VMConnection", "EndpointNetworkSession")
        .at_endpoint(s, remote_host)
        .bytes(s)
        .session_id(connection(number))
        // The agent tells no source port.
        .without("SrcPortNumber")
        .with("EventStartTime", kusto(s.time - MINUTE))
        .with("EventCount", established + failed)
        .with("DvcId", machine(s))
        .with("DvcIdType", "VMConnectionId")
        .with(end("SrcProcessName", "DstProcessName"), "curl")
        .with("ThreatIpAddr", if malicious(s) { s.destination.address.as_str() } else { "" })
        .with("ThreatCategory", if malicious(s) { "Botnet" } else { "" });
    if is_public(s) {
        normal = normal
            .with(end("DstGeoCountry", "SrcGeoCountry"), "Testland")
            .with(end("DstGeoLatitude", "SrcGeoLatitude"), 48.25)
            .with(end("DstGeoLongitude", "SrcGeoLongitude"), 11.5);
    }
    if s.direction == "Inbound" {
        normal = normal.with("Process", "curl");
    }
    if established == 0 { normal.with("DvcAction", "").with("EventResult", "Failure") } else { normal }
}
