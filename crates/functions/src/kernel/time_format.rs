//! The formats of `format_datetime()` and `format_timespan()`.
//!
//! They look like .NET's, but a run of a letter is cut into the widest elements there are (`ddd` is `dd` and `d`), `F`
//! keeps its last zeros and writes nothing for nothing but zeros, and only some marks may stand between.

use std::fmt::Write;

use lurcher_symbols::values::datetime::civil;
use lurcher_symbols::values::timespan::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

/// A format, read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format(Vec<Element>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    Mark(char),
    /// A letter and how often it stands.
    Field(char, usize),
}

/// The letters of a format with their widths, the widest first.
type Fields = &'static [(char, &'static [usize])];

const DATETIME: Fields = &[
    ('y', &[4, 2, 1]),
    ('M', &[2, 1]),
    ('d', &[2, 1]),
    ('h', &[2, 1]),
    ('H', &[2, 1]),
    ('m', &[2, 1]),
    ('s', &[2, 1]),
    ('f', &[7, 6, 5, 4, 3, 2, 1]),
    ('F', &[7, 6, 5, 4, 3, 2, 1]),
    ('t', &[2]),
];

const TIMESPAN: Fields = &[
    ('d', &[8, 7, 6, 5, 4, 3, 2, 1]),
    ('h', &[2, 1]),
    ('H', &[2, 1]),
    ('m', &[2, 1]),
    ('s', &[2, 1]),
    ('f', &[7, 6, 5, 4, 3, 2, 1]),
    ('F', &[7, 6, 5, 4, 3, 2, 1]),
];

impl Format {
    /// A format of `format_datetime()`; an error names the character that is none.
    pub fn datetime(text: &str) -> Result<Self, char> {
        Self::read(text, DATETIME)
    }

    /// A format of `format_timespan()`; an error names the character that is none.
    pub fn timespan(text: &str) -> Result<Self, char> {
        Self::read(text, TIMESPAN)
    }

    fn read(text: &str, fields: Fields) -> Result<Self, char> {
        let mut elements = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if matches!(c, ' ' | '/' | '-' | ':' | ',' | '.' | '_' | '[' | ']') {
                elements.push(Element::Mark(c));
                rest = &rest[1..];
                continue;
            }
            let widths = fields.iter().find(|(letter, _)| *letter == c).ok_or(c)?.1;
            let run = rest.len() - rest.trim_start_matches(c).len();
            let width = *widths.iter().find(|width| **width <= run).ok_or(c)?;
            // The engine takes `yyy` for `yy`, but only where the format ends.
            let taken = if c == 'y' && run == 3 { 3 } else { width };
            if taken == 3 && c == 'y' && rest.len() > run {
                return Err(c);
            }
            elements.push(Element::Field(c, width));
            rest = &rest[taken..];
        }
        Ok(Self(elements))
    }

    /// Writes a datetime.
    pub fn write_datetime(&self, ticks: i64, out: &mut String) {
        let c = civil(ticks);
        self.write(out, |out, letter, width| {
            let number = match letter {
                'y' if width == 4 => c.year as u32,
                'y' => c.year as u32 % 100,
                'M' => c.month,
                'd' => c.day,
                'h' => (c.hour + 11) % 12 + 1,
                'H' => c.hour,
                'm' => c.minute,
                's' => c.second,
                't' => return out.push_str(if c.hour < 12 { "AM" } else { "PM" }),
                _ => return write_fraction(out, letter, width, c.ticks),
            };
            let _ = write!(out, "{number:0width$}");
        });
    }

    /// Writes a timespan, with a sign in front if it is negative.
    pub fn write_timespan(&self, ticks: i64, out: &mut String) {
        let size = ticks.unsigned_abs();
        if ticks < 0 {
            out.push('-');
        }
        self.write(out, |out, letter, width| {
            let number = match letter {
                'd' => size / TICKS_PER_DAY as u64,
                'h' | 'H' => size / TICKS_PER_HOUR as u64 % 24,
                'm' => size / TICKS_PER_MINUTE as u64 % 60,
                's' => size / TICKS_PER_SECOND as u64 % 60,
                _ => return write_fraction(out, letter, width, (size % TICKS_PER_SECOND as u64) as u32),
            };
            let _ = write!(out, "{number:0width$}");
        });
    }

    fn write(&self, out: &mut String, mut field: impl FnMut(&mut String, char, usize)) {
        for element in &self.0 {
            match element {
                Element::Mark(c) => out.push(*c),
                Element::Field(letter, width) => field(out, *letter, *width),
            }
        }
    }
}

