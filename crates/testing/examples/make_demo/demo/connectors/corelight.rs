//! Connection logs of Zeek: as a sensor of Corelight streams them, in JSON, and as Zeek writes them to a file.
//! <https://docs.zeek.org/en/master/logs/conn.html>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{SECOND, iso, kusto, unix};
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 18, name: "HB-COR" };
const TABLE: &str = "Corelight_CL";

pub(super) fn connector() -> Connector {
    let mut sessions = SITE.morning();
    let morning = sessions.len();
    sessions.extend(SITE.misuse(4, "Outbound", 5555, ""));
    let dns = json!({"_path": "dns", "ts": iso(sessions[0].time), "uid": "CdnsX1", "query": "docs.paperboat.example"});
    let streamed = sessions.iter().enumerate().take(morning).map(|(i, s)| connection(i, s)).chain([dns]);
    let written = sessions.iter().enumerate().skip(morning).map(|(i, s)| record(i, s));
    let written: Vec<String> = HEADER.map(str::to_owned).into_iter().chain(written).collect();
    Connector {
        ids: &["Corelight"],
        tables: vec![(TABLE, 1 + sessions.len())],
        files: vec![
            raw::lines("raw/corelight/sensor01.json", streamed.map(|log| log.to_string())),
            raw::lines("raw/zeek/conn.log", written),
        ],
        source: "CorelightZeek",
        sessions: sessions.iter().enumerate().map(|(i, s)| normal(i, s, i < morning)).collect(),
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

/// What stands above the records of a file.
const HEADER: [&str; 7] = [
    "#separator \\x09",
    "#set_separator\t,",
    "#empty_field\t(empty)",
    "#unset_field\t-",
    "#path\tconn",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\tresp_pkts\ttunnel_parents\torig_l2_addr\tresp_l2_addr\tcommunity_id",
    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tset[string]\tstring\tstring\tstring",
];

/// A line of such a file.
fn record(number: usize, s: &Session) -> String {
    let (sent, received) = s.packets();
    let local = |address: &str| if address.starts_with("10.") { "T" } else { "F" };
    let unset = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let seconds = |ms: i64| format!("{}.{:03}000", ms / SECOND, ms % SECOND);
    [
        seconds(unix(s.time)),
        uid(number),
        s.source.address.clone(),
        s.source_port.to_string(),
        s.destination.address.clone(),
        s.port.unwrap_or_default().to_string(),
        s.protocol.to_lowercase(),
        unset(s.application.to_lowercase()),
        seconds(s.milliseconds as i64),
        s.sent.to_string(),
        s.received.to_string(),
        state(number, s).0.to_owned(),
        local(&s.source.address).to_owned(),
        local(&s.destination.address).to_owned(),
        "0".to_owned(),
        "ShADadFf".to_owned(),
        sent.to_string(),
        received.to_string(),
        "-".to_owned(),
        "00:15:5d:60:12:0b".to_owned(),
        "00:15:5d:60:12:01".to_owned(),
        community(number),
    ]
    .join("\t")
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

/// Only a sensor that streams tells its name.
fn normal(number: usize, s: &Session, is_streamed: bool) -> Normal {
    let (state, result, details) = state(number, s);
    let sensor = if is_streamed { "sensor01" } else { "" };
    Normal::of(s, TABLE, "Corelight", "Zeek", "Flow")
        .bytes(s)
        .packets(s)
        .duration(s)
        .session_id(community(number))
        .without("DvcAction")
        .with("EventEndTime", kusto(s.time + s.milliseconds as i64))
        .with("EventResult", result)
        .with("EventResultDetails", details)
        .with("EventOriginalResultDetails", state)
        .with("EventSeverity", "Informational")
        .with("EventOriginalUid", uid(number))
        .with("DvcHostname", sensor)
        .with("Dvc", sensor)
        .with("NetworkApplicationProtocol", s.application)
        .with("NetworkConnectionHistory", "ShADadFf")
        .with("SrcMacAddr", "00:15:5d:60:12:0b")
        .with("DstMacAddr", "00:15:5d:60:12:01")
}
