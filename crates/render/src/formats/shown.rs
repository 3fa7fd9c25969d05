//! What the formats for a screen have in common: cells as a person sees them, and the line below the rows.

use std::time::{Duration, Instant};

use lurcher_symbols::{Column, ScalarType};

use crate::cells::Cells;
use crate::paint::{self, Style};
use crate::{Heading, Options};
use lurcher_diagnostics::{is_unshowable, visible, write_visible};

/// Room for the text of one cell.
#[derive(Default)]
pub(super) struct Scratch {
    raw: String,
    shown: String,
}

impl Scratch {
    /// The text of a cell, without anything that would steer a terminal.
    pub(super) fn show(&mut self, cells: &Cells, row: usize) -> &str {
        self.raw.clear();
        cells.write_short_text(row, &mut self.raw);
        if !self.raw.chars().any(is_unshowable) {
            return &self.raw;
        }
        self.shown.clear();
        write_visible(&mut self.shown, &self.raw);
        &self.shown
    }
}

/// Appends the text of a cell, or what is left of it; a bag or an array with the colours of JSON.
pub(super) fn write_painted(out: &mut String, column: &Column, text: &str, colour: bool) {
    if colour && column.ty == ScalarType::Dynamic && text.starts_with(['{', '[']) {
        paint::write_json(out, text);
    } else {
        out.push_str(text);
    }
}

/// Appends what the result is of: a name and facts, each on a line of its own.
pub(super) fn write_heading(out: &mut String, heading: &Heading, colour: bool) {
    paint::write(out, colour, Style::Bold, &visible(&heading.name));
    out.push('\n');
    let facts = heading.facts();
    let names = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in facts {
        out.push_str(&format!("  {name:names$}  {}\n", visible(&value)));
    }
    out.push('\n');
}

/// Counts the rows of a result for the line below them.
#[derive(Default)]
pub(super) struct Count {
    /// The rows that are shown.
    pub(super) shown: usize,
    /// Those that nobody wants to see.
    pub(super) skipped: usize,
    since: Option<Instant>,
}

impl Count {
    pub(super) fn new(options: &Options) -> Self {
        Self { since: options.since, ..Self::default() }
    }

    /// No rows so far; the time goes on.
    pub(super) fn restart(&mut self) {
        (self.shown, self.skipped) = (0, 0);
    }

    /// How many rows there are, how many of them are shown, and what else is to say; then the time.
    pub(super) fn text(&self, remark: &str) -> String {
        let mut text = match self.shown + self.skipped {
            1 => "1 row".to_owned(),
            n => format!("{n} rows"),
        };
        if self.skipped > 0 {
            text += &format!(", the first {} shown", self.shown);
        }
        text += remark;
        if let Some(since) = self.since {
            text += &format!(", {}", duration(since.elapsed()));
        }
        text
    }
}

/// A time in the unit that fits.
fn duration(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0 => format!("{} ms", elapsed.as_millis()),
        1..60 => format!("{:.2} s", elapsed.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_the_unit_that_fits() {
        assert_eq!(duration(Duration::from_micros(999)), "0 ms");
        assert_eq!(duration(Duration::from_millis(120)), "120 ms");
        assert_eq!(duration(Duration::from_millis(1_234)), "1.23 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 5 s");
    }

    #[test]
    fn counts() {
        let text = |shown, skipped| Count { shown, skipped, since: None }.text(", and so on");
        assert_eq!(text(1, 0), "1 row, and so on");
        assert_eq!(text(0, 0), "0 rows, and so on");
        assert_eq!(text(2, 5), "7 rows, the first 2 shown, and so on");
    }
}
