//! Network security groups: flow logs, what Traffic Analytics makes of them in a workspace, and counters of rules.
//! <https://learn.microsoft.com/azure/network-watcher/traffic-analytics-schema>,
//! <https://learn.microsoft.com/azure/virtual-network/virtual-network-nsg-manage-log>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{MINUTE, SECOND, iso, kusto, unix};
use super::{Connector, Normal, Site, hit, raw};

const FLOWS: &str = "AzureNetworkAnalytics_CL";
const GROUP: &str = "5f1b3c2a-0d4e-4b6f-9a7c-1e2d3c4b5a69/sites/hb-nsg";
/// The category of flow logs.
const FLOW_EVENT: &str = "NetworkSecurityGroupFlowEvent";
/// The category of counters.
const COUNTER: &str = "NetworkSecurityGroupRuleCounter";
const SUBSCRIPTION: &str = "5f1b3c2a-0d4e-4b6f-9a7c-1e2d3c4b5a69";
const RESOURCE: &str = "/subscriptions/5f1b3c2a-0d4e-4b6f-9a7c-1e2d3c4b5a69/resourcegroups/sites/providers/microsoft.network/networksecuritygroups/hb-nsg";

pub(super) fn flows() -> Connector {
    let site = Site { number: 16, name: "hb-az" };
    // Seen at the interface of who begins.
    let morning = site.morning().into_iter().map(|s| if s.direction == "Local" { s.direction("Outbound") } else { s });
    let sessions: Vec<Session> = morning.collect();
    let mut rows: Vec<Value> = sessions.iter().enumerate().map(flow).collect();
    rows.push(json!({
        "TimeGenerated": iso(sessions[0].time),
        "Type": FLOWS,
        "SubType_s": "Topology",
        "Name_s": "hb-nsg",
    }));
    // Flows of the same ends, port and rule are one in an interval of ten minutes, and who counts gets one.
    let misuse: Vec<Session> = site.misuse(2, "Inbound", 3389, "").into_iter().map(Session::in_whole_seconds).collect();
    let hours = raw::by_hour(&container(FLOW_EVENT), misuse.iter().map(|s| (s.time, flow_record(s))));
    let logs = hours.into_iter().map(|(path, records)| raw::lines(&path, [json!({"records": records}).to_string()]));
    let mut normal: Vec<Normal> = sessions.iter().enumerate().map(flow_normal).collect();
    normal.push(logged_normal(&misuse));
    Connector {
        ids: &["AzureNSG"],
        tables: vec![(FLOWS, rows.len() + 1)],
        files: logs.chain([raw::rows(FLOWS, "AzureNSG", &rows)]).collect(),
        source: "AzureNSG",
        sessions: normal,
        hits: vec![hit("Remote desktop let in", 3389, &["TCP"], &["Inbound"], &["Allow"], 1)],
    }
}

fn is_public(address: &str) -> bool {
    !address.starts_with("10.")
}

/// A public address stands with the counts of its flows in a column of its own.
fn split(address: &str) -> (&str, String) {
    if is_public(address) { ("", format!("{address}|3|0|0|0|0|0")) } else { (address, String::new()) }
}

fn machine(address: &str, host: &str) -> String {
    if is_public(address) { String::new() } else { format!("sites/{host}") }
}

fn kind(s: &Session) -> &'static str {
    if is_public(&s.source.address) || is_public(&s.destination.address) { "ExternalPublic" } else { "IntraVNet" }
}

fn country(s: &Session) -> &'static str {
    if kind(s) == "ExternalPublic" { "nl" } else { "" }
}

fn start(s: &Session) -> i64 {
    s.time - s.time % SECOND
}

