//! Firewall logs of Zscaler Internet Access as Common Event Format.
//! <https://help.zscaler.com/zia/zscaler-microsoft-azure-sentinel-deployment-guide>

use super::super::session::Session;
use super::super::time::syslog;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 5, name: "HB-ZS" };
const LOCATION: &str = "Harebell North";

pub(super) fn connector() -> Connector {
    // What leaves through Zscaler, and nothing else.
    let morning = SITE.morning().into_iter().filter(|s| s.direction == "Outbound");
    let sessions = morning.chain(SITE.misuse(5, "Outbound", 6667, "IRC"));
    let mut sessions: Vec<Session> = sessions.map(Session::in_whole_seconds).collect();
    sessions[1].action = "Drop";
    sessions[2].action = "Reset";
    let lines = sessions.iter().enumerate().map(line).chain([web_proxy(&sessions[0])]);
    Connector {
        ids: &["Zscaler"],
        tables: vec![("CommonSecurityLog", 1 + sessions.len())],
        files: vec![raw::lines("raw/zscaler/nss.log", lines)],
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

fn line((number, s): (usize, &Session)) -> String {
    let (category, threat) = if s.action == "Drop" { ("Botnet", "Marsh.Bot") } else { ("None", "None") };
    let text = |text: &str| text.to_owned();
    let port = s.port.map(|port| port.to_string()).unwrap_or_default();
    let extension = [
        ("act", text(action(s))),
        ("suser", user(number, s)),
        ("src", s.source.address.clone()),
        ("spt", s.source_port.to_string()),
        ("dst", s.destination.address.clone()),
        ("dpt", port.clone()),
        ("deviceTranslatedAddress", text("0.0.0.0")),
        ("deviceTranslatedPort", text("0")),
        ("destinationTranslatedAddress", s.destination.address.clone()),
        ("destinationTranslatedPort", port),
        ("sourceTranslatedAddress", text("203.0.113.5")),
        ("sourceTranslatedPort", (s.source_port + 1).to_string()),
        ("proto", text(s.protocol)),
        ("tunnelType", text("GRE")),
        ("dnat", text("No")),
        ("stateful", text("Yes")),
        ("spriv", text(LOCATION)),
        ("reason", text(s.rule())),
        ("in", s.received.to_string()),
        ("out", s.sent.to_string()),
        ("deviceDirection", text("1")),
        ("cs1", text("Sales")),
        ("cs1Label", text("dept")),
        ("cs2", s.application.to_lowercase()),
        ("cs2Label", text("nwService")),
        ("cs3", text(s.service)),
        ("cs3Label", text("nwApp")),
        ("cs4", text("No")),
        ("cs4Label", text("aggregated")),
        ("cs5", text(category)),
        ("cs5Label", text("threatcat")),
        ("cs6", text(threat)),
        // So it stands in the feed's documented format.
        ("cs6label", text("threatname")),
        ("cn1", s.milliseconds.to_string()),
        ("cn1Label", text("durationms")),
        ("cn2", (1 + number).to_string()),
        ("cn2Label", text("numsessions")),
    ];
    let record = raw::cef(["Zscaler", "NSSFWlog", "5.7", action(s), s.rule(), "3"], &extension);
    format!("{} nss01 {record}", syslog(s.time))
}

/// The proxy's logs come the same way; they are web sessions.
fn web_proxy(s: &Session) -> String {
    let extension = [
        ("act", "Allowed".to_owned()),
        ("app", "HTTPS".to_owned()),
        ("src", s.source.address.clone()),
        ("dst", s.destination.address.clone()),
        ("request", format!("{}/?hl=en&from=start", s.destination.domain)),
        ("requestMethod", "GET".to_owned()),
    ];
    let record = raw::cef(["Zscaler", "NSSWeblog", "5.7", "Allowed", "Allowed", "3"], &extension);
    format!("{} nss01 {record}", syslog(s.time))
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
