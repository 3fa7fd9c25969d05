//! Sessions that Vectra's sensors report, as Vectra Stream sends them: JSON behind a header of syslog.

use serde_json::json;

use super::super::session::{Endpoint, Session};
use super::super::time::{kusto, syslog, unix};
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 19, name: "HB-VEC" };
const TABLE: &str = "VectraStream_CL";
/// The machine that sends, and its program.
const BRAIN: &str = "brain01 vectra_json_stream:";
const SENSOR: &str = "hb60190a";

pub(super) fn connector() -> Connector {
    let morning = SITE.morning().into_iter().filter(|s| s.action == "Allow");
    let sessions: Vec<Session> = morning.chain(SITE.misuse(4, "Outbound", 6666, "IRC")).collect();
    let (first, asked) = (&sessions[0], sessions[0].source.address.as_str());
    let dns = json!({
        "metadata_type": "metadata_dns",
        "ts": unix(first.time),
        "id.orig_h": asked,
        "query": "docs.paperboat.example",
    });
    let lines = sessions.iter().enumerate().map(line).chain([format!("{} {BRAIN} {dns}", syslog(first.time))]);
    Connector {
        ids: &["AIVectraStream"],
        tables: vec![(TABLE, 1 + sessions.len())],
        files: vec![raw::lines("raw/vectra/stream.log", lines)],
        source: "VectraAI",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        // A sensor takes no action.
        hits: vec![hit("Port of an implant", 6666, &["TCP"], &["Outbound"], &[], 4)],
    }
}

/// A host without a name is called after its address.
fn name(end: &Endpoint) -> String {
    if end.host.is_empty() { format!("IP-{}", end.address) } else { end.host.clone() }
}

/// Hosts of the company have an identifier.
fn id(end: &Endpoint) -> String {
    if end.host.is_empty() { String::new() } else { format!("vh-{}", end.address.replace('.', "")) }
}

fn line((number, s): (usize, &Session)) -> String {
    let (sent, received) = s.packets();
    let ended = s.time + s.milliseconds as i64;
    let log = json!({
        "metadata_type": "metadata_isession",
        "ts": unix(ended),
        "session_start_time": unix(s.time),
        "duration": s.milliseconds,
        "uid": format!("vs{number:04}"),
        "community_id": format!("1:vectra{number:04}="),
        "sensor_uid": SENSOR,
        "hostname": "vectra-sensor-1",
        "id.ip_ver": "ipv4",
        "id.orig_h": s.source.address,
        "id.orig_p": s.source_port,
        "id.resp_h": s.destination.address,
        "id.resp_p": s.port,
        "protoName": s.protocol.to_lowercase(),
        "service": s.application.to_lowercase(),
        "conn_state": "SF",
        "local_orig": s.source.address.starts_with("10."),
        "local_resp": s.destination.address.starts_with("10."),
        "orig_hostname": name(&s.source),
        "orig_huid": id(&s.source),
        "orig_ip_bytes": s.sent,
        "orig_pkts": sent,
        "orig_vlan_id": 19,
        "resp_hostname": name(&s.destination),
        "resp_huid": id(&s.destination),
        "resp_ip_bytes": s.received,
        "resp_pkts": received,
        "resp_vlan_id": 20,
    });
    format!("{} {BRAIN} {log}", syslog(ended))
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let kind = |id: &str| if id.is_empty() { "" } else { "VectraId" };
    let (source, destination) = (id(&s.source), id(&s.destination));
    let ended = kusto(s.time + s.milliseconds as i64);
    Normal::of(s, TABLE, "Vectra AI", "Vectra Stream", "NetworkSession")
        .bytes(s)
        .packets(s)
        .duration(s)
        .hosts(&s.source.host, &s.destination.host)
        .session_id(format!("1:vectra{number:04}="))
        .without("DvcAction")
        .with("TimeGenerated", ended.as_str())
        .with("EventEndTime", ended)
        .with("EventOriginalSubType", "isession")
        .with("EventOriginalUid", format!("vs{number:04}"))
        .with("EventOriginalResultDetails", "SF")
        .with("DvcId", SENSOR)
        .with("DvcIdType", "VectraId")
        .with("DvcDescription", "vectra-sensor-1")
        .with("Dvc", SENSOR)
        .with("NetworkProtocolVersion", "IPv4")
        .with("NetworkApplicationProtocol", s.application)
        .with("SrcDvcIdType", kind(&source))
        .with("SrcDvcId", source)
        .with("SrcVlanId", "19")
        .with("DstDvcIdType", kind(&destination))
        .with("DstDvcId", destination)
        .with("DstVlanId", "20")
}
