//! What happens on any day. Its bounds keep it below what the hunts look for:
//!
//! - nobody reaches for more than a few ports of a machine, or for file sharing on more than one machine;
//! - no outbound traffic is regular, large, or to an address that was not used in the first hours of the demo;
//! - who is refused stays refused;
//! - a watched port either does not occur, or occurs below its threshold.

use super::company::{
    BRANCH_LAPTOPS, LAPTOPS, SERVICE_ADDRESSES, Server, branch_laptop, guest, laptop, outside, service,
};
use super::random::Random;
use super::session::{Device, Endpoint, Session};
use super::time::{HOUR, MINUTE, NOW, START, hour_of_day};

/// How busy people are, hour by hour, in percent.
const PEOPLE: [u64; 24] = [2, 2, 2, 2, 2, 4, 15, 60, 90, 100, 100, 95, 70, 95, 100, 95, 90, 60, 20, 12, 8, 5, 3, 2];
/// Machines never sleep.
const MACHINES: [u64; 24] = [100; 24];

type Maker = fn(&mut Random, i64) -> Session;

/// What happens how often in a busy hour.
const TRAFFIC: [(&[u64; 24], u64, Maker); 21] = [
    (&PEOPLE, 260, web),
    (&PEOPLE, 35, quic),
    (&PEOPLE, 20, plain_web),
    (&PEOPLE, 110, names),
    (&PEOPLE, 40, files),
    (&PEOPLE, 35, directory),
    (&PEOPLE, 7, printing),
    (&PEOPLE, 16, mail),
    (&PEOPLE, 6, administration),
    (&PEOPLE, 5, refused_outbound),
    (&PEOPLE, 40, branch_web),
    (&PEOPLE, 12, branch_names),
    (&MACHINES, 50, customers),
    (&MACHINES, 8, mail_in),
    (&MACHINES, 30, internet_noise),
    (&MACHINES, 55, applications),
    (&MACHINES, 18, resolvers),
    (&MACHINES, 8, clocks),
    (&MACHINES, 28, monitoring),
    (&MACHINES, 12, pings),
    (&MACHINES, 8, guests),
];

/// Two days of it, in no order.
pub(super) fn sessions(random: &mut Random) -> Vec<Session> {
    let mut sessions = first_contacts(random);
    for slot in 0..(NOW - START) / (10 * MINUTE) {
        let start = START + slot * 10 * MINUTE;
        for (activity, a_busy_hour, make) in TRAFFIC {
            // Six slots an hour; what is left of the division happens with that chance.
            let share = a_busy_hour * activity[hour_of_day(start)];
            let count = share / 600 + u64::from(random.between(0, 600) < share % 600);
            for _ in 0..count {
                let time = moment(random, start, 10 * MINUTE);
                sessions.push(make(random, time));
            }
        }
    }
    sessions.extend(backups(random));
    sessions
}

/// A moment after `start`, never on a whole second.
fn moment(random: &mut Random, start: i64, length: i64) -> i64 {
    let time = start + random.between(0, length as u64) as i64;
    if time % 1000 == 0 { time + 1 } else { time }
}

/// Every service is used on the first day, and so is new to nobody.
fn first_contacts(random: &mut Random) -> Vec<Session> {
    let contact = |number| {
        let time = moment(random, START, 4 * HOUR);
        let (destination, name) = service(number);
        let session = Session::new(time, Device::Perimeter, laptop(1 + number % LAPTOPS), destination);
        Session { service: name, ..session.direction("Outbound").to("TCP", 443, "ssl").bytes(2_100, 9_400, 1_800) }
    };
    (0..SERVICE_ADDRESSES).map(contact).collect()
}

fn anyone(random: &mut Random) -> Endpoint {
    laptop(random.between(1, LAPTOPS + 1))
}

fn between_servers(random: &mut Random, time: i64, from: Server, to: Server) -> Session {
    let session = Session::new(time, Device::Core, from.endpoint(), to.endpoint());
    let session = session.bytes(random.skewed(300, 40_000), random.skewed(300, 400_000), random.skewed(2, 30_000));
    Session { source_port: random.between(49_152, 65_536), ..session }
}

