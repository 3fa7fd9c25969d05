//! A session in normal form: the fields of the ASIM network session schema.
//! <https://learn.microsoft.com/azure/sentinel/normalization-schema-network>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::session::{Endpoint, Session};
use super::super::time::kusto;

/// Fields and their values. What is not there is null or the empty string.
#[derive(Clone)]
pub(super) struct Normal(BTreeMap<&'static str, Value>);

/// The columns of a source: those of any of its sessions.
pub(super) fn columns(sessions: &[Normal]) -> Vec<&'static str> {
    sessions.iter().flat_map(|s| s.0.keys().copied()).collect::<BTreeSet<_>>().into_iter().collect()
}

impl Normal {
    /// What every source tells of a session.
    pub(super) fn of(s: &Session, table: &str, vendor: &str, product: &str, event_type: &str) -> Self {
        let refused = !matches!(s.action, "Allow" | "");
        let fields = [
            ("TimeGenerated", json!(kusto(s.time))),
            ("Type", json!(table)),
            ("EventVendor", json!(vendor)),
            ("EventProduct", json!(product)),
            ("EventSchema", json!("NetworkSession")),
            ("EventSchemaVersion", json!("0.2.6")),
            ("EventType", json!(event_type)),
            ("EventCount", json!(1)),
            ("EventStartTime", json!(kusto(s.time))),
            ("EventEndTime", json!(kusto(s.time))),
            ("EventResult", json!(if refused { "Failure" } else { "Success" })),
            ("EventSeverity", json!(if refused { "Low" } else { "Informational" })),
            ("DvcAction", json!(s.action)),
            ("NetworkProtocol", json!(s.protocol)),
            ("NetworkDirection", json!(s.direction)),
            ("SrcIpAddr", json!(s.source.address)),
            ("SrcPortNumber", json!(s.source_port)),
            ("DstIpAddr", json!(s.destination.address)),
            ("DstPortNumber", json!(s.port)),
            ("IpAddr", json!(s.source.address)),
            ("Src", json!(s.source.address)),
            ("Dst", json!(s.destination.address)),
            // No filter has matched.
            ("ASimMatchingIpAddr", json!("-")),
            ("ASimMatchingHostname", json!("")),
        ];
        Self(fields.into_iter().collect())
    }

    pub(super) fn with(mut self, field: &'static str, value: impl Into<Value>) -> Self {
        self.0.insert(field, value.into());
        self
    }

    /// Without a field that the source does not tell.
    pub(super) fn without(mut self, field: &str) -> Self {
        self.0.remove(field);
        self
    }

    pub(super) fn bytes(self, s: &Session) -> Self {
        self.with("SrcBytes", s.sent).with("DstBytes", s.received).with("NetworkBytes", s.sent + s.received)
    }

    pub(super) fn packets(self, s: &Session) -> Self {
        let (sent, received) = s.packets();
        self.with("SrcPackets", sent).with("DstPackets", received).with("NetworkPackets", sent + received)
    }

    pub(super) fn duration(self, s: &Session) -> Self {
        self.with("NetworkDuration", s.milliseconds).with("Duration", s.milliseconds)
    }

    /// The record is written when the session ends.
    pub(super) fn ended(self, s: &Session) -> Self {
        self.duration(s).with("EventStartTime", kusto(s.time - s.milliseconds as i64))
    }

    /// The names of both ends.
    pub(super) fn hosts(self, source: &str, destination: &str) -> Self {
        let named = self.with("SrcHostname", source).with("DstHostname", destination).with("Hostname", destination);
        let named = if source.is_empty() { named } else { named.with("Src", source) };
        if destination.is_empty() { named } else { named.with("Dst", destination) }
    }

    /// What an endpoint tells of a session of its own: who it is, and which end is the other.
    pub(super) fn at_endpoint(self, s: &Session, remote_host: &str) -> Self {
        let inbound = s.direction == "Inbound";
        let local = local(s);
        let named = if inbound { self.hosts(remote_host, &local.host) } else { self.hosts(&local.host, remote_host) };
        let named = named.with("Hostname", remote_host).with("IpAddr", local.address.as_str());
        named.with("DvcHostname", local.host.as_str()).with("Dvc", local.host.as_str()).with("DvcFQDN", local.fqdn())
    }

    pub(super) fn rule(self, name: &str) -> Self {
        self.with("NetworkRuleName", name).with("Rule", name)
    }

    pub(super) fn session_id(self, id: String) -> Self {
        self.with("NetworkSessionId", id.as_str()).with("SessionId", id)
    }

    /// A value for each of these columns.
    pub(super) fn cells(&self, columns: &[&str]) -> Value {
        columns.iter().map(|column| self.0.get(column).cloned().unwrap_or_default()).collect()
    }
}

/// The company's end, which reports the session.
pub(super) fn local(s: &Session) -> &Endpoint {
    if s.direction == "Inbound" { &s.destination } else { &s.source }
}
