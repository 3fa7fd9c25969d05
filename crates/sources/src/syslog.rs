//! The header that syslog puts in front of a message.

use crate::time::{Stamp, YearClock, Zone, epoch, leading};

/// What stands before a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Header<'a> {
    /// Facility and severity.
    pub(crate) priority: Option<u16>,
    /// The time.
    pub(crate) time: Option<Time>,
    /// The name or address of the machine.
    pub(crate) host: &'a str,
    /// Whether the header is of RFC 5424.
    pub(crate) is_5424: bool,
    /// What follows the host.
    pub(crate) rest: &'a str,
}

/// A header's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    /// Date and clock.
    Stamp(Stamp),
    /// A number since 1970, in ticks.
    Ticks(i64),
}

impl Time {
    /// The point in time.
    pub(crate) fn ticks(&self, zone: Zone, years: Option<&mut YearClock>) -> Option<i64> {
        match self {
            Time::Stamp(stamp) => stamp.ticks(zone, years),
            Time::Ticks(ticks) => Some(*ticks),
        }
    }
}

/// The priority, time and host at the beginning of a line. What is not there is left out.
pub(crate) fn header(line: &str) -> Header<'_> {
    let mut header = Header::default();
    let mut rest = line.trim_start();
    if let Some((priority, after)) = priority(rest) {
        (header.priority, rest) = (Some(priority), after);
        // RFC 5424 has its version there; a blank is tolerated.
        if let Some(after) = after.strip_prefix("1 ") {
            (header.is_5424, rest) = (true, after);
        }
    }
    rest = rest.trim_start_matches([' ', '*', '.']);
    let Some((time, after)) = time(rest) else {
        header.rest = rest;
        if header.is_5424 {
            (header.host, header.rest) = word(rest.strip_prefix("- ").unwrap_or(rest));
        }
        return header;
    };
    header.time = Some(time);
    // `: ` ends the header of devices that name no host.
    let after = after.trim_start_matches(' ');
    if after.starts_with(['%', ':']) {
        header.rest = after.trim_start_matches([':', ' ']);
        return header;
    }
    (header.host, header.rest) = word(after);
    header
}

/// The time at the beginning of a line, behind a priority.
pub(crate) fn stamp(line: &str) -> Option<Stamp> {
    let line = line.trim_start();
    let rest = priority(line).map_or(line, |(_, rest)| rest.strip_prefix("1 ").unwrap_or(rest));
    leading(rest.trim_start_matches([' ', '*', '.'])).map(|(stamp, _)| stamp)
}

fn time(text: &str) -> Option<(Time, &str)> {
    if let Some((stamp, rest)) = leading(text) {
        return Some((Time::Stamp(stamp), rest));
    }
    let (ticks, rest) = epoch(text)?;
    rest.starts_with(' ').then_some((Time::Ticks(ticks), rest))
}

fn priority(text: &str) -> Option<(u16, &str)> {
    let (number, rest) = text.strip_prefix('<')?.split_once('>')?;
    let number: u16 = number.parse().ok()?;
    (number < 192).then_some((number, rest))
}

/// The first word, and what follows its blanks.
pub(crate) fn word(text: &str) -> (&str, &str) {
    match text.split_once(' ') {
        Some((word, rest)) => (word, rest.trim_start_matches(' ')),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        for (line, priority, host, rest) in [
            ("<38>Jan  5 04:11:09 web01 sshd[911]: x", Some(38), "web01", "sshd[911]: x"),
            ("<165>1 2026-01-05T04:11:09.003Z web01 app 811 ID47 - text", Some(165), "web01", "app 811 ID47 - text"),
            ("<165>1 - web01 app", Some(165), "web01", "app"),
            ("1493738863000 host CEF:0|", None, "host", "CEF:0|"),
            ("Jan 15 10:11:12 fw1 : %ASA-6-302013: Built", None, "fw1", ": %ASA-6-302013: Built"),
            ("Jan 15 2026 10:11:12: %ASA-6-302013: Built", None, "", "%ASA-6-302013: Built"),
            ("<134>1 1768471872.705328502 MX84 flows allow", Some(134), "MX84", "flows allow"),
            ("CEF:0|a", None, "", "CEF:0|a"),
            ("<999>x", None, "", "<999>x"),
            ("", None, "", ""),
        ] {
            let header = header(line);
            assert_eq!((header.priority, header.host, header.rest), (priority, host, rest), "{line}");
        }
    }
}
