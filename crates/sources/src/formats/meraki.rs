//! Syslog of Cisco Meraki.

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::{Output, Table};
use crate::syslog::{self, word};
use crate::tables::syslog::{self as table, Message, Severities};
use crate::time::epoch;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Meraki = Meraki;

/// See [`PAGE`].
pub(crate) struct Meraki;

static PAGE: Page = Page {
    name: "meraki",
    title: "Cisco Meraki",
    summary: "Syslog of Meraki's appliances becomes rows of `Syslog`, or of `meraki_CL`.",
    told_by: "a number of seconds where RFC 5424 has a time, then a device and a kind of event (`flows`, `urls` …)",
    notes: "\
- `SyslogMessage` begins with the number of seconds, from which on Sentinel's parsers read. With the option `meraki-cl` \
rows go to `meraki_CL`, whose `Message` begins with the version.
- `TimeGenerated` is that number; `HostName` and `Computer` are the device.
- A header of a relay in front is taken away.",
    options: &[("meraki-cl", "rows go to `meraki_CL`"), table::OPTIONS[0]],
    tables: &[&table::TABLE, &CUSTOM],
    sources: &["<https://documentation.meraki.com/General_Administration/Monitoring_and_Reporting/Syslog_Event_Types_and_Log_Samples>"],
    example: Example {
        file: "meraki.log",
        input: "<134>1 1768471872.705328502 MX84 flows allow src=10.1.1.5 dst=198.51.100.7 mac=00:11:22:33:44:55 protocol=tcp sport=50321 dport=443\n",
        rows: r#"{"table":"Syslog","TimeGenerated":"2026-01-15T10:11:12.7053285Z","Computer":"MX84","EventTime":"2026-01-15T10:11:12.7053285Z","Facility":"local0","HostName":"MX84","SeverityLevel":"info","SyslogMessage":"1768471872.705328502 MX84 flows allow src=10.1.1.5 dst=198.51.100.7 mac=00:11:22:33:44:55 protocol=tcp sport=50321 dport=443","SourceSystem":"Linux"}"#,
    },
};

static CUSTOM: Table = Table::new("meraki_CL", "TimeGenerated:datetime Computer Message");

/// The kinds of events.
const KINDS: [&str; 16] = [
    "flows", "firewall", "cellular_firewall", "vpn_firewall", "l7_firewall", "urls", "events", "security_event",
    "ids-alerts", "airmarshal_events", "ip_flow_start", "ip_flow_end", "security_filtering_file_scanned",
    "security_filtering_disposition_change", "content_filtering", "anyconnect_vpn_events",
];

impl Format for Meraki {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_lines(|line| entry(line).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let (custom, severities) = (options.chosen("meraki-cl"), Severities::of(options));
        read_lines(&Reader { custom, severities }, input, options, out)
    }
}

/// What a line holds from the number of seconds on.
struct Entry<'a> {
    priority: Option<u16>,
    time: i64,
    device: &'a str,
    /// From the version on.
    whole: &'a str,
    /// From the number of seconds on.
    text: &'a str,
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let outer = syslog::header(line);
    // The priority may stand in a relay's header, and again in the entry's own.
    let start = [line, outer.rest].into_iter().find_map(|text| {
        let (priority, rest) = match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            Some((number, rest)) => (number.parse().ok(), rest),
            None => (outer.priority, text),
        };
        let after = rest.strip_prefix("1 ")?;
        let (time, _) = epoch(after).filter(|(_, rest)| rest.starts_with(' '))?;
        Some((priority, time, rest, after))
    });
    let (priority, time, whole, text) = start?;
    let (_, rest) = word(text);
    let (device, rest) = word(rest);
    let (kind, _) = word(rest);
    KINDS.contains(&kind).then_some(Entry { priority, time, device, whole, text })
}

struct Reader {
    custom: bool,
    severities: Severities,
}

impl LineReader for Reader {
    type State = ();

    const MEMORY: Memory = Memory::None;

    fn begin(&self, _piece: &Piece) {}

    fn line(&self, line: &str, (): &mut (), out: &mut Output) -> Result<(), &'static str> {
        let entry = entry(line).ok_or("no entry of Meraki")?;
        if self.custom {
            let mut row = out.row(&CUSTOM);
            row.time(Some(entry.time));
            row.text("Computer", entry.device);
            row.text("Message", entry.whole);
            return Ok(());
        }
        let (facility, severity) =
            entry.priority.map_or(("", ""), |number| (table::facility(number / 8), self.severities.name(number % 8)));
        let (host, time) = (entry.device, Some(entry.time));
        table::write(&Message { time, facility, severity, host, text: entry.text, ..Message::default() }, out);
        Ok(())
    }
}
