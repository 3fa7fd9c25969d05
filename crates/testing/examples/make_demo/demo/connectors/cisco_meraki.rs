//! Messages of a Meraki appliance in the syslog and in a file that an agent reads, and the events that the poller fetches.
//! <https://documentation.meraki.com/General_Administration/Monitoring_and_Reporting/Syslog_Event_Types_and_Log_Samples>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{SECOND, iso, unix};
use super::{Connector, Normal, Site, hit, raw};

const MAC: &str = "5C:E0:C5:22:85:E4";
/// The custom log of an agent that reads the messages from a file.
const CUSTOM: &str = "meraki_CL";
const THREAT: &str = "EXPLOIT-KIT marsh landing page";

pub(super) fn messages() -> Connector {
    let site = Site { number: 11, name: "HB-MX" };
    let mut sessions = site.morning();
    sessions.extend(site.misuse(5, "Outbound", 4444, ""));
    // At its end an alert: Meraki's five ways to tell of a session.
    let mut alert = site.misuse(1, "Inbound", 443, "").remove(0);
    alert.time -= 20 * SECOND;
    let mut entries: Vec<Entry> = sessions.into_iter().enumerate().map(|(i, s)| Entry::of(i, s)).collect();
    entries.push(Entry::alert(alert));
    let of = |table: &str| entries.iter().filter(|e| e.table() == table).map(Entry::line).collect::<Vec<_>>();
    let (mut in_syslog, custom) = (of("Syslog"), of(CUSTOM));
    let url = "urls src=10.60.11.11:51000 dst=192.0.2.31:443 request: UNKNOWN https://docs.paperboat.example/";
    in_syslog.push(line(entries[0].session.time, url));
    Connector {
        ids: &["CiscoMeraki"],
        tables: vec![("Syslog", in_syslog.len()), (CUSTOM, custom.len())],
        files: vec![raw::lines("raw/meraki/mx84.log", in_syslog), raw::lines("raw/meraki/agent/mx84.log", custom)],
        source: "CiscoMeraki",
        sessions: entries.iter().map(Entry::normal).collect(),
        hits: vec![hit("Port of an implant", 4444, &["TCP"], &[], &["Allow"], 5)],
    }
}

/// What stands behind the time and the appliance, and what is to be read in it beside the ends of the session.
struct Entry {
    session: Session,
    text: String,
    fields: Vec<(&'static str, Value)>,
}

impl Entry {
    fn of(number: usize, s: Session) -> Self {
        let allowed = s.action == "Allow";
        let word = if allowed { "allow" } else { "deny" };
        match number {
            0 => Self::started(s),
            1 => Self::pattern("firewall", word, s),
            // Inbound flows write numbers.
            5 => Self::pattern("flows", if allowed { "0" } else { "1" }, s),
            6 => Self::verdict_first(word, s),
            _ => Self::pattern("flows", word, s),
        }
    }

    fn started(s: Session) -> Self {
        let text =
            format!("ip_flow_start {} translated_src_ip=203.0.113.11 translated_port={}", ends(&s, ""), s.source_port);
        let fields = vec![
            ("EventOriginalType", json!("ip_flow_start")),
            ("SrcNatIpAddr", json!("203.0.113.11")),
            ("SrcNatPortNumber", json!(s.source_port)),
        ];
        Self { session: s, text, fields }
    }

    fn pattern(kind: &str, verdict: &str, s: Session) -> Self {
        let rule = format!("{verdict} all");
        let text = format!("{kind} {} pattern: {rule}", ends(&s, &format!("mac={MAC} ")));
        let fields = vec![
            ("EventOriginalType", json!(kind)),
            ("DvcOriginalAction", json!(verdict)),
            ("NetworkRuleName", json!(rule)),
            ("Rule", json!(rule)),
            ("SrcMacAddr", json!(MAC)),
        ];
        Self { session: s, text, fields }
    }

    fn verdict_first(verdict: &str, s: Session) -> Self {
        let text = format!("flows {verdict} {}", ends(&s, &format!("mac={MAC} ")));
        let fields = vec![
            ("EventOriginalType", json!("flows")),
            ("DvcOriginalAction", json!(verdict)),
            ("SrcMacAddr", json!(MAC)),
        ];
        Self { session: s, text, fields }
    }

    fn alert(s: Session) -> Self {
        let (source, destination) = (&s.source.address, &s.destination.address);
        let text = format!(
            "security_event ids_alerted signature=1:28423:1 priority=1 timestamp=1768390840.236281 dhost=98:5A:EB:E1:81:2F direction=ingress protocol=tcp/ip src={source}:{} dst={destination}:{} decision=allowed message: {THREAT}",
            s.source_port,
            s.port.unwrap_or_default()
        );
        let fields = vec![
            ("EventType", json!("IDS")),
            ("EventOriginalType", json!("ids_alerted")),
            ("EventOriginalSeverity", json!("1")),
            ("EventSeverity", json!("High")),
            ("DvcOriginalAction", json!("allowed")),
            ("NetworkDirection", json!("Inbound")),
            ("ThreatId", json!("1:28423:1")),
            ("ThreatName", json!(THREAT)),
        ];
        Self { session: s, text, fields }
    }

