//! Watched ports in the last window, 11:40 to 12:00: above, at and below the thresholds in
//! `data/watchlists/NetworkSession_Monitor_Configuration.csv`.

use serde_json::{Value, json};

use super::super::company::{Server, branch_laptop, guest, laptop, outside};
use super::super::session::{Device, Endpoint, Session};
use super::super::time::{LAST_WINDOW, MINUTE, SECOND, at, kusto};
use super::{Plan, RARE, times};

pub(super) const COLUMNS: &[&str] =
    &["Name", "Severity", "Tactics", "Port", "Protocols", "Directions", "Actions", "Sessions", "Threshold"];

const HUNT: &str = "port_misuse_static_threshold";

pub(super) fn plant(plan: &mut Plan) {
    telnet(plan);
    remote_desktop(plan);
    file_sharing(plan);
    cache(plan);
    names(plan);
    implants(plan);
}

fn hit(plan: &mut Plan, row: Value) {
    plan.hits.add(HUNT, row);
}

/// An attempt from the internet, from one of thirty addresses in turn, so that none comes often.
fn from_internet(time: i64, number: usize, server: Server) -> Session {
    let source = outside(&format!("203.0.113.{}", 210 + number % 30));
    Session::new(time, Device::Perimeter, source, server.endpoint()).direction("Inbound")
}

/// Over: 26 refused sessions to 23, and 27 to 2323 whose protocol the firewall did not tell. At: 25 to 2323 over TCP.
/// Two that were let in are for the second row that watches 23.
fn telnet(plan: &mut Plan) {
    let refused = |(i, time)| from_internet(time, i, Server::VideoRecorder).to("TCP", 23, "telnet").action("Deny");
    plan.add(times(LAST_WINDOW + MINUTE, 26, 31 * SECOND).enumerate().map(refused));
    hit(
        plan,
        json!(["Telnet in use", "Medium", "InitialAccess,LateralMovement", 23, ["TCP"], ["Inbound"], ["Deny"], 26, 25]),
    );

    let let_in = |(i, time)| {
        from_internet(time, 29 - i, Server::VideoRecorder).to("TCP", 23, "telnet").bytes(900, 4_100, 42_000)
    };
    plan.add(times(LAST_WINDOW + 15 * MINUTE, 2, 90 * SECOND).enumerate().map(let_in));
    hit(plan, json!(["Telnet let in", "High", "InitialAccess", 23, ["TCP"], ["Inbound"], ["Allow"], 2, 0]));

    let other = |(i, time)| from_internet(time, i, Server::Web1).to("TCP", 2323, "telnet").action("Deny");
    plan.add(times(LAST_WINDOW + MINUTE, 25, 29 * SECOND).enumerate().map(other));
    let unknown = |(i, time)| from_internet(time, i, Server::Web2).to("", 2323, "").action("Deny");
    plan.add(times(LAST_WINDOW + 2 * MINUTE, 27, 23 * SECOND).enumerate().map(unknown));
    hit(
        plan,
        json!(["Telnet in use", "Medium", "InitialAccess,LateralMovement", 2323, [], ["Inbound"], ["Deny"], 27, 25]),
    );
}

/// Forty refused attempts at remote desktop, then one that is let in: two hunts find it.
fn remote_desktop(plan: &mut Plan) {
    let attempt = |time| {
        let session = Session::new(time, Device::Perimeter, outside("203.0.113.66"), Server::RemoteDesktop.endpoint());
        session.direction("Inbound").to("TCP", 3389, "ms-rdp")
    };
    let (start, let_in) = (LAST_WINDOW + 70 * SECOND, at(15, 11, 52, 30) + 137);
    plan.add(times(start, 40, 15 * SECOND).map(|t| attempt(t).action("Deny")));
    plan.add([attempt(let_in).bytes(410_000, 6_200_000, 380_000)]);
    hit(plan, json!(["Remote desktop let in", "High", "InitialAccess", 3389, ["TCP"], ["Inbound"], ["Allow"], 1, 0]));
    let last = kusto(start + 137 + 39 * 15 * SECOND);
    plan.hits.add("refused_then_allowed", json!(["203.0.113.66", "10.20.50.30", 3389, 40, last, kusto(let_in)]));
}

