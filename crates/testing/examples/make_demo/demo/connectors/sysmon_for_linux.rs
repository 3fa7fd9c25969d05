//! Event 3 of Sysmon for Linux, as XML in a message of syslog.
//! <https://learn.microsoft.com/sysinternals/downloads/sysmon#event-id-3-network-connection>

use super::super::session::Session;
use super::super::time::{iso, kusto};
use super::normal::local;
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 10, name: "hb-lx" };
const IMAGE: &str = "/usr/bin/curl";

pub(super) fn connector() -> Connector {
    let morning = SITE.morning().into_iter().filter(|s| s.action == "Allow").map(|s| s.direction("Outbound"));
    let sessions: Vec<Session> =
        morning.chain(SITE.misuse(4, "Outbound", 6666, "")).chain(SITE.misuse(2, "Inbound", 8443, "")).collect();
    let lines = sessions.iter().enumerate().map(|(number, s)| line(s, &event(number, s)));
    let lines: Vec<String> = lines.chain([line(&sessions[0], &process_created(&sessions[0]))]).collect();
    Connector {
        ids: &["MicrosoftSysmonForLinux"],
        tables: vec![("Syslog", 1 + sessions.len())],
        files: vec![raw::lines("raw/sysmon_for_linux/user.log", lines)],
        source: "LinuxSysmon",
        sessions: sessions.iter().enumerate().map(normal).collect(),
        hits: vec![hit("Port of an implant", 6666, &["TCP"], &["Outbound"], &["Allow"], 4)],
    }
}

/// As a collector writes what it is sent, with the priority: user, info.
fn line(s: &Session, message: &str) -> String {
    let time = iso(s.time + 250).replace('Z', "+00:00");
    format!("<14>{time} {} sysmon[812]: {message}", local(s).host)
}

fn system(id: u64, number: usize, s: &Session) -> String {
    format!(
        "<Event><System><Provider Name=\"Linux-Sysmon\" Guid=\"{{ff032593-a8d3-4f13-b0d6-01fc615a0f97}}\"/><EventID>{id}</EventID><Version>5</Version><Level>4</Level><Task>{id}</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime=\"{}\"/><EventRecordID>{}</EventRecordID><Correlation/><Execution ProcessID=\"812\" ThreadID=\"812\"/><Channel>Linux-Sysmon/Operational</Channel><Computer>{}</Computer><Security UserId=\"0\"/></System>",
        iso(s.time),
        44_000 + number,
        local(s).fqdn()
    )
}

fn guid(number: usize) -> String {
    format!("a1b2c3d4-0000-6966-{number:04x}-b3d5f0550000")
}

/// A name that was not looked up is a hyphen.
fn event(number: usize, s: &Session) -> String {
    let data = [
        ("RuleName", "-".to_owned()),
        ("UtcTime", iso(s.time).replace('T', " ").replace('Z', "")),
        ("ProcessGuid", format!("{{{}}}", guid(number))),
        ("ProcessId", (2300 + number).to_string()),
        ("Image", IMAGE.to_owned()),
        ("User", local(s).user.clone()),
        ("Protocol", s.protocol.to_lowercase()),
        ("Initiated", (s.direction == "Outbound").to_string()),
        ("SourceIsIpv6", "false".to_owned()),
        ("SourceIp", s.source.address.clone()),
        ("SourceHostname", "-".to_owned()),
        ("SourcePort", s.source_port.to_string()),
        ("SourcePortName", "-".to_owned()),
        ("DestinationIsIpv6", "false".to_owned()),
        ("DestinationIp", s.destination.address.clone()),
        ("DestinationHostname", remote_name(s).unwrap_or("-").to_owned()),
        ("DestinationPort", s.port.unwrap_or_default().to_string()),
        ("DestinationPortName", "-".to_owned()),
    ];
    let data: String = data.iter().map(|(name, value)| format!("<Data Name=\"{name}\">{value}</Data>")).collect();
    format!("{}<EventData>{data}</EventData></Event>", system(3, number, s))
}

fn remote_name(s: &Session) -> Option<&str> {
    (!s.service.is_empty()).then_some(s.destination.domain.as_str())
}

/// Other events of the sensor are no sessions.
fn process_created(s: &Session) -> String {
    format!("{}<EventData><Data Name=\"Image\">{IMAGE}</Data></EventData></Event>", system(1, 99, s))
}

fn normal((number, s): (usize, &Session)) -> Normal {
    let remote_host = remote_name(s).and_then(|name| name.split('.').next()).unwrap_or_default();
    let end = |outbound, inbound| if s.direction == "Inbound" { inbound } else { outbound };
    let normal = Normal::of(s, "Syslog", "Microsoft", "Sysmon for Linux", "EndpointNetworkSession")
        .at_endpoint(s, remote_host)
        .with("TimeGenerated", kusto(s.time + 250))
        .with("EventOriginalType", "3")
        .with("EventOriginalUid", (44_000 + number).to_string())
        // The collector writes the name that it was sent.
        .with("DvcIpAddr", "")
        .with("DvcOs", "Linux")
        .with(end("SrcUsername", "DstUsername"), local(s).user.as_str())
        .with(end("SrcUsernameType", "DstUsernameType"), "Simple")
        .with(end("SrcProcessName", "DstProcessName"), IMAGE)
        .with(end("SrcProcessId", "DstProcessId"), (2300 + number).to_string())
        .with(end("SrcProcessGuid", "DstProcessGuid"), guid(number));
    if s.direction == "Inbound" { normal.with("User", local(s).user.as_str()).with("Process", IMAGE) } else { normal }
}
