//! Sessions that Vectra's sensors report.

use serde_json::{Value, json};

use super::super::session::{Endpoint, Session};
use super::super::time::{DAY, iso, kusto};
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 19, name: "HB-VEC" };
const TABLE: &str = "VectraStream_CL";
const SENSOR: &str = "hb60190a";
/// 2026-01-13T00:00:00Z, in days since 1970.
const EPOCH_DAYS: i64 = 20_466;

pub(super) fn connector() -> Connector {
    let morning = SITE.morning().into_iter().filter(|s| s.action == "Allow");
    let sessions: Vec<Session> = morning.chain(SITE.misuse(4, "Outbound", 6666, "IRC")).collect();
    let mut rows: Vec<Value> = sessions.iter().enumerate().map(row).collect();
    rows.push(json!({
        "TimeGenerated": iso(sessions[0].time),
        "Type": TABLE,
        "metadata_type_s": "metadata_dns",
        "id_orig_h_s": sessions[0].source.address,
        "query_s": "docs.paperboat.example",
    }));
    Connector {
        ids: &["AIVectraStream"],
        tables: vec![(TABLE, rows)],
        source: "VectraAI",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        // A sensor takes no action.
        hits: vec![hit("Port of an implant", 6666, &["TCP"], &["Outbound"], &[], 4)],
    }
}

/// Milliseconds since 1970.
fn unix(time: i64) -> i64 {
    EPOCH_DAYS * DAY + time
}

/// A host without a name is called after its address.
fn name(end: &Endpoint) -> String {
    if end.host.is_empty() { format!("IP-{}", end.address) } else { end.host.clone() }
}

/// Hosts of the company have an identifier.
fn id(end: &Endpoint) -> String {
    if end.host.is_empty() { String::new() } else { format!("vh-{}", end.address.replace('.', "")) }
}

fn row((number, s): (usize, &Session)) -> Value {
    let (sent, received) = s.packets();
    json!({
        "TimeGenerated": iso(s.time + s.milliseconds as i64),
        "Type": TABLE,
        "metadata_type_s": "metadata_isession",
        "ts_d": unix(s.time + s.milliseconds as i64),
        "session_start_time_d": unix(s.time),
        "duration_d": s.milliseconds,
        "uid_s": format!("vs{number:04}"),
        "community_id_s": format!("1:vectra{number:04}="),
        "sensor_uid_s": SENSOR,
        "hostname_s": "vectra-sensor-1",
        "id_ip_ver_s": "ipv4",
        "id_orig_h_s": s.source.address,
        "id_orig_p_d": s.source_port,
        "id_resp_h_s": s.destination.address,
        "id_resp_p_d": s.port,
        "protoName_s": s.protocol.to_lowercase(),
        "service_s": s.application.to_lowercase(),
        "conn_state_s": "SF",
        "local_orig_b": s.source.address.starts_with("10."),
        "local_resp_b": s.destination.address.starts_with("10."),
        "orig_hostname_s": name(&s.source),
        "orig_huid_s": id(&s.source),
        "orig_ip_bytes_d": s.sent,
        "orig_pkts_d": sent,
        "orig_vlan_id_d": 19,
        "resp_hostname_s": name(&s.destination),
        "resp_huid_s": id(&s.destination),
        "resp_ip_bytes_d": s.received,
        "resp_pkts_d": received,
        "resp_vlan_id_d": 20,
    })
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
