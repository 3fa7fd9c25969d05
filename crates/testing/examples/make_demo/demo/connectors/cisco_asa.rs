//! Messages of Cisco firewalls, an ASA and an FTD.
//! <https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{kusto, syslog_with_year};
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 7, name: "HB-ASA" };

pub(super) fn connector() -> Connector {
    let morning = SITE.morning().into_iter().map(Session::in_whole_seconds);
    let mut messages: Vec<Message> = morning.enumerate().flat_map(of_session).collect();
    let misuse = SITE.misuse(26, "Inbound", 2323, "").into_iter().map(Session::in_whole_seconds);
    messages.extend(misuse.map(|s| refused(s.action("Deny"))));
    messages.extend(others());
    let command = Message {
        id: "111008",
        severity: "5",
        text: "User 'admin' executed the 'enable' command.".into(),
        ..messages[0].clone()
    };
    let lines = messages.iter().chain([&command]).map(Message::line).collect::<Vec<_>>();
    Connector {
        ids: &["CiscoASA", "CiscoAsaAma"],
        tables: vec![("CommonSecurityLog", 1 + messages.len())],
        files: vec![raw::lines("raw/cisco/firewalls.log", lines)],
        source: "CiscoASA",
        sessions: messages.iter().map(Message::normal).collect(),
        // A list of rules that refuses does not say which way; that is for 106001 and its like.
        hits: vec![hit("Telnet in use", 2323, &["TCP"], &[], &["Deny"], 26)],
    }
}