fn outbound(random: &mut Random, time: i64, device: Device, source: Endpoint) -> Session {
    let (destination, name) = service(random.between(0, SERVICE_ADDRESSES));
    let session = Session::new(time, device, source, destination).direction("Outbound");
    let session = session.bytes(random.skewed(400, 900_000), random.skewed(900, 9_000_000), random.skewed(40, 240_000));
    Session { service: name, source_port: random.between(49_152, 65_536), ..session }
}

fn web(random: &mut Random, time: i64) -> Session {
    let source = anyone(random);
    outbound(random, time, Device::Perimeter, source).to("TCP", 443, "ssl")
}

fn quic(random: &mut Random, time: i64) -> Session {
    let source = anyone(random);
    outbound(random, time, Device::Perimeter, source).to("UDP", 443, "quic")
}

fn plain_web(random: &mut Random, time: i64) -> Session {
    let source = anyone(random);
    outbound(random, time, Device::Perimeter, source).to("TCP", 80, "web-browsing")
}

fn mail(random: &mut Random, time: i64) -> Session {
    let source = anyone(random);
    let (port, application) = *random.pick(&[(993, "imap"), (993, "imap"), (587, "smtp")]);
    outbound(random, time, Device::Perimeter, source).to("TCP", port, application)
}

fn inside(random: &mut Random, time: i64, servers: &[Server]) -> Session {
    let (source, server) = (anyone(random), random.pick(servers).endpoint());
    let session = Session::new(time, Device::Core, source, server);
    let session = session.bytes(random.skewed(200, 80_000), random.skewed(200, 900_000), random.skewed(1, 60_000));
    Session { source_port: random.between(49_152, 65_536), ..session }
}

const DOMAIN_CONTROLLERS: [Server; 2] = [Server::DomainController1, Server::DomainController2];

fn names(random: &mut Random, time: i64) -> Session {
    inside(random, time, &DOMAIN_CONTROLLERS).to("UDP", 53, "dns").bytes(71, 143, random.between(1, 30))
}

fn files(random: &mut Random, time: i64) -> Session {
    inside(random, time, &[Server::Files]).to("TCP", 445, "smb")
}

fn directory(random: &mut Random, time: i64) -> Session {
    let (port, application) = *random.pick(&[(88, "kerberos"), (88, "kerberos"), (389, "ldap"), (636, "ldap")]);
    inside(random, time, &DOMAIN_CONTROLLERS).to("TCP", port, application)
}

fn printing(random: &mut Random, time: i64) -> Session {
    inside(random, time, &[Server::Printer]).to("TCP", 9100, "jetdirect")
}

fn administration(random: &mut Random, time: i64) -> Session {
    let to = *random.pick(&[
        Server::Application,
        Server::Database,
        Server::Web1,
        Server::Web2,
        Server::Files,
        Server::DomainController1,
    ]);
    let (port, application) = match to {
        Server::Files | Server::DomainController1 => (3389, "ms-rdp"),
        _ => (22, "ssh"),
    };
    between_servers(random, time, Server::Admin, to).to("TCP", port, application)
}

fn refused_outbound(random: &mut Random, time: i64) -> Session {
    let source = anyone(random);
    let (protocol, port, application) = *random.pick(&[("TCP", 25, "smtp"), ("UDP", 6881, "bittorrent")]);
    let destination = outside(&format!("198.51.100.{}", random.between(230, 250)));
    let session = Session::new(time, Device::Perimeter, source, destination).direction("Outbound");
    session.to(protocol, port, application).action("Deny")
}

fn branch_web(random: &mut Random, time: i64) -> Session {
    let source = branch_laptop(random.between(1, BRANCH_LAPTOPS + 1));
    outbound(random, time, Device::Branch, source).to("TCP", 443, "ssl")
}

fn branch_names(random: &mut Random, time: i64) -> Session {
    let source = branch_laptop(random.between(1, BRANCH_LAPTOPS + 1));
    let session = Session::new(time, Device::Branch, source, random.pick(&DOMAIN_CONTROLLERS).endpoint());
    session.to("UDP", 53, "dns").bytes(70, 151, random.between(8, 60))
}

fn inbound(random: &mut Random, time: i64, server: Server) -> Session {
    let source = outside(&format!("198.51.100.{}", random.between(1, 180)));
    let session = Session::new(time, Device::Perimeter, source, server.endpoint()).direction("Inbound");
    Session { source_port: random.between(1_024, 65_536), ..session }
}

