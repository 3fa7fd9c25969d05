//! Messages of Cisco ASA and FTD.

use std::net::IpAddr;

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::{Cell, Output, Row};
use crate::syslog::{self, Header};
use crate::tables::common_security_log as table;
use crate::time::{Stamp, YearClock, Zone};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Asa = Asa;

/// See [`PAGE`].
pub(crate) struct Asa;

static PAGE: Page = Page {
    name: "asa",
    title: "Cisco ASA and FTD",
    summary: "Lines with `%ASA-` or `%FTD-` become rows of `CommonSecurityLog`.",
    told_by: "`%ASA-severity-number:` in most lines",
    notes: "\
- `Message` is everything from `%ASA-` on, as Sentinel keeps it: its content reads `%ASA-6-302013: Built …`.
- `DeviceVendor` is `Cisco`, `DeviceProduct` is `ASA` or `FTD`, `DeviceEventClassID` the number, `LogSeverity` the \
severity.
- The messages about connections (302013 – 302016, 106001, 106006, 106007, 106014, 106015, 106021, 106023, 106100, \
710002, 710003, 710005) also fill both ends, `Protocol`, `DeviceAction`, `CommunicationDirection` and, in \
`DeviceCustomString2`, the access list. Who began a connection is its source, also of an outbound one, which the message \
names last. Of a teardown the order of the message counts. All other messages leave these columns empty, as Sentinel does.
- Times without a year or zone: see `--year` and `--timezone`.",
    options: &[],
    tables: &[&table::TABLE],
    sources: &[
        "<https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/asa-syslog.html>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/commonsecuritylog>",
    ],
    example: Example {
        file: "asa.log",
        input: "Jan 15 2026 10:11:12 fw1 : %ASA-6-302013: Built inbound TCP connection 71 for outside:203.0.113.9/4711 (203.0.113.9/4711) to dmz:10.2.0.5/443 (10.2.0.5/443)\n",
        rows: r#"{"table":"CommonSecurityLog","TimeGenerated":"2026-01-15T10:11:12.0000000Z","DeviceVendor":"Cisco","DeviceProduct":"ASA","DeviceEventClassID":"302013","LogSeverity":"6","Computer":"fw1","DeviceAction":"Built","SimplifiedDeviceAction":"Built","CommunicationDirection":"inbound","Message":"%ASA-6-302013: Built inbound TCP connection 71 for outside:203.0.113.9/4711 (203.0.113.9/4711) to dmz:10.2.0.5/443 (10.2.0.5/443)","Protocol":"TCP","SourceIP":"203.0.113.9","SourcePort":4711,"DestinationIP":"10.2.0.5","DestinationPort":443,"SourceSystem":"OpsManager"}"#,
    },
};

impl Format for Asa {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_lines(|line| split(line).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader { zone: options.zone() }, input, options, out)
    }
}

struct Reader {
    zone: Zone,
}

impl LineReader for Reader {
    type State = Option<YearClock>;

    const MEMORY: Memory = Memory::Years;

    fn begin(&self, piece: &Piece) -> Self::State {
        piece.years
    }

    fn line(&self, line: &str, years: &mut Self::State, out: &mut Output) -> Result<(), &'static str> {
        let (before, record) = split(line).ok_or("no message of ASA or FTD")?;
        write(syslog::header(before), record, self.zone, years.as_mut(), out);
        Ok(())
    }

    fn stamp(&self, line: &str) -> Option<Stamp> {
        syslog::stamp(line)
    }
}

/// A message and its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    product: &'static str,
    severity: &'a str,
    number: &'a str,
    text: &'a str,
    /// With all of these in front.
    message: &'a str,
}

