//! What the hunts are for. Each plant adds its sessions, and the hits that they must give in every hunt that sees them.

mod port_misuse;

use serde_json::json;

use super::company::{Server, branch_laptop, guest, laptop, outside, service};
use super::hits::Hits;
use super::session::{Device, Session};
use super::time::{HOUR, MINUTE, NOW, SECOND, at, kusto};

/// The plants' sessions, and their hits.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) sessions: Vec<Session>,
    pub(super) hits: Hits,
}

const RARE: &str = "rare_destination_first_seen_today";
const INDICATOR: &str = "indicator_match";

/// All plants.
pub(super) fn plan() -> Plan {
    let mut plan = Plan::default();
    plan.hits.columns("port_misuse_static_threshold", port_misuse::COLUMNS);
    plan.hits.columns(
        "port_misuse_anomaly",
        &["Name", "Severity", "Tactics", "Port", "Protocol", "Direction", "Action", "Hour"],
    );
    plan.hits.columns(
        "port_scan",
        &["SrcIpAddr", "DstIpAddr", "Window", "Ports", "Sessions", "Refused", "LowestPort", "HighestPort"],
    );
    plan.hits.columns(
        "file_sharing_fan_out",
        &["SrcIpAddr", "SrcHostname", "DstPortNumber", "Window", "Targets", "Reached"],
    );
    plan.hits.columns("beaconing", &["SrcIpAddr", "DstIpAddr", "DstPortNumber", "EverySeconds", "Beats", "Gaps"]);
    plan.hits.columns(RARE, &["DstIpAddr", "SrcIpAddr", "Sessions", "FirstSeen", "Ports"]);
    plan.hits.columns(
        "refused_then_allowed",
        &["SrcIpAddr", "DstIpAddr", "DstPortNumber", "Refusals", "LastRefused", "FirstAllowed"],
    );
    plan.hits.columns("large_upload", &["SrcIpAddr", "SrcHostname", "DstIpAddr", "Window", "Sessions", "BytesSent"]);
    plan.hits.columns(
        INDICATOR,
        &["Indicator", "Threat", "Confidence", "Sessions", "Allowed", "FirstSeen", "LastSeen", "Insiders"],
    );
    plan.hits.columns(
        "application_on_foreign_port",
        &["NetworkApplicationProtocol", "SrcIpAddr", "DstIpAddr", "DstPortNumber", "Sessions", "BytesSent"],
    );
    port_scan(&mut plan);
    file_sharing_fan_out(&mut plan);
    beacon(&mut plan);
    rare_destination(&mut plan);
    new_service_of_many(&mut plan);
    upload(&mut plan);
    known_scanner(&mut plan);
    tunnel(&mut plan);
    directory_at_night(&mut plan);
    few_refusals(&mut plan);
    port_misuse::plant(&mut plan);
    plan
}

impl Plan {
    fn add(&mut self, sessions: impl IntoIterator<Item = Session>) {
        self.sessions.extend(sessions);
    }
}

/// `count` times from `start` on, `step` milliseconds apart. None is on a whole second.
fn times(start: i64, count: i64, step: i64) -> impl Iterator<Item = i64> {
    (0..count).map(move |i| start + 137 + i * step).map(|t| if t % SECOND == 0 { t + 1 } else { t })
}

/// A guest's device tries 180 ports of the file server within five minutes; eight answer.
fn port_scan(plan: &mut Plan) {
    const OPEN: [u64; 8] = [88, 135, 139, 445, 593, 636, 1024, 1025];
    // Neither Telnet nor DNS, so that the plants of the port misuse stand alone.
    let ports: Vec<u64> = (1..=1100).filter(|p| OPEN.contains(p) || p % 6 == 1).take(180).collect();
    let start = at(14, 22, 14, 0);
    let session = |(time, port): (i64, &u64)| {
        let action = if OPEN.contains(port) { "Allow" } else { "Deny" };
        Session::new(time, Device::Core, guest(37), Server::Files.endpoint())
            .to("TCP", *port, "incomplete")
            .action(action)
    };
    plan.add(times(start, 180, 1_700).zip(&ports).map(session));
    let refused = ports.iter().filter(|p| !OPEN.contains(p)).count();
    plan.hits.add(
        "port_scan",
        json!(["10.20.90.37", "10.20.30.20", kusto(at(14, 22, 0, 0)), 180, 180, refused, ports[0], ports[179]]),
    );
}

