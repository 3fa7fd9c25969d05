//! A session, before it is written as a row of one table or another.

use super::time::{SECOND, WINDOW};

/// One end of a session.
#[derive(Clone, Debug, Default)]
pub(super) struct Endpoint {
    pub(super) address: String,
    pub(super) host: String,
    pub(super) domain: String,
    pub(super) user: String,
}

/// What saw the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    /// The head office's firewall at the internet.
    Perimeter,
    /// The head office's firewall between its own networks.
    Core,
    /// The branch's firewall, which writes Common Event Format, in whole seconds.
    Branch,
    /// Another device, whose connector writes a table of its own.
    Other,
}

impl Endpoint {
    /// The host's name with its domain.
    pub(super) fn fqdn(&self) -> String {
        format!("{}.{}", self.host, self.domain)
    }
}

/// A network session.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) time: i64,
    pub(super) device: Device,
    /// `TCP`, `UDP`, `ICMP`, or empty where the device did not tell.
    pub(super) protocol: &'static str,
    pub(super) direction: &'static str,
    pub(super) action: &'static str,
    /// What the device took the traffic for.
    pub(super) application: &'static str,
    /// The service at the other end, where it is a known one.
    pub(super) service: &'static str,
    pub(super) source: Endpoint,
    pub(super) source_port: u64,
    pub(super) destination: Endpoint,
    pub(super) port: Option<u64>,
    pub(super) sent: u64,
    pub(super) received: u64,
    pub(super) milliseconds: u64,
}

impl Session {
    /// An allowed session of one packet or so.
    pub(super) fn new(time: i64, device: Device, source: Endpoint, destination: Endpoint) -> Self {
        Self {
            time: if device == Device::Branch { whole_second(time) } else { time },
            device,
            protocol: "TCP",
            direction: "Local",
            action: "Allow",
            application: "",
            service: "",
            source,
            // Without random numbers of its own, so that a plant does not change what comes after it.
            source_port: 49_152 + (time as u64 / 7) % 16_000,
            destination,
            port: None,
            sent: 74,
            received: 0,
            milliseconds: 0,
        }
    }

    /// As a device tells of it that writes whole seconds.
    pub(super) fn in_whole_seconds(self) -> Self {
        Self { time: whole_second(self.time), ..self }
    }

    pub(super) fn direction(mut self, direction: &'static str) -> Self {
        self.direction = direction;
        self
    }

    pub(super) fn to(mut self, protocol: &'static str, port: u64, application: &'static str) -> Self {
        (self.protocol, self.port, self.application) = (protocol, Some(port), application);
        self
    }

    pub(super) fn action(mut self, action: &'static str) -> Self {
        self.action = action;
        self
    }

    pub(super) fn bytes(mut self, sent: u64, received: u64, milliseconds: u64) -> Self {
        (self.sent, self.received, self.milliseconds) = (sent, received, milliseconds);
        self
    }

    /// The packets that were sent and received.
    pub(super) fn packets(&self) -> (u64, u64) {
        (self.sent.div_ceil(900), self.received.div_ceil(900))
    }

    /// The rule that let the session through or refused it.
    pub(super) fn rule(&self) -> &'static str {
        match (self.direction, self.action) {
            ("Inbound", "Allow") => "published-services",
            ("Inbound", _) => "deny-inbound",
            ("Outbound", "Allow") => "internet-access",
            ("Outbound", _) => "deny-outbound",
            (_, "Allow") => "internal-services",
            _ => "segmentation",
        }
    }

    /// The zones of source and destination.
    pub(super) fn zones(&self) -> (&'static str, &'static str) {
        (zone(&self.source.address), zone(&self.destination.address))
    }
}

/// The second of a time. At the edge of a summary it is the next one: the demo has no session there.
fn whole_second(time: i64) -> i64 {
    let second = time - time % SECOND;
    if second % WINDOW == 0 { second + SECOND } else { second }
}

fn zone(address: &str) -> &'static str {
    match address.strip_prefix("10.").map(|rest| rest.split('.').nth(1).unwrap_or_default()) {
        None => "internet",
        Some("10") => "clients",
        Some("50") => "dmz",
        Some("90") => "guests",
        Some(_) => "servers",
    }
}
