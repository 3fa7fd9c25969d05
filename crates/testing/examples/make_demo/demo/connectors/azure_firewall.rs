//! Azure Firewall's logs as a storage account gets them: sentences, and records of tables of its own.
//! <https://learn.microsoft.com/azure/firewall/monitor-firewall-reference>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::iso;
use super::{Connector, Normal, Site, hit, raw};

const SUBSCRIPTION: &str = "5f1b3c2a-0d4e-4b6f-9a7c-1e2d3c4b5a69";
const RESOURCE: &str = "/subscriptions/5f1b3c2a-0d4e-4b6f-9a7c-1e2d3c4b5a69/resourcegroups/hub/providers/microsoft.network/azurefirewalls/hb-azfw";

/// How the firewall came to its decision.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Rule,
    Translation,
    ThreatIntelligence,
    /// A message without ports.
    Icmp,
}

/// The misuse is let in by translation; threat intelligence refuses the first of the two tries.
fn sessions(site: Site, misuse: Vec<Session>) -> Vec<(Kind, Session)> {
    let morning = site.morning().into_iter().enumerate();
    let kind = |number| if number == 5 { Kind::ThreatIntelligence } else { Kind::Rule };
    let mut sessions: Vec<(Kind, Session)> = morning.map(|(number, s)| (kind(number), s)).collect();
    sessions
        .extend(misuse.into_iter().map(|s| (if s.direction == "Inbound" { Kind::Translation } else { Kind::Rule }, s)));
    sessions
}

/// Where translation sends a session to.
fn translated(s: &Session) -> (&str, u64) {
    ("10.60.14.99", s.port.unwrap_or_default() + 1)
}

fn normal(kind: Kind, s: &Session, table: &str) -> Normal {
    let severity = match (kind, s.action) {
        (Kind::ThreatIntelligence, _) => "Medium",
        (_, "Allow") => "Informational",
        _ => "Low",
    };
    let normal = Normal::of(s, table, "Microsoft", "Azure Firewall", "NetworkSession")
        // The logs do not tell.
        .without("NetworkDirection")
        .with("EventSeverity", severity)
        .with("DvcId", RESOURCE)
        .with("DvcIdType", "AzureResourceId")
        .with("DvcScopeId", SUBSCRIPTION)
        .with("Dvc", RESOURCE);
    if kind == Kind::Translation {
        let (address, port) = translated(s);
        normal.with("DstNatIpAddr", address).with("DstNatPortNumber", port)
    } else {
        normal.with("DvcOriginalAction", s.action)
    }
}

pub(super) fn diagnostics() -> Connector {
    let site = Site { number: 14, name: "HB-AFW" };
    let mut sessions = sessions(site, site.misuse(2, "Inbound", 23, ""));
    let mut ping = site.morning().remove(7);
    (ping.protocol, ping.port, ping.time) = ("ICMP", None, ping.time + 900);
    sessions.push((Kind::Icmp, ping));
    let sentences = sessions.iter().map(|(kind, s)| (s.time, sentence_record(*kind, s)));
    let mut files = raw::blobs(&container("azurefirewallnetworkrule"), sentences);
    let web = &sessions[0].1;
    files.extend(raw::blobs(&container("azurefirewallapplicationrule"), [(web.time, application_rule(web))]));
    Connector {
        ids: &["AzureFirewall"],
        tables: vec![("AzureDiagnostics", 1 + sessions.len())],
        files,
        source: "AzureFirewall",
        sessions: sessions.iter().map(|(kind, s)| sentence_normal(*kind, s)).collect(),
        hits: vec![hit("Telnet let in", 23, &["TCP"], &[], &["Allow"], 2)],
    }
}

/// The container of a category, down to the resource.
fn container(category: &str) -> String {
    format!("raw/azure/insights-logs-{category}/resourceId={}", RESOURCE.to_uppercase())
}

fn operation(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule | Kind::Icmp => "AzureFirewallNetworkRuleLog",
        Kind::Translation => "AzureFirewallNatRuleLog",
        Kind::ThreatIntelligence => "AzureFirewallThreatIntelLog",
    }
}

fn sentence(kind: Kind, s: &Session) -> String {
    let port = s.port.unwrap_or_default();
    let ends = format!("from {}:{} to {}:{port}", s.source.address, s.source_port, s.destination.address);
    let (protocol, action) = (s.protocol, s.action);
    match kind {
        Kind::Rule => format!(
            "{protocol} request {ends}. Action: {action}. Policy: hub-policy. Rule Collection Group: DefaultGroup. Rule Collection: sites. Rule: {}",
            s.rule()
        ),
        Kind::Icmp => {
            format!("ICMP Type=8 request from {}: to {}:. Action: Allow. ", s.source.address, s.destination.address)
        }
        Kind::Translation => {
            let (address, port) = translated(s);
            format!("{protocol} request {ends} was DNAT'ed to {address}:{port}")
        }
        Kind::ThreatIntelligence => format!("{protocol} request {ends}. Action: {action}. ThreatIntel: known scanner"),
    }
}