/// Over: 412 refused sessions of a guest to the file server. And file sharing with the internet, where every session
/// counts.
fn file_sharing(plan: &mut Plan) {
    let burst = |time| {
        Session::new(time, Device::Core, guest(61), Server::Files.endpoint()).to("TCP", 445, "smb").action("Deny")
    };
    plan.add(times(LAST_WINDOW + 3 * MINUTE, 412, 1_870).map(burst));
    hit(
        plan,
        json!([
            "Burst of file sharing",
            "Medium",
            "LateralMovement,Discovery",
            445,
            ["TCP"],
            ["Local"],
            ["Deny"],
            412,
            400
        ]),
    );

    let leaving = |time| {
        let session = Session::new(time, Device::Perimeter, laptop(12), outside("203.0.113.99"));
        session.direction("Outbound").to("TCP", 445, "smb")
    };
    let start = LAST_WINDOW + 6 * MINUTE;
    plan.add(times(start, 2, 40 * SECOND).map(|t| leaving(t).action("Deny")));
    plan.add([leaving(start + 3 * MINUTE + 41).bytes(2_700, 1_900, 1_200)]);
    hit(
        plan,
        json!([
            "File sharing with the internet",
            "High",
            "Exfiltration",
            445,
            ["TCP"],
            ["Outbound"],
            ["Allow", "Deny"],
            3,
            0
        ]),
    );
    plan.hits.add(RARE, json!(["203.0.113.99", "10.20.10.22", 1, kusto(start + 3 * MINUTE + 41), [445]]));
}

/// At: five sessions from the internet to the cache.
fn cache(plan: &mut Plan) {
    let session = |(i, time)| from_internet(time, i, Server::Cache).to("TCP", 6379, "redis").bytes(310, 95, 400);
    plan.add(times(LAST_WINDOW + 4 * MINUTE, 5, 2 * MINUTE).enumerate().map(session));
}

/// Over: 61 refused sessions of a laptop to a resolver of its own. The company's own resolvers stay far below.
fn names(plan: &mut Plan) {
    let session = |time| {
        let session = Session::new(time, Device::Perimeter, laptop(48), outside("203.0.113.53")).direction("Outbound");
        session.to("UDP", 53, "dns").action("Deny")
    };
    plan.add(times(LAST_WINDOW + 2 * MINUTE, 61, 15 * SECOND).map(session));
    hit(
        plan,
        json!(["DNS past the resolvers", "Low", "CommandAndControl", 53, ["UDP"], ["Outbound"], ["Deny"], 61, 60]),
    );
}

/// Over: four sessions to 4444, and five to 6667 that the branch's firewall saw. At: three to 5555. Under: two to 6666.
fn implants(plan: &mut Plan) {
    let session = |time, device, source: Endpoint, destination: &str, port| {
        let session = Session::new(time, device, source, outside(destination)).direction("Outbound");
        session.to("TCP", port, "unknown-tcp").bytes(5_200, 3_100, 61_000)
    };
    let start = LAST_WINDOW + 3 * MINUTE;
    for (port, count, offset) in [(4444, 4, 0), (5555, 3, 17 * SECOND), (6666, 2, 41 * SECOND)] {
        let times = times(start + offset, count, 210 * SECOND);
        plan.add(times.map(|t| session(t, Device::Perimeter, laptop(33), "203.0.113.44", port)));
    }
    plan.add(times(start, 5, 140 * SECOND).map(|t| session(t, Device::Branch, branch_laptop(7), "203.0.113.45", 6667)));
    for (port, sessions) in [(4444, 4), (6667, 5)] {
        hit(
            plan,
            json!([
                "Port of an implant",
                "High",
                "CommandAndControl",
                port,
                ["TCP"],
                ["Outbound"],
                ["Allow"],
                sessions,
                3
            ]),
        );
    }
    plan.hits.add(RARE, json!(["203.0.113.44", "10.20.10.43", 9, kusto(start + 137), [4444, 5555, 6666]]));
    // The branch's firewall writes whole seconds.
    plan.hits.add(RARE, json!(["203.0.113.45", "10.40.10.17", 5, kusto(start), [6667]]));
}
