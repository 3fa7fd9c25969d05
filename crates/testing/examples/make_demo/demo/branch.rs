//! The branch's sessions as its firewall's Common Event Format arrives in `CommonSecurityLog`.
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/commonsecuritylog>

use serde_json::{Value, json};

use super::session::{Device, Session};
use super::time::iso;

/// The table's file; `sessions` are in the order of time.
pub(super) fn file(sessions: &[Session]) -> (String, String) {
    let branch = sessions.iter().filter(|s| s.device == Device::Branch);
    let lines: Vec<String> =
        branch.enumerate().map(|(number, session)| line(number, session).to_string() + "\n").collect();
    ("tables/CommonSecurityLog/branch.jsonl.gz".into(), lines.concat())
}

/// A traffic log, the firewall's session number so-and-so.
pub(super) fn line(number: usize, s: &Session) -> Value {
    let (source_zone, zone) = s.zones();
    let (class, action, reason) = match s.action {
        "Allow" => ("end", "allow", "tcp-fin"),
        "Reset" => ("end", "reset both", "policy-deny"),
        _ => ("drop", "deny", "policy-deny"),
    };
    let (sent, received) = s.packets();
    let extensions =
        format!("PanOSPacketsReceived={received};PanOSPacketsSent={sent};PanOSActionFlags=0x0;reason={reason}");
    let direction = match s.direction {
        "Outbound" => 1,
        _ => 0,
    };
    json!({
        "TimeGenerated": iso(s.time),
        "Type": "CommonSecurityLog",
        "DeviceVendor": "Palo Alto Networks",
        "DeviceProduct": "PAN-OS",
        "DeviceVersion": "11.1.4",
        "DeviceEventClassID": class,
        "Activity": "TRAFFIC",
        "LogSeverity": "3",
        "DeviceName": "fw-br01.harebell.example",
        "DeviceAction": action,
        "CommunicationDirection": direction.to_string(),
        "Protocol": s.protocol.to_lowercase(),
        "ApplicationProtocol": s.application,
        "SourceIP": s.source.address,
        "SourcePort": s.source_port,
        "SourceHostName": s.source.host,
        "SourceUserName": s.source.user,
        "DestinationIP": s.destination.address,
        "DestinationPort": s.port,
        "DestinationHostName": s.destination.host,
        "SentBytes": s.sent,
        "ReceivedBytes": s.received,
        "FlexNumber1": s.sent + s.received,
        "FlexNumber1Label": "Total bytes",
        "DeviceCustomNumber1": 90_000 + number,
        "DeviceCustomNumber1Label": "SessionID",
        "DeviceCustomNumber3": s.milliseconds / 1000,
        "DeviceCustomNumber3Label": "Elapsed time in seconds",
        "DeviceCustomString1": s.rule(),
        "DeviceCustomString1Label": "Rule",
        "DeviceCustomString4": source_zone,
        "DeviceCustomString4Label": "Source Zone",
        "DeviceCustomString5": zone,
        "DeviceCustomString5Label": "Destination Zone",
        "AdditionalExtensions": extensions,
    })
}
