//! Syslog, of RFC 3164 and RFC 5424, and as daemons write it to files.

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::cef;
use crate::formats::asa;
use crate::rows::Output;
use crate::syslog::{self, Header, Time, word};
use crate::tables::common_security_log::{self, Extensions};
use crate::tables::syslog::{self as table, Message, Severities};
use crate::time::{Stamp, Zone, leading};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Syslog = Syslog;

/// See [`PAGE`].
pub(crate) struct Syslog;

static PAGE: Page = Page {
    name: "syslog",
    title: "Syslog",
    summary: "Lines of syslog become rows of `Syslog`; CEF and messages of Cisco ASA among them rows of `CommonSecurityLog`.",
    told_by: "a time and a host, behind a priority or not, in most lines",
    notes: "\
- RFC 3164 (`Jan  5 04:11:09 web01 sshd[911]: …`), RFC 5424, and files with ISO times.
- `TimeGenerated` and `EventTime` are the header's time. `HostName` and `Computer` are its host; `HostIP` is filled only \
where that is an address. Of a line that a relay gave a header of its own the inner one counts.
- `Facility` and `SeverityLevel` come from the priority (`warn`, `err`, as the old agent wrote them; nobody has shown what \
the newer one writes, and the option `severity-warning` makes it `warning`). Files have none: there the file's name tells \
the facility (`auth.log`, `secure`, `cron`, `mail.log`, `kern.log`), and the severity is empty.
- `ProcessName` and `ProcessID` are the tag's; without a number the identifier is null. `SyslogMessage` is what follows, \
with nothing unescaped.
- Of RFC 5424 the message is what follows the structured data, and the structured data where nothing follows.
- A time without a year: `--year`, or the file's time of change, which dates the last line. Without a zone: `--timezone`.",
    options: &table::OPTIONS,
    tables: &[&table::TABLE, &common_security_log::TABLE],
    sources: &[
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/syslog>",
        "<https://www.rfc-editor.org/rfc/rfc3164>",
        "<https://www.rfc-editor.org/rfc/rfc5424>",
    ],
    example: Example {
        file: "messages",
        input: "<38>Jan  5 04:11:09 web01 sshd[911]: Failed password for root from 203.0.113.9 port 4022 ssh2
<165>1 2026-01-05T04:11:09.003Z 192.0.2.7 app 811 ID47 [ex@32473 k=\"v\"] text
",
        rows: r#"{"table":"Syslog","TimeGenerated":"2026-01-05T04:11:09.0000000Z","Computer":"web01","EventTime":"2026-01-05T04:11:09.0000000Z","Facility":"auth","HostName":"web01","SeverityLevel":"info","SyslogMessage":"Failed password for root from 203.0.113.9 port 4022 ssh2","ProcessID":911,"ProcessName":"sshd","SourceSystem":"Linux"}
{"table":"Syslog","TimeGenerated":"2026-01-05T04:11:09.0030000Z","Computer":"192.0.2.7","EventTime":"2026-01-05T04:11:09.0030000Z","Facility":"local4","HostName":"192.0.2.7","SeverityLevel":"notice","SyslogMessage":"text","ProcessID":811,"HostIP":"192.0.2.7","ProcessName":"app","SourceSystem":"Linux"}"#,
    },
};

impl Format for Syslog {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_whole = |line: &str| {
            let header = syslog::header(line);
            let is_host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b':');
            has_time(line, &header) && header.host.bytes().all(is_host) && !header.host.is_empty() && !header.rest.is_empty()
        };
        let is_marked = |line: &str| syslog::header(line).priority.is_some();
        let certainty = if head.most_lines(is_marked) { Certainty::Likely } else { Certainty::Possible };
        head.most_lines(is_whole).then_some(certainty)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let facility = facility_of_file(input.file_name());
        let severities = Severities::of(options);
        read_lines(&Reader { zone: options.zone(), facility, severities }, input, options, out)
    }
}

/// Whether a line has a time as syslog writes it. Programs of all kinds begin lines with a date and a time: syslog's own
/// have a zone, or the month as a word, or stand behind a priority.
fn has_time(line: &str, header: &Header<'_>) -> bool {
    match header.time {
        Some(Time::Stamp(stamp)) => {
            let begins_with_word = line.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
            stamp.ahead.is_some() || header.priority.is_some() || begins_with_word
        }
        Some(Time::Ticks(_)) => true,
        None => false,
    }
}

/// The facility whose messages daemons write to files of that name.
fn facility_of_file(name: &str) -> &'static str {
    // `auth.log.1`, `secure-20260115`
    let stem = name.split(['.', '-']).next().unwrap_or_default();
    match stem {
        "auth" => "auth",
        "secure" => "authpriv",
        "cron" => "cron",
        "mail" | "maillog" => "mail",
        "kern" => "kern",
        "daemon" => "daemon",
        "user" => "user",
        "lpr" => "lpr",
        _ => "",
    }
}