fn sentence_record(kind: Kind, s: &Session) -> Value {
    json!({
        "category": "AzureFirewallNetworkRule",
        "time": iso(s.time),
        "resourceId": RESOURCE.to_uppercase(),
        "operationName": operation(kind),
        "properties": {"msg": sentence(kind, s)},
    })
}

/// What application rules log are web sessions.
fn application_rule(s: &Session) -> Value {
    json!({
        "category": "AzureFirewallApplicationRule",
        "time": iso(s.time),
        "resourceId": RESOURCE.to_uppercase(),
        "operationName": "AzureFirewallApplicationRuleLog",
        "properties": {"msg": format!("HTTPS request from {}:{} to {}:443. Action: Allow. Rule Collection: web. Rule: all", s.source.address, s.source_port, s.destination.domain)},
    })
}

fn sentence_normal(kind: Kind, s: &Session) -> Normal {
    let normal = normal(kind, s, "AzureDiagnostics").with("EventOriginalType", operation(kind));
    match kind {
        Kind::Rule => normal.rule(s.rule()),
        Kind::Icmp => normal.with("NetworkIcmpType", "8").without("SrcPortNumber"),
        Kind::Translation | Kind::ThreatIntelligence => normal,
    }
}

pub(super) fn own_tables() -> Connector {
    let site = Site { number: 15, name: "HB-AZF" };
    let misuse = [site.misuse(2, "Outbound", 445, ""), site.misuse(2, "Inbound", 23, "")].concat();
    let sessions = sessions(site, misuse);
    let kinds = [Kind::Rule, Kind::Translation, Kind::ThreatIntelligence];
    let of_kind = |kind| sessions.iter().filter(move |(k, _)| *k == kind);
    let blobs = |kind| {
        let records = of_kind(kind).map(|(kind, s)| (s.time, own_record(*kind, s)));
        raw::blobs(&container(&own_table(kind).to_lowercase()), records)
    };
    Connector {
        ids: &["AzureFirewall"],
        tables: kinds.map(|kind| (own_table(kind), of_kind(kind).count())).into(),
        files: kinds.into_iter().flat_map(blobs).collect(),
        source: "AZFW",
        sessions: sessions.iter().map(|(kind, s)| own_normal(*kind, s)).collect(),
        hits: vec![
            hit("File sharing with the internet", 445, &["TCP"], &[], &["Allow"], 2),
            hit("Telnet let in", 23, &["TCP"], &[], &["Allow"], 2),
        ],
    }
}

fn own_table(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule | Kind::Icmp => "AZFWNetworkRule",
        Kind::Translation => "AZFWNatRule",
        Kind::ThreatIntelligence => "AZFWThreatIntel",
    }
}

fn own_record(kind: Kind, s: &Session) -> Value {
    let mut properties = json!({
        "Protocol": s.protocol,
        "SourceIp": s.source.address,
        "SourcePort": s.source_port,
        "DestinationIp": s.destination.address,
        "DestinationPort": s.port,
    });
    let more = match kind {
        Kind::Translation => {
            let (address, port) = translated(s);
            json!({"TranslatedIp": address, "TranslatedPort": port, "Policy": "hub-policy", "Rule": s.rule()})
        }
        Kind::ThreatIntelligence => json!({"Action": s.action, "ThreatDescription": "known scanner"}),
        Kind::Rule | Kind::Icmp => {
            let reason = if s.action == "Allow" { "" } else { "Default Action" };
            json!({"Action": s.action, "ActionReason": reason, "Policy": "hub-policy", "Rule": s.rule()})
        }
    };
    for (name, value) in more.as_object().into_iter().flatten() {
        properties[name] = value.clone();
    }
    json!({
        "time": iso(s.time),
        "category": own_table(kind),
        "resourceId": RESOURCE.to_uppercase(),
        "properties": properties,
    })
}

fn own_normal(kind: Kind, s: &Session) -> Normal {
    let table = own_table(kind);
    let normal = normal(kind, s, table).with("EventOriginalType", table);
    match kind {
        Kind::ThreatIntelligence => normal.with("ThreatName", "known scanner"),
        Kind::Translation => normal.rule(s.rule()),
        Kind::Rule | Kind::Icmp if s.action == "Allow" => normal.rule(s.rule()),
        Kind::Rule | Kind::Icmp => normal.rule(s.rule()).with("EventOriginalResultDetails", "Default Action"),
    }
}
