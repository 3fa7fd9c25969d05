//! The log of the Windows firewall.

use crate::driver::read_lines;
use crate::rows::{Row, Table};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, w3c};

/// The format.
pub(crate) static FORMAT: PFirewall = PFirewall;

/// See [`PAGE`].
pub(crate) struct PFirewall;

static PAGE: Page = Page {
    name: "pfirewall",
    title: "Windows firewall (pfirewall.log)",
    summary: "The log of the Windows firewall becomes rows of `WindowsFirewall`.",
    told_by: "`#Fields:` with `src-ip` and `action`",
    notes: "\
- Times are the machine's local time: `--timezone` says which.
- `path` (`SEND`, `RECEIVE`) is `CommunicationDirection`. `-` is null. The TCP flags, sequence numbers, ICMP's type and \
code and the process have no column, and are noted.",
    options: &[],
    tables: &[&TABLE],
    sources: &[
        "<https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/configure-logging>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/windowsfirewall>",
    ],
    example: Example {
        file: "pfirewall.log",
        input: "#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path\n\n2026-01-15 10:11:12 DROP TCP 203.0.113.9 10.2.0.5 4711 3389 52 - - - - - - - RECEIVE\n",
        rows: r#"{"table":"WindowsFirewall","TimeGenerated":"2026-01-15T10:11:12.0000000Z","FirewallAction":"DROP","Protocol":"TCP","SourceIP":"203.0.113.9","DestinationIP":"10.2.0.5","SourcePort":4711,"DestinationPort":3389,"RequestSizeInBytes":52,"CommunicationDirection":"RECEIVE"}"#,
    },
};

static TABLE: Table = Table::new(
    "WindowsFirewall",
    "TimeGenerated:datetime FirewallAction Protocol SourceIP DestinationIP SourcePort:int DestinationPort:int \
     RequestSizeInBytes:long Info CommunicationDirection",
);

impl Format for PFirewall {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_one = |fields: &str| fields.contains(" action ") && fields.contains(" src-ip ");
        head.lines().filter_map(w3c::fields).any(is_one).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let reader = w3c::Reader { table: &TABLE, zone: options.zone(), column, set };
        read_lines(&reader, input, options, out)
    }
}

fn column(field: &str) -> Option<&'static str> {
    Some(match field {
        "action" => "FirewallAction",
        "protocol" => "Protocol",
        "src-ip" => "SourceIP",
        "dst-ip" => "DestinationIP",
        "src-port" => "SourcePort",
        "dst-port" => "DestinationPort",
        "size" => "RequestSizeInBytes",
        "info" => "Info",
        "path" => "CommunicationDirection",
        _ => return None,
    })
}

fn set(row: &mut Row<'_>, column: &'static str, value: &str) {
    if value != "-" {
        row.text(column, value);
    }
}