/// What stands before a message, and the message.
pub(crate) fn split(line: &str) -> Option<(&str, Record<'_>)> {
    let (at, product) = [("%ASA-", "ASA"), ("%FTD-", "FTD")].into_iter().find_map(|(mark, product)| {
        Some((memchr::memmem::find(line.as_bytes(), mark.as_bytes())?, product))
    })?;
    let message = line[at..].trim_end();
    let (mark, text) = message[5..].split_once(':')?;
    // EMBLEM puts the facility between: `%ASA-session-6-302013`.
    let (before, number) = mark.rsplit_once('-')?;
    let severity = before.rsplit('-').next()?;
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let is_message = is_number(severity, 1) && is_number(number, 6);
    is_message.then_some((&line[..at], Record { product, severity, number, text: text.trim_start(), message }))
}

/// Writes a message.
pub(crate) fn write(
    header: Header<'_>,
    record: Record<'_>,
    zone: Zone,
    years: Option<&mut YearClock>,
    out: &mut Output,
) {
    let mut row = out.row(&table::TABLE);
    row.time(header.time.and_then(|time| time.ticks(zone, years)));
    row.text("DeviceVendor", "Cisco");
    row.text("DeviceProduct", record.product);
    row.text("DeviceEventClassID", record.number);
    row.text("LogSeverity", record.severity);
    row.text("Computer", header.host.trim_end_matches(':'));
    row.text("Message", record.message);
    if let Some(session) = session(record.number, record.text) {
        write_session(&mut row, &session);
    }
    table::complete(&mut row);
}

/// What a message says about a connection.
#[derive(Debug, Default, PartialEq, Eq)]
struct Session<'a> {
    action: &'a str,
    direction: &'a str,
    protocol: &'a str,
    source: Option<End<'a>>,
    destination: Option<End<'a>>,
    list: &'a str,
}

/// An address, and its port if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End<'a> {
    address: &'a str,
    port: Option<u16>,
}

fn write_session(row: &mut Row<'_>, session: &Session<'_>) {
    table::action(row, session.action);
    row.text("CommunicationDirection", session.direction);
    row.text("Protocol", session.protocol);
    row.text("DeviceCustomString2", session.list);
    for (end, address, port) in
        [(session.source, "SourceIP", "SourcePort"), (session.destination, "DestinationIP", "DestinationPort")]
    {
        let Some(end) = end else { continue };
        row.text(address, end.address);
        if let Some(number) = end.port {
            row.set(port, Cell::Long(number.into()));
        }
    }
}

fn session<'a>(number: &str, text: &'a str) -> Option<Session<'a>> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let after = |word: &str| words.iter().position(|w| *w == word).and_then(|at| words.get(at + 1)).copied();
    let end = |word: &str| after(word).and_then(end);
    let first = words.first().copied()?;
    let mut session = Session { action: first, ..Session::default() };
    match number {
        "302013" | "302015" => {
            session.direction = words.get(1)?;
            session.protocol = words.get(2)?;
            (session.source, session.destination) = (end("for"), end("to"));
            if session.direction == "outbound" {
                std::mem::swap(&mut session.source, &mut session.destination);
            }
        }
        "302014" | "302016" => {
            session.protocol = words.get(1)?;
            (session.source, session.destination) = (end("for"), end("to"));
        }
        "106001" => {
            (session.direction, session.protocol, session.action) = (first, words.get(1)?, "denied");
            (session.source, session.destination) = (end("from"), end("to"));
        }
        "106006" | "106007" => {
            (session.direction, session.protocol) = (words.get(1)?, words.get(2)?);
            (session.source, session.destination) = (end("from"), end("to"));
        }
        "106015" | "106021" => {
            session.protocol = words.get(1)?;
            (session.source, session.destination) = (end("from"), end("to"));
        }
        "106014" => {
            (session.direction, session.protocol) = (words.get(1)?, words.get(2)?);
            (session.source, session.destination) = (end("src"), end("dst"));
        }
        "106023" => {
            session.protocol = words.get(1)?;
            (session.source, session.destination) = (end("src"), end("dst"));
            session.list = after("access-group").unwrap_or_default().trim_matches('"');
        }
        "106100" => {
            (session.list, session.action, session.protocol) = (words.get(1)?, words.get(2)?, words.get(3)?);
            (session.source, session.destination) = (words.get(4).and_then(|w| listed(w)), after("->").and_then(listed));
        }
        "710002" | "710003" | "710005" => {
            (session.protocol, session.action) = (first, words.get(2)?);
            (session.source, session.destination) = (end("from"), end("to"));
        }
        _ => return None,
    }
    Some(session)
}