fn flow((number, s): (usize, &Session)) -> Value {
    let inbound = s.direction == "Inbound";
    let allowed = s.action == "Allow";
    let count = |counted: bool| if counted { 1 + number } else { 0 };
    let ((source, public_source), (destination, public_destination)) =
        (split(&s.source.address), split(&s.destination.address));
    let (sent, received) = s.packets();
    let ((inbound_bytes, inbound_packets), (outbound_bytes, outbound_packets)) =
        if inbound { ((s.sent, sent), (s.received, received)) } else { ((s.received, received), (s.sent, sent)) };
    json!({
        "TimeGenerated": iso(s.time),
        "Type": FLOWS,
        "SubType_s": "FlowLog",
        "FASchemaVersion_s": "2",
        "FlowType_s": kind(s),
        "FlowStartTime_t": iso(start(s)),
        "FlowEndTime_t": iso(start(s) + s.milliseconds as i64),
        "FlowDirection_s": if inbound { "I" } else { "O" },
        "FlowStatus_s": if allowed { "A" } else { "D" },
        "L4Protocol_s": &s.protocol[..1],
        "L7Protocol_s": s.application.to_lowercase(),
        "SrcIP_s": source,
        "SrcPublicIPs_s": public_source,
        "DestIP_s": destination,
        "DestPublicIPs_s": public_destination,
        "DestPort_d": s.port,
        "VM1_s": machine(&s.source.address, &s.source.host),
        "VM2_s": machine(&s.destination.address, &s.destination.host),
        "NSGList_s": GROUP,
        "NSGRule_s": s.rule(),
        "Country_s": country(s),
        "AllowedInFlows_d": count(allowed && inbound),
        "AllowedOutFlows_d": count(allowed && !inbound),
        "DeniedInFlows_d": count(!allowed && inbound),
        "DeniedOutFlows_d": count(!allowed && !inbound),
        "InboundBytes_d": inbound_bytes,
        "InboundPackets_d": inbound_packets,
        "OutboundBytes_d": outbound_bytes,
        "OutboundPackets_d": outbound_packets,
    })
}

/// The container of a category, down to the resource.
fn container(category: &str) -> String {
    format!("raw/azure/insights-logs-{}/resourceId={}", category.to_lowercase(), RESOURCE.to_uppercase())
}

/// What an interface writes of a flow: a tuple when it begins, and one when it ends, with what it counted.
fn flow_record(s: &Session) -> Value {
    let tuple = |time: i64, state: &str, counts: &str| {
        let (source, destination, port) = (&s.source.address, &s.destination.address, s.port.unwrap_or_default());
        let (seconds, source_port, protocol) = (unix(time) / SECOND, s.source_port, &s.protocol[..1]);
        let direction = if s.direction == "Inbound" { "I" } else { "O" };
        let action = if s.action == "Allow" { "A" } else { "D" };
        format!(
            "{seconds},{source},{destination},{source_port},{port},{protocol},{direction},{action},{state},{counts}"
        )
    };
    let (sent, received) = s.packets();
    let counts = format!("{sent},{},{received},{}", s.sent, s.received);
    let tuples = [tuple(s.time, "B", ",,,"), tuple(s.time + s.milliseconds as i64, "E", &counts)];
    json!({
        "time": iso(s.time + MINUTE),
        "systemId": "0d8f3c1b-7a65-4e2d-9b3c-2f1e0d4c5b6a",
        "macAddress": BARE_MAC,
        "category": FLOW_EVENT,
        "resourceId": RESOURCE.to_uppercase(),
        "operationName": "NetworkSecurityGroupFlowEvents",
        "properties": {
            "Version": 2,
            "flows": [{"rule": s.rule(), "flows": [{"mac": BARE_MAC, "flowTuples": tuples}]}],
        },
    })
}

/// Flows of a log that became one. Names and countries only the service knows.
fn logged_normal(flows: &[Session]) -> Normal {
    let (first, last) = (&flows[0], &flows[flows.len() - 1]);
    let end = last.time + last.milliseconds as i64;
    let sum = |of: fn(&Session) -> u64| flows.iter().map(of).sum::<u64>();
    let duration = (end - first.time) as u64;
    let together =
        Session { sent: sum(|s| s.sent), received: sum(|s| s.received), milliseconds: duration, ..first.clone() };
    let (sent, received) = (sum(|s| s.packets().0), sum(|s| s.packets().1));
    Normal::of(&together, FLOWS, "Microsoft", "NSGFlow", "Flow")
        .bytes(&together)
        .duration(&together)
        .rule(first.rule())
        .hosts("", "")
        .without("SrcPortNumber")
        .with("SrcPackets", sent)
        .with("DstPackets", received)
        .with("NetworkPackets", sent + received)
        .with("EventCount", flows.len())
        .with("EventEndTime", kusto(end))
        .with("EventOriginalSubType", "ExternalPublic")
        .with("DvcId", GROUP)
        .with("DvcIdType", "AzureResourceId")
        .with("Dvc", GROUP)
        .with("DvcOriginalAction", "A")
}

