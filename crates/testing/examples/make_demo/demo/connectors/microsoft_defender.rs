//! Connections that endpoints report to Microsoft Defender, as it streams them to a storage account.
//! <https://learn.microsoft.com/defender-xdr/streaming-api-storage>,
//! <https://learn.microsoft.com/defender-xdr/advanced-hunting-devicenetworkevents-table>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::iso;
use super::normal::local;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 2, name: "HB-MDE" };
const TABLE: &str = "DeviceNetworkEvents";
const TENANT: &str = "6f0e1d2c-3b4a-4958-8776-a5b4c3d2e1f0";
const CONTAINER: &str =
    "raw/defender/insights-logs-advancedhunting-devicenetworkevents/tenantId=6f0e1d2c-3b4a-4958-8776-a5b4c3d2e1f0";

pub(super) fn connector() -> Connector {
    let sessions: Vec<Session> = SITE
        .morning()
        .into_iter()
        // An endpoint does not see what a firewall in front of it refuses.
        .filter(|s| s.action == "Allow")
        // For the endpoint every session that it begins goes out.
        .map(|s| s.direction("Outbound"))
        .chain(SITE.misuse(4, "Outbound", 4444, ""))
        .chain(SITE.misuse(2, "Inbound", 8443, ""))
        .collect();
    let mut events: Vec<(i64, Value)> = sessions.iter().enumerate().map(|(i, s)| (s.time, event((i, s)))).collect();
    events.push((sessions[0].time, listening(&sessions[0])));
    let streamed = events.into_iter().map(|(time, properties)| (time, record(time, properties)));
    Connector {
        ids: &["MicrosoftThreatProtection"],
        tables: vec![(TABLE, 1 + sessions.len())],
        files: raw::blobs(CONTAINER, streamed),
        source: "Microsoft365Defender",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Port of an implant", 4444, &["TCP"], &["Outbound"], &["Allow"], 4)],
    }
}

/// The third session gets no answer.
fn failed(number: usize) -> bool {
    number == 2
}

fn action_type(number: usize, s: &Session) -> &'static str {
    match (s.direction, s.protocol) {
        _ if failed(number) => "ConnectionFailed",
        ("Inbound", _) => "InboundConnectionAccepted",
        (_, "UDP") => "ConnectionRequest",
        _ => "ConnectionSuccess",
    }
}

/// What streaming puts around an event.
fn record(time: i64, properties: Value) -> Value {
    json!({
        "time": iso(time + 41_000),
        "tenantId": TENANT,
        "operationName": "Publish",
        "category": format!("AdvancedHunting-{TABLE}"),
        "_TimeReceivedBySvc": iso(time + 12_000),
        "properties": properties,
    })
}

fn event((number, s): (usize, &Session)) -> Value {
    let inbound = s.direction == "Inbound";
    let port = s.port.unwrap_or_default();
    let (remote, local_port, remote_port) =
        if inbound { (&s.source, port, s.source_port) } else { (&s.destination, s.source_port, port) };
    json!({
        "Timestamp": iso(s.time),
        "DeviceId": device_id(s),
        "DeviceName": local(s).fqdn(),
        "ActionType": action_type(number, s),
        "LocalIP": local(s).address,
        "LocalIPType": "Private",
        "LocalPort": local_port,
        "RemoteIP": remote.address,
        "RemoteIPType": if remote.address.starts_with("10.") { "Private" } else { "Public" },
        "RemotePort": remote_port,
        "RemoteUrl": url(s),
        "Protocol": if s.protocol == "UDP" { "Udp" } else { "Tcp" },
        "ReportId": 5000 + number,
        "InitiatingProcessId": 3200 + number,
        "InitiatingProcessFileName": "msedge.exe",
        "InitiatingProcessFolderPath": "c:\\program files (x86)\\microsoft\\edge\\application\\msedge.exe",
        "InitiatingProcessAccountDomain": "harebell",
        "InitiatingProcessAccountName": local(s).user,
    })
}

/// A browser's sessions come with the address that was asked for.
fn url(s: &Session) -> String {
    if s.service.is_empty() { String::new() } else { format!("https://{}/start", s.destination.domain) }
}

fn device_id(s: &Session) -> String {
    format!("{:0>40}", local(s).address.replace('.', ""))
}

/// A port that is listened on is no session.
fn listening(s: &Session) -> Value {
    json!({
        "Timestamp": iso(s.time),
        "DeviceId": device_id(s),
        "DeviceName": s.source.fqdn(),
        "ActionType": "ListeningConnectionCreated",
        "LocalIP": "0.0.0.0",
        "LocalPort": 8443,
        "Protocol": "Tcp",
        "ReportId": 4999,
    })
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let inbound = s.direction == "Inbound";
    let remote_name = if s.service.is_empty() { "" } else { &s.destination.domain };
    let remote_host = remote_name.split('.').next().unwrap_or_default();
    let account = format!("harebell\\{}", local(s).user);
    let process = (3200 + number).to_string();
    let normal = Normal::of(s, TABLE, "Microsoft", "M365 Defender for Endpoint", "EndpointNetworkSession")
        .at_endpoint(s, remote_host)
        .with("EventOriginalType", action_type(number, s))
        .with("EventOriginalUid", (5000 + number).to_string())
        .with("DvcId", device_id(s))
        .with("DvcIdType", "MDEid")
        .with("DvcIpAddr", local(s).address.as_str());
    let normal = if failed(number) { normal.with("DvcAction", "").with("EventResult", "Failure") } else { normal };
    if inbound {
        let normal = normal.with("DstFQDN", s.destination.fqdn()).with("DstUsername", account.as_str());
        let normal = normal.with("DstUsernameType", "Windows").with("User", account);
        normal.with("DstProcessName", "msedge.exe").with("Process", "msedge.exe").with("DstProcessId", process)
    } else {
        let normal = normal.with("SrcFQDN", s.source.fqdn()).with("DstFQDN", remote_name).with("SrcUsername", account);
        let normal = normal.with("SrcUsernameType", "Windows").with("SrcProcessName", "msedge.exe");
        normal.with("SrcProcessId", process)
    }
}
