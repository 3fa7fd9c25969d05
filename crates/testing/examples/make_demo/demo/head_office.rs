//! The head office's sessions as `ASimNetworkSessionLogs`, a file a day.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/asimnetworksessionlogs>

use std::fmt::Write;

use super::company::DOMAIN;
use super::session::{Device, Session};
use super::time::{DAY, iso};

const HEADER: &str = "TimeGenerated,EventVendor,EventProduct,EventSchemaVersion,EventType,EventCount,EventResult,EventSeverity,DvcHostname,DvcDomain,\
    DvcIpAddr,DvcAction,NetworkProtocol,NetworkDirection,NetworkApplicationProtocol,NetworkRuleName,NetworkSessionId,NetworkDuration,SrcIpAddr,\
    SrcPortNumber,SrcHostname,SrcUsername,SrcZone,SrcBytes,DstIpAddr,DstPortNumber,DstHostname,DstDomain,DstZone,DstAppName,DstBytes\n";

/// The table's files; `sessions` are in the order of time.
pub(super) fn files(sessions: &[Session]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, session) in sessions.iter().filter(|s| s.device != Device::Branch).enumerate() {
        let path = format!("tables/ASimNetworkSessionLogs/2026-01-{}.csv.gz", 13 + session.time / DAY);
        if files.last().is_none_or(|(last, _)| *last != path) {
            files.push((path, HEADER.to_owned()));
        }
        if let Some((_, text)) = files.last_mut() {
            write_row(number, session, text);
        }
    }
    files
}

fn write_row(number: usize, s: &Session, out: &mut String) {
    let (vendor, product, device, device_address) = match s.device {
        Device::Perimeter => ("Fortinet", "FortiGate", "fw01", "10.20.0.1"),
        Device::Core | Device::Branch => ("Cisco", "Meraki", "fw02", "10.20.0.2"),
    };
    let (result, severity) = if s.action == "Allow" { ("Success", "Informational") } else { ("Failure", "Low") };
    let port = s.port.map(|p| p.to_string()).unwrap_or_default();
    // Nobody has a port where there are none.
    let source_port = s.port.map(|_| s.source_port.to_string()).unwrap_or_default();
    let (source_zone, zone) = s.zones();
    let cells = [
        &iso(s.time),
        vendor,
        product,
        "0.2.6",
        "NetworkSession",
        "1",
        result,
        severity,
        device,
        DOMAIN,
        device_address,
        s.action,
        s.protocol,
        s.direction,
        s.application,
        s.rule(),
        &(7_340_032 + number).to_string(),
        &s.milliseconds.to_string(),
        &s.source.address,
        &source_port,
        &s.source.host,
        &s.source.user,
        source_zone,
        &s.sent.to_string(),
        &s.destination.address,
        &port,
        &s.destination.host,
        &s.destination.domain,
        zone,
        s.service,
        &s.received.to_string(),
    ];
    // No cell has a comma or a quote.
    let _ = writeln!(out, "{}", cells.join(","));
}