    /// The misuse comes by the custom log.
    fn table(&self) -> &'static str {
        if self.session.port == Some(4444) { CUSTOM } else { "Syslog" }
    }

    fn line(&self) -> String {
        line(self.session.time, &self.text)
    }

    fn normal(&self) -> Normal {
        let normal = Normal::of(&self.session, self.table(), "Cisco", "Meraki", "NetworkSession")
            .with("NetworkDirection", "")
            .with("DvcHostname", "MX84")
            .with("Dvc", "MX84");
        self.fields.iter().fold(normal, |normal, (field, value)| normal.with(field, value.clone()))
    }
}

fn ends(s: &Session, mac: &str) -> String {
    let port = s.port.unwrap_or_default();
    let protocol = s.protocol.to_lowercase();
    format!(
        "src={} dst={} {mac}protocol={protocol} sport={} dport={port}",
        s.source.address, s.destination.address, s.source_port
    )
}

/// An epoch stands where syslog has a date.
fn line(time: i64, entry: &str) -> String {
    format!("<134>1 {}.{:03}000000 MX84 {entry}", unix(time) / SECOND, time % SECOND)
}

/// The poller writes the names of the schema.
pub(super) fn poller() -> Connector {
    let site = Site { number: 12, name: "HB-MNP" };
    let mut sessions = site.morning();
    sessions.extend(site.misuse(1, "Inbound", 3389, "RDP"));
    let mut rows: Vec<Value> = sessions.iter().map(polled).collect();
    rows.push(json!({
        "TimeGenerated": iso(sessions[0].time),
        "EventVendor": "Cisco",
        "EventProduct": "Meraki",
        "EventSchema": "WebSession",
        "SrcIpAddr": sessions[0].source.address,
        "Url": "https://docs.paperboat.example/",
    }));
    Connector {
        ids: &["CiscoMeraki"],
        tables: vec![(POLLED, rows.len())],
        files: vec![raw::rows(POLLED, "CiscoMerakiNativePoller", &rows)],
        source: "CiscoMerakiNativePoller",
        sessions: sessions.iter().map(polled_normal).collect(),
        hits: vec![hit("Remote desktop let in", 3389, &["TCP"], &["Inbound"], &["Allow"], 1)],
    }
}

const POLLED: &str = "CiscoMerakiNativePoller_CL";

fn polled(s: &Session) -> Value {
    let allowed = s.action == "Allow";
    json!({
        "TimeGenerated": iso(s.time),
        "EventVendor": "Cisco",
        "EventProduct": "Meraki",
        "EventSchema": "NetworkSession",
        "EventSchemaVersion": "0.2.6",
        "EventType": "NetworkSession",
        "EventResult": if allowed { "Success" } else { "Failure" },
        "EventSeverity": if allowed { "Informational" } else { "Low" },
        "EventOriginalType": "security_event",
        "EventOriginalUid": format!("m-{}", s.time),
        "EventMessage": "Reported by the dashboard",
        "DvcHostname": "MX84",
        "DvcMacAddr": MAC,
        "DvcAction": s.action,
        "NetworkProtocol": s.protocol,
        "NetworkDirection": s.direction,
        "NetworkApplicationProtocol": s.application,
        "SrcIpAddr": s.source.address,
        "SrcPortNumber": s.source_port,
        "SrcHostname": s.source.host,
        "SrcMacAddr": MAC,
        "SrcBytes": s.sent,
        "DstIpAddr": s.destination.address,
        "DstPortNumber": s.port,
        "DstHostname": s.destination.host,
        "DstMacAddr": "98:5A:EB:E1:81:2F",
        "DstBytes": s.received,
        "ThreatId": if allowed { "" } else { "1:28423:1" },
        "ThreatName": if allowed { "" } else { THREAT },
    })
}

fn polled_normal(s: &Session) -> Normal {
    let allowed = s.action == "Allow";
    Normal::of(s, POLLED, "Cisco", "Meraki", "NetworkSession")
        .bytes(s)
        .hosts(&s.source.host, &s.destination.host)
        .with("EventOriginalType", "security_event")
        .with("EventOriginalUid", format!("m-{}", s.time))
        .with("EventMessage", "Reported by the dashboard")
        .with("DvcHostname", "MX84")
        .with("DvcMacAddr", MAC)
        .with("Dvc", "MX84")
        .with("NetworkApplicationProtocol", s.application)
        .with("SrcMacAddr", MAC)
        .with("DstMacAddr", "98:5A:EB:E1:81:2F")
        .with("ThreatId", if allowed { "" } else { "1:28423:1" })
        .with("ThreatName", if allowed { "" } else { THREAT })
}
