//! Firewall logs of Zscaler Internet Access as Common Event Format.
//! <https://help.zscaler.com/zia/zscaler-microsoft-azure-sentinel-deployment-guide>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::iso;
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 5, name: "HB-ZS" };
const LOCATION: &str = "Harebell North";

pub(super) fn connector() -> Connector {
    // What leaves through Zscaler, and nothing else.
    let morning = SITE.morning().into_iter().filter(|s| s.direction == "Outbound");
    let mut sessions: Vec<Session> = morning.chain(SITE.misuse(5, "Outbound", 6667, "IRC")).collect();
    sessions[1].action = "Drop";
    sessions[2].action = "Reset";
    let mut rows: Vec<Value> = sessions.iter().enumerate().map(row).collect();
    rows.push(web_proxy(&sessions[0]));
    Connector {
        ids: &["Zscaler"],
        tables: vec![("CommonSecurityLog", rows)],
        source: "ZscalerZIA",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Port of an implant", 6667, &["TCP"], &[], &["Allow"], 5)],
    }
}

fn action(s: &Session) -> &'static str {
    match s.action {
        "Allow" => "Allow",
        "Drop" => "Block/Drop",
        _ => "Block/Reset",
    }
}

/// A user who is not known is logged under the name of the location.
fn user(number: usize, s: &Session) -> String {
    if number == 3 { LOCATION.into() } else { format!("{}@harebell.example", s.source.user) }
}

fn row((number, s): (usize, &Session)) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Zscaler",
        "DeviceProduct": "NSSFWlog",
        "DeviceVersion": "5.7",
        "DeviceEventClassID": action(s),
        "Activity": s.rule(),
        "LogSeverity": "3",
        "Computer": "nss01",
        "DeviceAction": action(s),
        "Protocol": s.protocol,
        "SourceUserName": user(number, s),
        "SourceUserPrivileges": LOCATION,
        "SourceIP": s.source.address,
        "SourcePort": s.source_port,
        "SourceTranslatedAddress": "203.0.113.5",
        "SourceTranslatedPort": s.source_port + 1,
        "DestinationIP": s.destination.address,
        "DestinationPort": s.port,
        "DestinationTranslatedAddress": s.destination.address,
        "DestinationTranslatedPort": s.port,
        "ReceivedBytes": s.received,
        "SentBytes": s.sent,
        "Reason": s.rule(),
        "FieldDeviceCustomNumber1": s.milliseconds,
        "DeviceCustomNumber1Label": "durationms",
        "FieldDeviceCustomNumber2": 1 + number,
        "DeviceCustomNumber2Label": "numsessions",
        "DeviceCustomString1": "Sales",
        "DeviceCustomString1Label": "dept",
        "DeviceCustomString2": s.application.to_lowercase(),
        "DeviceCustomString2Label": "nwService",
        "DeviceCustomString3": s.service,
        "DeviceCustomString3Label": "nwApp",
        "DeviceCustomString4": "No",
        "DeviceCustomString4Label": "aggregated",
        "DeviceCustomString5": if s.action == "Drop" { "Botnet" } else { "None" },
        "DeviceCustomString5Label": "threatcat",
        "DeviceCustomString6": if s.action == "Drop" { "Marsh.Bot" } else { "None" },
        "DeviceCustomString6Label": "threatname",
    })
}

/// The proxy's logs come the same way; they are web sessions.
fn web_proxy(s: &Session) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Zscaler",
        "DeviceProduct": "NSSWeblog",
        "DeviceAction": "Allowed",
        "SourceIP": s.source.address,
        "DestinationIP": s.destination.address,
        "RequestURL": format!("{}/", s.destination.domain),
    })
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let known = number != 3;
    Normal::of(s, "CommonSecurityLog", "Zscaler", "ZIA Firewall", "NetworkSession")
        .ended(s)
        .bytes(s)
        .rule(s.rule())
        // The logs do not tell.
        .without("NetworkDirection")
        .with("EventProductVersion", "5.7")
        .with("EventCount", 1 + number)
        .with("DvcHostname", "nss01")
        .with("Dvc", "nss01")
        .with("DvcOriginalAction", action(s))
        .with("NetworkApplicationProtocol", s.application)
        .with("SrcNatIpAddr", "203.0.113.5")
        .with("SrcNatPortNumber", s.source_port + 1)
        .with("SrcUsername", if known { user(number, s) } else { String::new() })
        .with("SrcUsernameType", if known { "UPN" } else { "" })
        .with("DstNatIpAddr", s.destination.address.as_str())
        .with("DstNatPortNumber", s.port)
        .with("DstAppName", s.service)
        .with("DstAppType", "Service")
        .with("ThreatName", if s.action == "Drop" { "Marsh.Bot" } else { "" })
        .with("ThreatCategory", if s.action == "Drop" { "Botnet" } else { "" })
}
