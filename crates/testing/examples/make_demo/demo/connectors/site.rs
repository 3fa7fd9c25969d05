//! The sites that the connectors' devices watch.

use super::super::company::{DOMAIN, outside, service};
use super::super::session::{Device, Endpoint, Session};
use super::super::time::{MINUTE, SECOND, at};

/// A network of the company with hosts of its own.
#[derive(Clone, Copy)]
pub(super) struct Site {
    pub(super) number: u64,
    pub(super) name: &'static str,
}

impl Site {
    /// A host of the site.
    pub(super) fn host(self, host: u64) -> Endpoint {
        Endpoint {
            address: format!("10.60.{}.{host}", self.number),
            host: format!("{}-{host}", self.name),
            domain: DOMAIN.into(),
            user: format!("s{:02}.clerk{host}", self.number),
        }
    }

    /// An address of the internet that only this site deals with.
    pub(super) fn stranger(self) -> Endpoint {
        outside(&format!("203.0.113.{}", 160 + self.number))
    }

    /// An ordinary morning: three sessions with services, two questions for names, two refused tries from the internet,
    /// and one session inside.
    pub(super) fn morning(self) -> Vec<Session> {
        let time = |minute: i64| at(14, 10, minute, self.number as i64) + 137 + 7 * minute;
        let session = |minute, source, destination| Session::new(time(minute), Device::Other, source, destination);
        let web = |i: u64| {
            let (there, name) = service(self.number + 3 * i);
            let session = session(5 + 9 * i as i64, self.host(11 + i), there).direction("Outbound");
            Session { service: name, ..session.to("TCP", 443, "HTTPS").bytes(2_400 + 310 * i, 61_000 + 970 * i, 4_000) }
        };
        let name = |i: u64| {
            let session = session(40 + i as i64, self.host(11 + i), outside("192.0.2.5")).direction("Outbound");
            session.to("UDP", 53, "DNS").bytes(71 + i, 143, 1_000)
        };
        let refused = |i: u64| {
            let source = outside(&format!("198.51.100.{}", 180 + self.number));
            let session = session(45 + i as i64, source, self.host(20)).direction("Inbound");
            session.to("TCP", 22, "SSH").action("Deny")
        };
        let inside = session(52, self.host(11), self.host(20)).to("TCP", 8443, "HTTPS").bytes(5_100, 12_700, 9_000);
        (0..3).map(web).chain((0..2).map(name)).chain((0..2).map(refused)).chain([inside]).collect()
    }

    /// Sessions between a host of the site and its stranger from 11:41 on.
    pub(super) fn misuse(
        self,
        count: i64,
        direction: &'static str,
        port: u64,
        application: &'static str,
    ) -> Vec<Session> {
        let session = |i: i64| {
            let time = at(14, 11, 41, 0) + 137 + i * 37 * SECOND;
            assert!(time < at(14, 12, 0, 0) - MINUTE, "the misuse ends in its window");
            let (source, destination) = match direction {
                "Inbound" => (self.stranger(), self.host(20)),
                _ => (self.host(17), self.stranger()),
            };
            let session = Session::new(time, Device::Other, source, destination).direction(direction);
            session.to("TCP", port, application).bytes(1_900 + 10 * i as u64, 860, 2_000)
        };
        (0..count).map(session).collect()
    }
}