/// A message, and what is to be read in it beside its session's ends.
#[derive(Clone)]
struct Message {
    id: &'static str,
    severity: &'static str,
    text: String,
    session: Session,
    fields: Vec<(&'static str, Value)>,
}

/// The interface at an address, and the address with its port.
fn ends(s: &Session) -> [String; 2] {
    let end = |address: &str, port: u64| {
        let interface = if address.starts_with("10.") { "inside" } else { "outside" };
        format!("{interface}:{address}/{port}")
    };
    [end(&s.source.address, s.source_port), end(&s.destination.address, s.port.unwrap_or_default())]
}

fn interfaces(s: &Session) -> Vec<(&'static str, Value)> {
    let of = |end: &String| json!(end.split(':').next());
    let [source, destination] = ends(s);
    vec![("SrcInterfaceName", of(&source)), ("DstInterfaceName", of(&destination))]
}

/// A session that is let through is told of when it begins and when it ends, a refused one once.
fn of_session((number, s): (usize, Session)) -> Vec<Message> {
    if s.action == "Allow" { vec![built(number, s.clone()), ended(number, s)] } else { vec![refused(s)] }
}

/// The outer end is named first.
fn built(number: usize, s: Session) -> Message {
    let [source, destination] = ends(&s);
    let direction = if s.direction == "Inbound" { "inbound" } else { "outbound" };
    let bare = |end: &str| end.split(':').nth(1).unwrap_or_default().to_owned();
    let both = |end: &str| format!("{end} ({})", bare(end));
    let (first, second) = if direction == "inbound" { (source, destination) } else { (destination, source) };
    let id = 7_000 + number;
    let text = format!("Built {direction} {} connection {id} for {} to {}", s.protocol, both(&first), both(&second));
    let mut fields = interfaces(&s);
    fields.extend([
        ("EventSubType", json!("Start")),
        ("NetworkSessionId", json!(id.to_string())),
        ("SessionId", json!(id.to_string())),
        ("NetworkDirection", json!(if direction == "inbound" { "Inbound" } else { "Outbound" })),
        ("SrcNatIpAddr", json!(s.source.address)),
        ("SrcNatPortNumber", json!(s.source_port)),
        ("DstNatIpAddr", json!(s.destination.address)),
        ("DstNatPortNumber", json!(s.port)),
    ]);
    let message = if s.protocol == "UDP" { "302015" } else { "302013" };
    Message { id: message, severity: "6", text, session: s, fields }
}

/// The end of a session has no direction: it is read as it stands, here with the outer end first.
fn ended(number: usize, s: Session) -> Message {
    let duration = s.milliseconds as i64;
    let mut s = s;
    s.time += duration;
    if s.direction != "Inbound" {
        (s.source.address, s.destination.address) = (s.destination.address, s.source.address);
        (s.source_port, s.port) = (s.port.unwrap_or_default(), Some(s.source_port));
    }
    let [first, second] = ends(&s);
    let (id, bytes, seconds) = (7_000 + number, s.sent + s.received, duration / 1000);
    let reason = if s.protocol == "TCP" { "TCP FINs" } else { "" };
    let text = format!(
        "Teardown {} connection {id} for {first} to {second} duration 0:00:{seconds:02} bytes {bytes} {reason}",
        s.protocol
    );
    let mut fields = interfaces(&s);
    fields.extend([
        ("EventSubType", json!("End")),
        ("EventStartTime", json!(kusto(s.time - duration))),
        ("NetworkSessionId", json!(id.to_string())),
        ("SessionId", json!(id.to_string())),
        ("NetworkDuration", json!(duration)),
        ("Duration", json!(duration)),
        ("NetworkBytes", json!(bytes)),
        ("EventOriginalResultDetails", json!(reason)),
    ]);
    let message = if s.protocol == "UDP" { "302016" } else { "302014" };
    Message { id: message, severity: "6", text: text.trim_end().into(), session: s, fields }
}

fn refused(s: Session) -> Message {
    let [source, destination] = ends(&s);
    let protocol = s.protocol.to_lowercase();
    let text = format!("Deny {protocol} src {source} dst {destination} by access-group \"outside_in\" [0x0, 0x0]");
    let mut fields = interfaces(&s);
    fields.extend([("NetworkRuleName", json!("outside_in")), ("Rule", json!("outside_in"))]);
    Message { id: "106023", severity: "4", text, session: s, fields }
}

/// One of each other message.
fn others() -> Vec<Message> {
    let tries = SITE.misuse(6, "Inbound", 8080, "").into_iter().map(Session::in_whole_seconds);
    let [a, b, c, d, e, f]: [Session; 6] = tries.collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("six"));
    let plain = |s: &Session| {
        let [source, destination] = ends(s).map(|end| end.split(':').nth(1).unwrap_or_default().to_owned());
        format!("from {source} to {destination}")
    };
    let listed = |s: Session, verdict, action| {
        let list = |end: &str| end.replace(':', "/").replacen('/', "\0", 1).replace('/', "(").replace('\0', "/") + ")";
        let [source, destination] = ends(&s).map(|end| list(&end));
        let text = format!(
            "access-list outside_in {verdict} tcp {source} -> {destination} hit-cnt 3 300-second interval [0x6a7b8c9d, 0x0]"
        );
        let mut fields = interfaces(&s);
        fields.extend([
            ("NetworkRuleName", json!("outside_in")),
            ("Rule", json!("outside_in")),
            ("EventCount", json!(3)),
        ]);
        Message { id: "106100", severity: "6", text, session: s.action(action), fields }
    };
    let denied = |id, severity, s: Session, text: String, direction: &str| Message {
        id,
        severity,
        text,
        session: s.action("Deny"),
        fields: vec![("NetworkDirection", json!(direction))],
    };
    let d = Session { protocol: "UDP", ..d };
    vec![
        listed(a, "denied", "Deny"),
        listed(b, "permitted", "Allow"),
        denied(
            "106001",
            "2",
            c.clone(),
            format!("Inbound TCP connection denied {} flags SYN on interface outside", plain(&c)),
            "Inbound",
        ),
        denied("106006", "2", d.clone(), format!("Deny inbound UDP {} on interface outside", plain(&d)), "Inbound"),
        denied(
            "106015",
            "6",
            e.clone(),
            format!("Deny TCP (no connection) {} flags RST on interface outside", plain(&e)),
            "",
        ),
        denied(
            "710003",
            "3",
            f.clone(),
            format!("TCP access denied by ACL {}", plain(&f).replace(" to ", " to outside:")),
            "",
        ),
    ]
}

impl Message {
    /// The sessions inside of the site are another firewall's.
    fn device(&self) -> (&'static str, &'static str) {
        if self.session.direction == "Local" { ("FTD", "ftd01") } else { ("ASA", "asa01") }
    }

    fn marked(&self) -> String {
        format!("%{}-{}-{}: {}", self.device().0, self.severity, self.id, self.text)
    }

    /// Facility 20, local4, is the firewalls' own.
    fn line(&self) -> String {
        let priority = 20 * 8 + self.severity.parse::<u64>().unwrap_or_default();
        let (_, name) = self.device();
        format!("<{priority}>{} {name} : {}", syslog_with_year(self.session.time), self.marked())
    }

    fn normal(&self) -> Normal {
        let (mark, name) = self.device();
        let product = if mark == "FTD" { "Firepower" } else { mark };
        let normal = Normal::of(&self.session, "CommonSecurityLog", "Cisco", product, "NetworkSession")
            .with("NetworkDirection", "")
            .with("EventProductVersion", "")
            .with("EventOriginalType", self.id)
            .with("EventOriginalSeverity", self.severity)
            .with("EventMessage", self.marked())
            .with("DvcHostname", name)
            .with("Dvc", name);
        self.fields.iter().fold(normal, |normal, (field, value)| normal.with(field, value.clone()))
    }
}
