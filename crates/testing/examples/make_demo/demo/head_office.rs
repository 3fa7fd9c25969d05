//! The head office's sessions as `ASimNetworkSessionLogs`, a file a day.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/asimnetworksessionlogs>

use super::company::DOMAIN;
use super::session::{Device, Session};
use super::time::{DAY, iso};

/// The table's files; `sessions` are in the order of time.
pub(super) fn files(sessions: &[Session]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, session) in sessions.iter().filter(|s| s.device != Device::Branch).enumerate() {
        let path = format!("tables/ASimNetworkSessionLogs/2026-01-{}.csv.gz", 13 + session.time / DAY);
        let row = row(number, session);
        if files.last().is_none_or(|(last, _)| *last != path) {
            files.push((path, line(row.each_ref().map(|(column, _)| *column))));
        }
        if let Some((_, text)) = files.last_mut() {
            *text += &line(row.each_ref().map(|(_, cell)| cell.as_str()));
        }
    }
    files
}

/// No cell has a comma or a quote.
fn line(cells: [&str; 31]) -> String {
    cells.join(",") + "\n"
}

/// The columns with their cells.
fn row(number: usize, s: &Session) -> [(&'static str, String); 31] {
    let (vendor, product, device, device_address) = match s.device {
        Device::Perimeter => ("Fortinet", "FortiGate", "fw01", "10.20.0.1"),
        Device::Core | Device::Branch | Device::Other => ("Cisco", "Meraki", "fw02", "10.20.0.2"),
    };
    let (result, severity) = if s.action == "Allow" { ("Success", "Informational") } else { ("Failure", "Low") };
    let (source_zone, zone) = s.zones();
    [
        ("TimeGenerated", iso(s.time)),
        ("EventVendor", vendor.into()),
        ("EventProduct", product.into()),
        ("EventSchemaVersion", "0.2.6".into()),
        ("EventType", "NetworkSession".into()),
        ("EventCount", "1".into()),
        ("EventResult", result.into()),
        ("EventSeverity", severity.into()),
        ("DvcHostname", device.into()),
        ("DvcDomain", DOMAIN.into()),
        ("DvcIpAddr", device_address.into()),
        ("DvcAction", s.action.into()),
        ("NetworkProtocol", s.protocol.into()),
        ("NetworkDirection", s.direction.into()),
        ("NetworkApplicationProtocol", s.application.into()),
        ("NetworkRuleName", s.rule().into()),
        ("NetworkSessionId", (7_340_032 + number).to_string()),
        ("NetworkDuration", s.milliseconds.to_string()),
        ("SrcIpAddr", s.source.address.clone()),
        // Nobody has a port where there are none.
        ("SrcPortNumber", s.port.map_or_else(String::new, |_| s.source_port.to_string())),
        ("SrcHostname", s.source.host.clone()),
        ("SrcUsername", s.source.user.clone()),
        ("SrcZone", source_zone.into()),
        ("SrcBytes", s.sent.to_string()),
        ("DstIpAddr", s.destination.address.clone()),
        ("DstPortNumber", s.port.map_or_else(String::new, |p| p.to_string())),
        ("DstHostname", s.destination.host.clone()),
        ("DstDomain", s.destination.domain.clone()),
        ("DstZone", zone.into()),
        ("DstAppName", s.service.into()),
        ("DstBytes", s.received.to_string()),
    ]
}