fn flow_normal((number, s): (usize, &Session)) -> Normal {
    let host = |address: &str, host: &str| if is_public(address) { String::new() } else { host.to_owned() };
    let country_s_end = if s.direction == "Inbound" { "SrcGeoCountry" } else { "DstGeoCountry" };
    Normal::of(s, FLOWS, "Microsoft", "NSGFlow", "Flow")
        .bytes(s)
        .packets(s)
        .duration(s)
        .rule(s.rule())
        .hosts(&host(&s.source.address, &s.source.host), &host(&s.destination.address, &s.destination.host))
        .without("SrcPortNumber")
        .with("EventCount", 1 + number)
        .with("EventStartTime", kusto(start(s)))
        .with("EventEndTime", kusto(start(s) + s.milliseconds as i64))
        .with("EventOriginalSubType", kind(s))
        .with("DvcId", GROUP)
        .with("DvcIdType", "AzureResourceId")
        .with("Dvc", GROUP)
        .with("DvcOriginalAction", if s.action == "Allow" { "A" } else { "D" })
        .with("NetworkApplicationProtocol", s.application)
        .with(country_s_end, country(s).to_uppercase())
}

/// A counter knows its own machine and neither the other end nor ports, so that there is nothing to be found.
pub(super) fn counters() -> Connector {
    let site = Site { number: 17, name: "hb-nc" };
    let counted: Vec<Session> = site.morning().into_iter().filter(|s| s.direction != "Local").map(one_end).collect();
    let records = counted.iter().enumerate().map(|(number, s)| (s.time, counter(1 + number, s)));
    let records = records.chain([(counted[0].time, counter(0, &counted[0]))]);
    Connector {
        ids: &["AzureNSG"],
        tables: vec![("AzureDiagnostics", 1 + counted.len())],
        files: raw::blobs(&container(COUNTER), records),
        source: "AzureNSGRuleCounter",
        sessions: counted.iter().enumerate().map(|(number, s)| counter_normal(1 + number, s)).collect(),
        hits: Vec::new(),
    }
}

/// What is left of a session in a counter.
fn one_end(s: Session) -> Session {
    let mut s = Session { protocol: "", port: None, time: s.time + MINUTE, ..s };
    let other = if s.direction == "Inbound" { &mut s.source } else { &mut s.destination };
    other.address.clear();
    s
}

const MAC: &str = "00-0D-3A-92-6A-7C";
const BARE_MAC: &str = "000D3A926A7C";

fn counter(count: usize, s: &Session) -> Value {
    let inbound = s.direction == "Inbound";
    json!({
        "time": iso(s.time),
        "systemId": "0d8f3c1b-7a65-4e2d-9b3c-2f1e0d4c5b6a",
        "category": COUNTER,
        "resourceId": RESOURCE.to_uppercase(),
        "operationName": "NetworkSecurityGroupCounters",
        "properties": {
            "vnetResourceGuid": "{7C1B5E0A-3D2F-4A6B-8C9D-0E1F2A3B4C5D}",
            "subnetPrefix": "10.60.17.0/24",
            "macAddress": MAC,
            "primaryIPv4Address": if inbound { &s.destination.address } else { &s.source.address },
            "ruleName": s.rule(),
            "direction": if inbound { "In" } else { "Out" },
            "type": if s.action == "Allow" { "allow" } else { "block" },
            "matchedConnections": count,
        },
    })
}

fn counter_normal(count: usize, s: &Session) -> Normal {
    let own_mac = if s.direction == "Inbound" { "DstMacAddr" } else { "SrcMacAddr" };
    Normal::of(s, "AzureDiagnostics", "Microsoft", "NSG Rule Counter", "Flow")
        .rule(s.rule())
        .without("NetworkProtocol")
        .without("SrcPortNumber")
        .without("DstPortNumber")
        .with("EventCount", count)
        .with("DvcId", RESOURCE)
        .with("DvcIdType", "AzureResourceId")
        .with("DvcScopeId", SUBSCRIPTION)
        .with("Dvc", RESOURCE)
        .with("DvcOriginalAction", if s.action == "Allow" { "allow" } else { "block" })
        .with(own_mac, MAC)
}