fn customers(random: &mut Random, time: i64) -> Session {
    let server = *random.pick(&[Server::Web1, Server::Web2]);
    let (sent, received) = (random.skewed(400, 60_000), random.skewed(2_000, 4_000_000));
    inbound(random, time, server).to("TCP", 443, "ssl").bytes(sent, received, random.skewed(30, 90_000))
}

fn mail_in(random: &mut Random, time: i64) -> Session {
    inbound(random, time, Server::MailGateway).to("TCP", 25, "smtp").bytes(random.skewed(900, 2_000_000), 640, 900)
}

/// The internet tries doors all day long. None of these ports is one that the company lets in, and Telnet is left to
/// the plants.
fn internet_noise(random: &mut Random, time: i64) -> Session {
    let server = *random.pick(&[Server::Web1, Server::Web2, Server::MailGateway, Server::RemoteDesktop]);
    let (protocol, port) = *random.pick(&[
        ("TCP", 22),
        ("TCP", 445),
        ("TCP", 1433),
        ("TCP", 3306),
        ("TCP", 3389),
        ("TCP", 5900),
        ("TCP", 8080),
        ("UDP", 5060),
        ("UDP", 1900),
    ]);
    let source = outside(&format!("198.51.100.{}", random.between(180, 220)));
    let session = Session::new(time, Device::Perimeter, source, server.endpoint()).direction("Inbound");
    Session { source_port: random.between(1_024, 65_536), ..session.to(protocol, port, "incomplete").action("Deny") }
}

fn applications(random: &mut Random, time: i64) -> Session {
    let (from, to, port, application) = *random.pick(&[
        (Server::Application, Server::Database, 5432, "postgres"),
        (Server::Application, Server::Database, 5432, "postgres"),
        (Server::Web1, Server::Application, 8443, "ssl"),
        (Server::Web2, Server::Application, 8443, "ssl"),
        (Server::Application, Server::Cache, 6379, "redis"),
    ]);
    between_servers(random, time, from, to).to("TCP", port, application)
}

fn to_infrastructure(random: &mut Random, time: i64, destination: &str) -> Session {
    let from = random.pick(&DOMAIN_CONTROLLERS).endpoint();
    Session::new(time, Device::Perimeter, from, outside(destination)).direction("Outbound")
}

fn resolvers(random: &mut Random, time: i64) -> Session {
    to_infrastructure(random, time, "192.0.2.5").to("UDP", 53, "dns").bytes(72, 160, random.between(5, 60))
}

fn clocks(random: &mut Random, time: i64) -> Session {
    to_infrastructure(random, time, "192.0.2.7").to("UDP", 123, "ntp").bytes(90, 90, random.between(5, 60))
}

const MONITORED: [Server; 6] =
    [Server::Web1, Server::Web2, Server::Application, Server::Database, Server::Files, Server::Printer];

fn monitoring(random: &mut Random, time: i64) -> Session {
    let to = *random.pick(&MONITORED);
    between_servers(random, time, Server::Monitoring, to).to("UDP", 161, "snmp").bytes(190, 420, 3)
}

/// A session without ports.
fn pings(random: &mut Random, time: i64) -> Session {
    let to = *random.pick(&MONITORED);
    let session = between_servers(random, time, Server::Monitoring, to).bytes(98, 98, 1);
    Session { protocol: "ICMP", application: "ping", ..session }
}

/// The guests' network has a way out of its own; what strays to ours is refused.
fn guests(random: &mut Random, time: i64) -> Session {
    let (destination, _) = service(random.between(0, SERVICE_ADDRESSES));
    let session =
        Session::new(time, Device::Perimeter, guest(random.between(70, 90)), destination).direction("Outbound");
    session.to("TCP", 443, "incomplete").action("Deny")
}

/// Every night the servers send gigabytes, but to a machine of the company.
fn backups(random: &mut Random) -> Vec<Session> {
    let mut sessions = Vec::new();
    for night in 0..2 {
        for server in [Server::Files, Server::Database, Server::Application] {
            let start = START + night * 24 * HOUR + 10 * HOUR + 5 * MINUTE;
            let time = moment(random, start, 40 * MINUTE);
            let session = between_servers(random, time, server, Server::Backup).to("TCP", 8400, "backup");
            sessions.push(session.bytes(7_400_000_000 + random.between(0, 900_000_000), 52_000_000, 2_400_000));
        }
    }
    sessions
}
