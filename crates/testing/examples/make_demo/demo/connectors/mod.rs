//! What every data connector of network sessions tells, and the sessions that its parser must make of it: files as the
//! devices and services write them, and rows where a workspace never sees a file.
//!
//! Each connector watches a site of its own on the morning of January 14, before the summaries begin, and sees an
//! ordinary morning and one misuse of a port from 11:40 to 12:00. `expected_sessions.json` holds what must come out.
//! The hunts over the last window see none of it.

mod aws_vpc_flow;
mod azure_firewall;
mod azure_nsg;
mod check_point;
mod cisco_asa;
mod cisco_meraki;
mod corelight;
mod fortinet;
mod microsoft_defender;
mod normal;
mod palo_alto;
pub(super) mod raw;
mod site;
mod sysmon_for_linux;
mod vectra_stream;
mod vm_connection;
mod windows_firewall;
mod zscaler;

use serde_json::{Value, json};

use normal::Normal;
use raw::File;
use site::Site;

/// What a connector tells, and what must come of it.
struct Connector {
    /// The connectors, as Sentinel calls them, that tell so.
    ids: &'static [&'static str],
    files: Vec<File>,
    /// The tables, with how many rows the files become.
    tables: Vec<(&'static str, usize)>,
    /// The parser is `_Im_NetworkSession_` and this.
    source: &'static str,
    sessions: Vec<Normal>,
    /// What `port_misuse_static_threshold` finds at 12:10, if there is nothing but these rows.
    hits: Vec<Value>,
}

fn all() -> Vec<Connector> {
    vec![
        aws_vpc_flow::connector(),
        microsoft_defender::connector(),
        windows_firewall::security_event(),
        windows_firewall::windows_event(),
        zscaler::connector(),
        palo_alto::connector(),
        cisco_asa::connector(),
        check_point::connector(),
        fortinet::connector(),
        sysmon_for_linux::connector(),
        cisco_meraki::messages(),
        cisco_meraki::poller(),
        vm_connection::connector(),
        azure_firewall::diagnostics(),
        azure_firewall::own_tables(),
        azure_nsg::flows(),
        azure_nsg::counters(),
        corelight::connector(),
        vectra_stream::connector(),
    ]
}

/// The files of each connector, and the plan.
pub(super) fn files() -> Vec<File> {
    let connectors = all();
    let mut files = vec![("expected_sessions.json".into(), plan(&connectors))];
    files.extend(connectors.into_iter().flat_map(|connector| connector.files));
    files
}

/// One object with the sources. A session is a line, with a value for each of the source's columns; `null` is also the
/// empty string.
fn plan(connectors: &[Connector]) -> String {
    let mut text = "{".to_owned();
    for (i, connector) in connectors.iter().enumerate() {
        let columns = normal::columns(&connector.sessions);
        let lines = |rows: Vec<String>| rows.iter().map(|row| format!("\n      {row}")).collect::<Vec<_>>().join(",");
        text += if i == 0 { "\n" } else { ",\n" };
        text += &format!("  {}: {{\n    \"connectors\": {},\n", json!(connector.source), json!(connector.ids));
        let paths: Vec<&String> = connector.files.iter().map(|(path, _)| path).collect();
        text += &format!("    \"files\": {},\n", json!(paths));
        let counts = connector.tables.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows)));
        text += &format!("    \"tables\": {},\n", Value::Object(counts.collect()));
        text += &format!("    \"columns\": {},\n", json!(columns));
        let sessions = connector.sessions.iter().map(|s| s.cells(&columns).to_string()).collect();
        text += &format!("    \"sessions\": [{}\n    ],\n", lines(sessions));
        let hits = connector.hits.iter().map(Value::to_string).collect();
        text += &format!("    \"hits\": [{}\n    ]\n  }}", lines(hits));
    }
    text + "\n}\n"
}

/// A hit of `port_misuse_static_threshold`: what is watched under that name in
/// `data/watchlists/NetworkSession_Monitor_Configuration.csv`. Protocols, directions and actions are sets, empty where
/// the source does not tell.
fn hit(name: &str, port: u64, protocols: &[&str], directions: &[&str], actions: &[&str], sessions: u64) -> Value {
    let (severity, tactics, threshold) = match name {
        "Telnet in use" => ("Medium", "InitialAccess,LateralMovement", 25),
        "Telnet let in" | "Remote desktop let in" => ("High", "InitialAccess", 0),
        "File sharing with the internet" => ("High", "Exfiltration", 0),
        "Cache reached from the internet" => ("Medium", "InitialAccess", 5),
        "Port of an implant" => ("High", "CommandAndControl", 3),
        _ => panic!("{name} is not watched"),
    };
    assert!(sessions > threshold, "{name} stays below its threshold");
    json!([name, severity, tactics, port, protocols, directions, actions, sessions, threshold])
}
