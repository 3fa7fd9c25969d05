//! Who there is. Addresses outside of the company are from the ranges that RFC 5737 keeps for documentation, names from
//! RFC 2606's.

use super::session::Endpoint;

pub(super) const DOMAIN: &str = "harebell.example";

const PEOPLE: [&str; 20] = [
    "abara",
    "bennani",
    "castro",
    "dubois",
    "eriksen",
    "farouk",
    "grant",
    "hoshino",
    "ivanova",
    "jansen",
    "kovacs",
    "lindqvist",
    "moreau",
    "nandi",
    "okafor",
    "pereira",
    "quinn",
    "rossi",
    "silva",
    "tanaka",
];

/// The laptops of the head office, `HB-LT-001` to `HB-LT-060`.
pub(super) const LAPTOPS: u64 = 60;
/// The laptops of the branch, `HB-BR-001` to `HB-BR-012`.
pub(super) const BRANCH_LAPTOPS: u64 = 12;

/// A laptop of the head office, counted from 1.
pub(super) fn laptop(number: u64) -> Endpoint {
    let name = PEOPLE[number as usize % PEOPLE.len()];
    let user = format!("{}.{name}", char::from(b'a' + (number / 3 % 26) as u8));
    Endpoint { user, ..internal(&format!("HB-LT-{number:03}"), &format!("10.20.10.{}", 10 + number)) }
}

/// A laptop of the branch, counted from 1.
pub(super) fn branch_laptop(number: u64) -> Endpoint {
    let name = PEOPLE[(number as usize * 7 + 3) % PEOPLE.len()];
    let user = format!("{}.{name}", char::from(b'm' + (number % 8) as u8));
    Endpoint { user, ..internal(&format!("HB-BR-{number:03}"), &format!("10.40.10.{}", 10 + number)) }
}

/// Someone else's device in the guests' network.
pub(super) fn guest(number: u64) -> Endpoint {
    internal(&format!("GUEST-{number:02}"), &format!("10.20.90.{number}"))
}

/// Servers and devices of the company.
#[derive(Clone, Copy)]
pub(super) enum Server {
    DomainController1,
    DomainController2,
    Files,
    Database,
    Application,
    Cache,
    Backup,
    Printer,
    Admin,
    Monitoring,
    Web1,
    Web2,
    MailGateway,
    RemoteDesktop,
    VideoRecorder,
}

impl Server {
    pub(super) fn endpoint(self) -> Endpoint {
        let (name, address) = match self {
            Server::DomainController1 => ("dc01", "10.20.30.10"),
            Server::DomainController2 => ("dc02", "10.20.30.11"),
            Server::Files => ("fs01", "10.20.30.20"),
            Server::Database => ("db01", "10.20.30.30"),
            Server::Application => ("app01", "10.20.30.40"),
            Server::Cache => ("cache01", "10.20.30.45"),
            Server::Backup => ("bak01", "10.20.30.60"),
            Server::Printer => ("prn01", "10.20.30.80"),
            Server::Admin => ("adm01", "10.20.40.5"),
            Server::Monitoring => ("mon01", "10.20.40.6"),
            Server::Web1 => ("web01", "10.20.50.10"),
            Server::Web2 => ("web02", "10.20.50.11"),
            Server::MailGateway => ("mx01", "10.20.50.20"),
            Server::RemoteDesktop => ("rdgw01", "10.20.50.30"),
            Server::VideoRecorder => ("nvr01", "10.20.50.40"),
        };
        internal(name, address)
    }
}

fn internal(name: &str, address: &str) -> Endpoint {
    Endpoint { address: address.into(), host: name.into(), domain: DOMAIN.into(), user: String::new() }
}

/// Services on the internet that people use every day: what they are called, and their domain.
const SERVICES: [(&str, &str); 18] = [
    ("Paperboat Docs", "docs.paperboat.example"),
    ("Paperboat Drive", "drive.paperboat.example"),
    ("Ledgerly", "app.ledgerly.example"),
    ("Tidewater CRM", "crm.tidewater.example"),
    ("Larkmeet", "meet.lark.example"),
    ("Larkmeet", "media.lark.example"),
    ("Fernpost Mail", "mail.fernpost.example"),
    ("Fernpost Mail", "outlook.fernpost.example"),
    ("Granary Orders", "orders.granary.example"),
    ("Signpost Maps", "tiles.signpost.example"),
    ("Quillnews", "www.quillnews.example"),
    ("Quillnews", "cdn.quillnews.example"),
    ("Updraft", "updates.updraft.example"),
    ("Updraft", "telemetry.updraft.example"),
    ("Homestead Bank", "business.homestead.example"),
    ("Wayfarer Travel", "book.wayfarer.example"),
    ("Chirrup", "api.chirrup.example"),
    ("Mossweb Search", "search.mossweb.example"),
];

/// How many addresses the services have together.
pub(super) const SERVICE_ADDRESSES: u64 = 3 * SERVICES.len() as u64;

/// A service at one of its addresses, with what it is called.
pub(super) fn service(number: u64) -> (Endpoint, &'static str) {
    let (name, domain) = SERVICES[number as usize % SERVICES.len()];
    (Endpoint { domain: domain.into(), ..outside(&format!("192.0.2.{}", 20 + number)) }, name)
}

/// An address of the internet that nothing is known of.
pub(super) fn outside(address: &str) -> Endpoint {
    Endpoint { address: address.into(), ..Endpoint::default() }
}