fn write_fraction(out: &mut String, letter: char, width: usize, ticks: u32) {
    let digits = ticks / 10_u32.pow(7 - width as u32);
    if letter == 'f' || digits > 0 {
        let _ = write!(out, "{digits:0width$}");
    }
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::{datetime, timespan};

    use super::*;

    fn date(text: &str, format: &str) -> String {
        let mut out = String::new();
        match (datetime::parse(text), Format::datetime(format)) {
            (Some(ticks), Ok(format)) => format.write_datetime(ticks, &mut out),
            (_, Err(c)) => out.push(c),
            _ => {}
        }
        out
    }

    fn span(text: &str, format: &str) -> String {
        let mut out = String::new();
        if let (Some(ticks), Ok(format)) = (timespan::parse(text), Format::timespan(format)) {
            format.write_timespan(ticks, &mut out);
        }
        out
    }

    /// Answers of the engine to `format_datetime()`.
    #[test]
    fn datetimes() {
        for (text, format, expected) in [
            ("2007-03-09 05:04:03", "dddd, MMMM d, yyyy", "0909, 0303 9, 2007"),
            ("2020-01-05", "ddd", "055"),
            ("2020-06-15 13:45:09.1234567", "ffffff", "123456"),
            ("2020-06-15 13:45:09.0000007", "FFFFFFF", "0000007"),
            ("2020-06-15 13:45:09", "FFFFFFF", ""),
            ("2009-06-05T03:04:05.0617500", "F_FF_FFFFFF", "_06_061750"),
            ("2009-06-05T03:04:05", "ss.FFF", "05."),
            ("2009-06-05T12:00:00", "h hh H HH tt", "12 12 12 12 PM"),
            ("2009-06-05T00:00:00", "h hh H HH tt", "12 12 0 00 AM"),
            ("0900-01-01", "y yy yyyy yyyyy", "0 00 0900 09000"),
            ("2020-06-15 13:45:09", "h:mm:ss tt", "1:45:09 PM"),
        ] {
            assert_eq!(date(text, format), expected, "{format}");
        }
        for (format, wrong) in [("T", "T"), ("yyyy-MM-ddTHH", "T"), ("t", "t"), ("ttt", "t"), ("yyy-", "y"), ("+", "+")]
        {
            assert_eq!(date("2009-06-05", format), wrong, "{format}");
        }
    }

    /// Answers of the engine to `format_timespan()`.
    #[test]
    fn timespans() {
        for (text, format, expected) in [
            ("-1.02:30:00", "d.hh:mm:ss", "-1.02:30:00"),
            ("-90s", "mm:ss", "-01:30"),
            ("1.01:01:01.123", "d:h:m:s.fff", "1:1:1:1.123"),
            ("1d", "dddd", "0001"),
            ("10675199.02:48:05.4775807", "d.hh:mm:ss", "10675199.02:48:05"),
            ("29.09:00:05.12345", "dd.hh:mm:ss:FF", "29.09:00:05:12"),
            ("29.09:00:05.12345", "ddd.h:mm:ss [fffffff]", "029.9:00:05 [1234500]"),
        ] {
            assert_eq!(span(text, format), expected, "{format}");
        }
    }
}
