//! The extended log file format of the W3C: lines under `#Fields`.

use crate::time::{Zone, leading};

/// The names of the fields in force.
pub(crate) fn names(directives: &str) -> Vec<String> {
    let last = directives.lines().rev().find_map(fields);
    last.map(|fields| fields.split_ascii_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

/// What `#Fields:` lists.
pub(crate) fn fields(line: &str) -> Option<&str> {
    line.strip_prefix("#Fields:")
}

/// The point in time of a record whose date and time are fields.
pub(crate) fn time(date: &str, time: &str, zone: Zone) -> Option<i64> {
    let text = format!("{date} {time}");
    let (stamp, rest) = leading(&text)?;
    stamp.ticks(zone, None).filter(|_| rest.is_empty())
}
