//! Connection logs of Zeek as JSON.
//! <https://docs.zeek.org/en/master/logs/conn.html>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{iso, kusto};
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 18, name: "HB-COR" };
const TABLE: &str = "Corelight_CL";

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    sessions.extend(SITE.misuse(4, "Outbound", 5555, ""));
    let mut rows: Vec<Value> = sessions.iter().enumerate().map(|(i, s)| row(s, &connection(i, s))).collect();
    rows.push(row(
        &sessions[0],
        &json!({"_path": "dns", "ts": iso(sessions[0].time), "uid": "CdnsX1", "query": "docs.paperboat.example"}),
    ));
    Connector {
        ids: &["Corelight"],
        tables: vec![(TABLE, rows)],
        source: "CorelightZeek",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        // A sensor takes no action.
        hits: vec![hit("Port of an implant", 5555, &["TCP"], &["Outbound"], &[], 4)],
    }
}

/// The state of a connection, with its result and details.
fn state(number: usize, s: &Session) -> (&'static str, &'static str, &'static str) {
    match (number, s.action) {
        (1, _) => ("RSTR", "Success", "Reset"),
        (2, _) => ("S1", "Success", ""),
        // Not known.
        (4, _) => ("", "NA", ""),
        (5, _) => ("S0", "Failure", "Timeout"),
        (_, "Allow") => ("SF", "Success", "Terminated"),
        _ => ("REJ", "Failure", "Reset"),
    }
}

fn row(s: &Session, log: &Value) -> Value {
    json!({
        "TimeGenerated": iso(s.time + 40),
        "Type": TABLE,
        "Computer": "logshipper",
        "hostname_s": "logshipper",
        "Message": log.to_string(),
    })
}

fn uid(number: usize) -> String {
    format!("C4J4Th3PJpwUYZZ6g{number:02}")
}

fn community(number: usize) -> String {
    format!("1:hO+sN4H+MG5MY/8hIrXPqc4ZQz{number:02}=")
}

/// Every second log comes from a sensor that reduces its logs.
fn connection(number: usize, s: &Session) -> Value {
    let (sent, received) = s.packets();
    let is_local = |address: &str| address.starts_with("10.");
    json!({
        "_path": if number.is_multiple_of(2) { "conn" } else { "conn_red" },
        "_system_name": "sensor01",
        "_write_ts": iso(s.time + 40),
        "ts": iso(s.time),
        "uid": uid(number),
        "id.orig_h": s.source.address,
        "id.orig_p": s.source_port,
        "id.resp_h": s.destination.address,
        "id.resp_p": s.port,
        "proto": s.protocol.to_lowercase(),
        "service": s.application.to_lowercase(),
        "duration": s.milliseconds as f64 / 1000.0,
        "orig_bytes": s.sent,
        "resp_bytes": s.received,
        "conn_state": state(number, s).0,
        "local_orig": is_local(&s.source.address),
        "local_resp": is_local(&s.destination.address),
        "missed_bytes": 0,
        "history": "ShADadFf",
        "orig_pkts": sent,
        "resp_pkts": received,
        "orig_l2_addr": "00:15:5d:60:12:0b",
        "resp_l2_addr": "00:15:5d:60:12:01",
        "community_id": community(number),
    })
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let (state, result, details) = state(number, s);
    Normal::of(s, TABLE, "Corelight", "Zeek", "Flow")
        .bytes(s)
        .packets(s)
        .duration(s)
        .session_id(community(number))
        .without("DvcAction")
        .with("TimeGenerated", kusto(s.time + 40))
        .with("EventEndTime", kusto(s.time + s.milliseconds as i64))
        .with("EventResult", result)
        .with("EventResultDetails", details)
        .with("EventOriginalResultDetails", state)
        .with("EventSeverity", "Informational")
        .with("EventOriginalUid", uid(number))
        .with("DvcHostname", "sensor01")
        .with("Dvc", "sensor01")
        .with("NetworkApplicationProtocol", s.application)
        .with("NetworkConnectionHistory", "ShADadFf")
        .with("SrcMacAddr", "00:15:5d:60:12:0b")
        .with("DstMacAddr", "00:15:5d:60:12:01")
}