/// `interface:address/port(user)`, with or without what is around the address.
fn end(text: &str) -> Option<End<'_>> {
    let text = text.split_once('(').map_or(text, |(before, _)| before);
    let (place, port) = match text.rsplit_once('/') {
        Some((place, port)) => (place, port.parse().ok()),
        None => (text, None),
    };
    Some(End { address: address(place)?, port })
}

/// The address behind an interface's name, which may hold colons itself, as addresses do.
fn address(place: &str) -> Option<&str> {
    let starts = std::iter::once(0).chain(place.match_indices(':').map(|(at, _)| at + 1));
    starts.map(|at| &place[at..]).find(|rest| rest.parse::<IpAddr>().is_ok())
}

/// `interface/address(port)`.
fn listed(text: &str) -> Option<End<'_>> {
    let (place, port) = text.split_once('(')?;
    let (_, address) = place.rsplit_once('/')?;
    Some(End { address, port: port.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_their_marks() {
        for (line, before, severity, number) in [
            ("x %ASA-6-302013: Built", "x ", "6", "302013"),
            ("%FTD-session-5-106100: access-list", "", "5", "106100"),
            ("%ASA-4-106023: Deny", "", "4", "106023"),
        ] {
            let (found, record) = split(line).expect(line);
            assert_eq!((found, record.severity, record.number), (before, severity, number), "{line}");
        }
        for line in ["", "%ASA-", "%ASA-6-302013", "%ASA-x-1: y", "100 %ASA-: y", "%ASA-6-: y"] {
            assert_eq!(split(line), None, "{line}");
        }
    }

    #[test]
    fn ends_of_connections() {
        let at = |address, port| Some(End { address, port });
        for (number, text, source, destination) in [
            ("302013", "Built outbound TCP connection 7 for outside:198.51.100.7/443 (198.51.100.7/443) to inside:10.1.1.5/50321 (192.0.2.1/50321)",
                at("10.1.1.5", Some(50_321)), at("198.51.100.7", Some(443))),
            ("302016", "Teardown UDP connection 7 for outside:2001:db8::1/53(LOCAL\\ada) to in:side:10.1.1.5/50321 duration 0:00:01 bytes 7",
                at("2001:db8::1", Some(53)), at("10.1.1.5", Some(50_321))),
            ("106023", "Deny icmp src outside:203.0.113.9 dst dmz:10.2.0.5 (type 8, code 0) by access-group \"out\" [0x0, 0x0]",
                at("203.0.113.9", None), at("10.2.0.5", None)),
            ("106100", "access-list out denied tcp outside/203.0.113.9(4711) -> dmz/10.2.0.5(443) hit-cnt 1 first hit [0x0, 0x0]",
                at("203.0.113.9", Some(4_711)), at("10.2.0.5", Some(443))),
            ("710003", "TCP access denied by ACL from 203.0.113.9/4711 to outside:192.0.2.1/22", at("203.0.113.9", Some(4_711)), at("192.0.2.1", Some(22))),
            ("106015", "Deny TCP (no connection) from 10.1.1.5/1 to 10.2.0.5/2 flags RST on interface inside", at("10.1.1.5", Some(1)), at("10.2.0.5", Some(2))),
            ("302013", "Built inbound TCP connection 7 for", None, None),
        ] {
            let session = session(number, text).expect(text);
            assert_eq!((session.source, session.destination), (source, destination), "{text}");
        }
        assert_eq!(session("302013", ""), None);
        assert_eq!(session("111008", "User 'x' executed"), None);
        let listed = session("106023", "Deny tcp src a:1.1.1.1/1 dst b:2.2.2.2/2 by access-group \"out\" [0x0]").expect("a session");
        assert_eq!((listed.action, listed.list, listed.protocol), ("Deny", "out", "tcp"));
    }
}
