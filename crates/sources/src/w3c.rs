//! The extended log file format of the W3C: lines under `#Fields`.

use crate::driver::{LineReader, Memory, Piece};
use crate::rows::{Output, Row, Table};
use crate::time::{Zone, leading};

/// Reads records that have `date` and `time`, and fields separated by blanks.
pub(crate) struct Reader {
    pub(crate) table: &'static Table,
    pub(crate) zone: Zone,
    /// The column of a field.
    pub(crate) column: fn(&str) -> Option<&'static str>,
    /// Sets a column to what its field says.
    pub(crate) set: fn(&mut Row<'_>, &'static str, &str),
}

impl LineReader for Reader {
    type State = Vec<String>;

    const MEMORY: Memory = Memory::Directives;

    fn begin(&self, piece: &Piece) -> Vec<String> {
        names(&piece.directives)
    }

    fn is_directive(&self, line: &[u8]) -> bool {
        line.starts_with(b"#Fields:")
    }

    fn begins_anew(&self, _line: &[u8]) -> bool {
        true
    }

    fn line(&self, line: &str, known: &mut Vec<String>, out: &mut Output) -> Result<(), &'static str> {
        if line.starts_with('#') {
            if fields(line).is_some() {
                *known = names(line);
            }
            out.skip("a line of the header");
            return Ok(());
        }
        if known.is_empty() {
            return Err("no `#Fields` before it");
        }
        let values: Vec<&str> = line.split_ascii_whitespace().collect();
        if values.len() != known.len() {
            return Err("another number of fields than `#Fields` names");
        }
        let named = || known.iter().map(String::as_str).zip(values.iter().copied());
        let value =
            |wanted: &str| named().find(|(name, _)| *name == wanted).map(|(_, value)| value).unwrap_or_default();
        let is_lost = |(name, value): &(&str, &str)| !matches!(*name, "date" | "time") && *value != "-";
        for (name, _) in named().filter(is_lost).filter(|(name, _)| (self.column)(name).is_none()) {
            out.note_lost(name);
        }
        let mut row = out.row(self.table);
        row.time(time(value("date"), value("time"), self.zone));
        for (name, value) in named() {
            if let Some(column) = (self.column)(name) {
                (self.set)(&mut row, column, value);
            }
        }
        Ok(())
    }
}

/// The names of the fields in force.
fn names(directives: &str) -> Vec<String> {
    let last = directives.lines().rev().find_map(fields);
    last.map(|fields| fields.split_ascii_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

/// What `#Fields:` lists.
pub(crate) fn fields(line: &str) -> Option<&str> {
    line.strip_prefix("#Fields:")
}

/// The point in time of a record whose date and time are fields.
fn time(date: &str, time: &str, zone: Zone) -> Option<i64> {
    let text = format!("{date} {time}");
    let (stamp, rest) = leading(&text)?;
    stamp.ticks(zone, None).filter(|_| rest.is_empty())
}