/// A laptop reaches for file sharing on 34 others, in the small hours; four let it in.
fn file_sharing_fan_out(plan: &mut Plan) {
    let targets = (1..=60).filter(|n| *n != 41).take(34);
    let session = |(time, target): (i64, u64)| {
        let action = if target % 7 == 0 { "Allow" } else { "Deny" };
        Session::new(time, Device::Core, laptop(41), laptop(target)).to("TCP", 445, "smb").action(action)
    };
    let sessions: Vec<Session> = times(at(15, 2, 16, 0), 34, 11_300).zip(targets).map(session).collect();
    let reached = sessions.iter().filter(|s| s.action == "Allow").count();
    plan.add(sessions);
    plan.hits
        .add("file_sharing_fan_out", json!(["10.20.10.51", "HB-LT-041", 445, kusto(at(15, 2, 15, 0)), 34, reached]));
}

/// A laptop calls home every five minutes, give or take two seconds. The watchlist of indicators knows the address.
fn beacon(plan: &mut Plan) {
    const JITTER: [i64; 8] = [0, 1_310, -1_740, 420, -880, 1_960, -1_150, 730];
    let (start, every) = (at(14, 15, 2, 10), 5 * MINUTE);
    let time = |i: i64| start + i * every + 211 + JITTER[(i * i + 3 * i) as usize % JITTER.len()];
    let session = |time| {
        let session = Session::new(time, Device::Perimeter, laptop(23), outside("203.0.113.77")).direction("Outbound");
        session.to("TCP", 8443, "ssl").bytes(1_180, 640, 310)
    };
    let times: Vec<i64> = (0..).map(time).take_while(|t| *t < NOW - MINUTE).collect();
    plan.hits.add("beaconing", json!(["10.20.10.33", "203.0.113.77", 8443, 300, times.len() - 1, times.len() - 1]));
    let (first, last) = (kusto(times[0]), kusto(times[times.len() - 1]));
    plan.hits.add(
        INDICATOR,
        json!(["203.0.113.77", "Command server", 90, times.len(), times.len(), first, last, ["10.20.10.33"]]),
    );
    plan.add(times.into_iter().map(session));
}

/// One laptop uses an address that nobody has used before.
fn rare_destination(plan: &mut Plan) {
    let start = at(15, 8, 41, 5);
    let session = |time| {
        let session = Session::new(time, Device::Perimeter, laptop(7), outside("203.0.113.201")).direction("Outbound");
        session.to("TCP", 443, "ssl").bytes(48_200, 1_310_000, 14_000)
    };
    plan.add(times(start, 3, 95 * SECOND).map(session));
    plan.hits.add(RARE, json!(["203.0.113.201", "10.20.10.17", 3, kusto(start + 137), [443]]));
}

/// Six laptops begin to use a new service: as new as the rare destination, but not rare.
fn new_service_of_many(plan: &mut Plan) {
    let session = |(time, number): (i64, u64)| {
        let (endpoint, _) = service(0);
        let destination = super::session::Endpoint { address: "192.0.2.200".into(), ..endpoint };
        let session = Session::new(time, Device::Perimeter, laptop(number), destination).direction("Outbound");
        Session { service: "Paperboat Docs", ..session.to("TCP", 443, "ssl").bytes(5_300, 88_000, 4_000) }
    };
    plan.add(times(at(15, 9, 3, 0), 6, 7 * MINUTE).zip([4, 9, 15, 26, 38, 52]).map(session));
}

/// At night the file server sends six gigabytes to an address on the internet.
fn upload(plan: &mut Plan) {
    let start = at(15, 3, 10, 40);
    let bytes = |i: u64| 500_000_000 + i * 1_000_000;
    let session = |(i, time): (usize, i64)| {
        let session = Session::new(time, Device::Perimeter, Server::Files.endpoint(), outside("203.0.113.150"));
        session.direction("Outbound").to("TCP", 443, "ssl").bytes(bytes(i as u64), 310_000, 170_000)
    };
    plan.add(times(start, 12, 3 * MINUTE).enumerate().map(session));
    let sum: u64 = (0..12).map(bytes).sum();
    plan.hits.add("large_upload", json!(["10.20.30.20", "fs01", "203.0.113.150", kusto(at(15, 3, 0, 0)), 12, sum]));
    plan.hits.add(RARE, json!(["203.0.113.150", "10.20.30.20", 12, kusto(start + 137), [443]]));
}