struct Reader {
    zone: Zone,
    facility: &'static str,
    severities: Severities,
}

impl LineReader for Reader {
    type State = cef::State;

    const MEMORY: Memory = Memory::Years;

    fn begin(&self, piece: &Piece) -> cef::State {
        cef::State { years: piece.years, extensions: Extensions::default() }
    }

    fn line(&self, line: &str, state: &mut cef::State, out: &mut Output) -> Result<(), &'static str> {
        if let Some((before, record)) = cef::split(line) {
            cef::write(syslog::header(before), record, self.zone, state, out);
            return Ok(());
        }
        if let Some((before, record)) = asa::split(line) {
            asa::write(syslog::header(before), record, self.zone, state.years.as_mut(), out);
            return Ok(());
        }
        let outer = syslog::header(line);
        // What a relay sends on has its own header inside.
        let header = match leading(outer.rest) {
            Some(_) => Header { priority: outer.priority, ..syslog::header(outer.rest) },
            None => outer,
        };
        if header.time.is_none() && header.priority.is_none() {
            return Err("no header of syslog");
        }
        let (process, process_id, text) = if header.is_5424 { parts_5424(header.rest) } else { tag(header.rest) };
        let time = header.time.and_then(|time| time.ticks(self.zone, state.years.as_mut()));
        let (facility, severity) = match header.priority {
            Some(priority) => (table::facility(priority / 8), self.severities.name(priority % 8)),
            None => (self.facility, ""),
        };
        table::write(&Message { time, facility, severity, host: header.host, process, process_id, text }, out);
        Ok(())
    }

    fn stamp(&self, line: &str) -> Option<Stamp> {
        syslog::stamp(line)
    }
}

/// Program, its number, and what it says: `sshd[911]: text`, `kernel: text`.
fn tag(text: &str) -> (&str, &str, &str) {
    let end = text.find(|c: char| matches!(c, '[' | ':') || c.is_whitespace()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let (number, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) => (number, rest),
        None => ("", rest),
    };
    match rest.strip_prefix(':') {
        Some(message) if !name.is_empty() => (name, digits(number), message.strip_prefix(' ').unwrap_or(message)),
        _ => ("", "", text),
    }
}

fn digits(text: &str) -> &str {
    if text.bytes().all(|b| b.is_ascii_digit()) { text } else { "" }
}

/// The same of RFC 5424: `APP-NAME PROCID MSGID STRUCTURED-DATA MSG`.
fn parts_5424(text: &str) -> (&str, &str, &str) {
    let (name, rest) = word(text);
    let (number, rest) = word(rest);
    let (_, rest) = word(rest);
    let (data, message) = structured_data(rest);
    let dash = |text| if text == "-" { "" } else { text };
    // A byte order mark says that the message is UTF-8.
    let message = message.strip_prefix('\u{feff}').unwrap_or(message);
    (dash(name), digits(number), if message.is_empty() { dash(data) } else { message })
}

/// The structured data, whose values may hold escaped quotes and brackets, and the message behind it.
fn structured_data(text: &str) -> (&str, &str) {
    if !text.starts_with('[') {
        return word(text);
    }
    let (mut quoted, mut escaped, mut end) = (false, false, text.len());
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted && bytes.get(at + 1) != Some(&b'[') => {
                end = at + 1;
                break;
            }
            _ => {}
        }
    }
    let (data, message) = text.split_at(end);
    (data, message.strip_prefix(' ').unwrap_or(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (text, expected) in [
            ("sshd[911]: Failed", ("sshd", "911", "Failed")),
            ("kernel: [12.3] x", ("kernel", "", "[12.3] x")),
            ("postfix/smtpd[1]: x", ("postfix/smtpd", "1", "x")),
            ("sudo:   ada : x", ("sudo", "", "  ada : x")),
            ("last message repeated 3 times", ("", "", "last message repeated 3 times")),
            ("a[b]: x", ("a", "", "x")),
            (": x", ("", "", ": x")),
            ("-- MARK --", ("", "", "-- MARK --")),
            ("", ("", "", "")),
        ] {
            assert_eq!(tag(text), expected, "{text}");
        }
    }

    #[test]
    fn structured() {
        for (text, expected) in [
            ("app 8 ID [a k=\"v\\\"]\"][b] msg x", ("app", "8", "msg x")),
            ("app - - [a k=\"v\"]", ("app", "", "[a k=\"v\"]")),
            ("app - - - \u{feff}msg", ("app", "", "msg")),
            ("- - - -", ("", "", "")),
            ("", ("", "", "")),
        ] {
            assert_eq!(parts_5424(text), expected, "{text}");
        }
    }
}