/// An address that the watchlist of indicators knows tries the web servers, in vain. The watchlist also has an address
/// that nobody uses, and one of every day's services, whose indicator has expired.
fn known_scanner(plan: &mut Plan) {
    let start = at(14, 6, 20, 0);
    let session = |(time, server): (i64, Server)| {
        let session = Session::new(time, Device::Perimeter, outside("198.51.100.222"), server.endpoint());
        session.direction("Inbound").to("TCP", 8080, "incomplete").action("Deny")
    };
    let servers = [Server::Web1, Server::Web2, Server::Web1, Server::Web2, Server::Web1, Server::Web2];
    plan.add(times(start, 6, 20 * SECOND).zip(servers).map(session));
    let (first, last) = (kusto(start + 137), kusto(start + 137 + 5 * 20 * SECOND));
    plan.hits
        .add(INDICATOR, json!(["198.51.100.222", "Scanner", 60, 6, 0, first, last, ["10.20.50.10", "10.20.50.11"]]));
}

/// A laptop of the branch speaks SSH over the port of the web.
fn tunnel(plan: &mut Plan) {
    const GAPS: [i64; 9] = [0, 11, 19, 52, 61, 118, 177, 190, 251];
    let session = |minutes| {
        let time = at(14, 18, 55, 20) + minutes * MINUTE + 93;
        let session = Session::new(time, Device::Branch, branch_laptop(13), outside("203.0.113.120"));
        session.direction("Outbound").to("TCP", 443, "ssh").bytes(2_400_000, 350_000, 480_000)
    };
    plan.add(GAPS.into_iter().map(session));
    plan.hits
        .add("application_on_foreign_port", json!(["ssh", "10.40.10.23", "203.0.113.120", 443, 9, 9 * 2_400_000_u64]));
}

/// At one in the morning a laptop asks the domain controllers for everything that they know. The watchlist asks for
/// what is unusual on their port; by day as many sessions would still be a dozen times the usual.
fn directory_at_night(plan: &mut Plan) {
    // Neither the gaps nor the one controller of a beacon.
    const GAPS: [i64; 7] = [3_100, 14_200, 6_400, 900, 11_700, 8_300, 19_900];
    let mut time = at(15, 1, 12, 0);
    let session = |i: usize| {
        time += GAPS[i % GAPS.len()];
        let server = if i.is_multiple_of(3) { Server::DomainController2 } else { Server::DomainController1 };
        Session::new(time + 137, Device::Core, laptop(19), server.endpoint()).to("TCP", 389, "ldap")
    };
    plan.add((0..180).map(session));
    let hour = kusto(at(15, 1, 0, 0));
    plan.hits.add(
        "port_misuse_anomaly",
        json!(["Unusual directory traffic", "High", "InitialAccess,Execution", 389, "TCP", "Local", "Allow", hour]),
    );
}

/// Nine refusals and then a session: one refusal too few to be found. And ten refusals after a session, which is the
/// wrong order.
fn few_refusals(plan: &mut Plan) {
    let attempt = |time, source: &str, action| {
        let session = Session::new(time, Device::Perimeter, outside(source), Server::RemoteDesktop.endpoint());
        session.direction("Inbound").to("TCP", 3389, "ms-rdp").action(action)
    };
    let start = at(14, 16, 20, 0);
    plan.add(times(start, 9, 15 * SECOND).map(|t| attempt(t, "203.0.113.67", "Deny")));
    plan.add([attempt(start + 5 * MINUTE + 13, "203.0.113.67", "Allow")]);
    plan.add([attempt(start + HOUR + 13, "203.0.113.68", "Allow")]);
    plan.add(times(start + HOUR + MINUTE, 10, 15 * SECOND).map(|t| attempt(t, "203.0.113.68", "Deny")));
}
