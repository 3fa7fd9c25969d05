//! The spellings of a point in time that `datetime(…)` and `todatetime()` read.

use super::{TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, checked, from_date};
use crate::values::timespan::fraction_ticks;

/// The point in time that a text denotes: ISO 8601 and the RFC 822 and 850 forms of the documentation, dates of four,
/// six or eight digits, and `month-day-year` with `-`, `/` or `.`. What lacks a zone is UTC, digits below a tick are
/// dropped.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    iso(text).or_else(|| lenient(text))
}

/// The ticks since midnight that a time without a date denotes: `8:00`, `18:30:15.5`, `6:30 PM`.
pub fn time_of_day(text: &str) -> Option<i64> {
    let mut rest = Reader { text: text.trim() };
    let clock = rest.clock()?;
    rest.text.is_empty().then_some(clock)
}

/// `YYYY-MM-DD[(T| )hh:mm:ss[.f…]][Z]`, the form that nearly all data has.
fn iso(text: &str) -> Option<i64> {
    let b = text.as_bytes();
    if b.len() < 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let date = from_date(digits(&b[..4])? as i32, digits(&b[5..7])? as u32, digits(&b[8..10])? as u32)?;
    let clock = match b.get(10) {
        None => return Some(date),
        Some(b'T' | b' ') if b.len() >= 19 && b[13] == b':' && b[16] == b':' => &b[11..19],
        _ => return None,
    };
    let (hour, minute, second) = (digits(&clock[..2])?, digits(&clock[3..5])?, digits(&clock[6..])?);
    let rest = text.get(19..)?;
    let fraction = rest.strip_suffix('Z').unwrap_or(rest);
    let fraction = match fraction.strip_prefix('.') {
        Some(digits) => fraction_ticks(digits)?,
        None if fraction.is_empty() => 0,
        None => return None,
    };
    Some(date + clock_ticks(hour, minute, second)? + fraction)
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
}

fn clock_ticks(hour: i64, minute: i64, second: i64) -> Option<i64> {
    (hour < 24 && minute < 60 && second < 60)
        .then_some(hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND)
}

/// Everything else, by its words, numbers and marks.
fn lenient(text: &str) -> Option<i64> {
    let mut rest = Reader { text };
    let date = rest.date()?;
    if rest.text.is_empty() {
        return Some(date);
    }
    rest.skip_spaces();
    let _ = rest.mark(',') || rest.mark('T') || rest.mark('t');
    rest.skip_spaces();
    let clock = rest.clock()?;
    let offset = rest.zone()?;
    checked(date + clock - offset).filter(|_| rest.text.is_empty())
}

/// What is left of the text.
struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, accept: fn(u8) -> bool) -> &'a str {
        let end = self.text.bytes().position(|b| !accept(b)).unwrap_or(self.text.len());
        let (head, tail) = self.text.split_at(end);
        self.text = tail;
        head
    }

    fn skip_spaces(&mut self) {
        self.take(|b| b == b' ');
    }

    fn mark(&mut self, mark: char) -> bool {
        let rest = self.text.strip_prefix(mark);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        self.take(|b| b.is_ascii_alphabetic())
    }

    /// A number of up to nine digits, with its number of digits.
    fn number(&mut self) -> Option<(u32, usize)> {
        let digits = self.take(|b| b.is_ascii_digit());
        if digits.is_empty() || digits.len() > 9 {
            return None;
        }
        Some((digits.parse().ok()?, digits.len()))
    }

    /// What stands between two fields of a date: spaces, and one mark.
    fn separator(&mut self) -> Option<()> {
        let before = self.text.len();
        self.skip_spaces();
        let _ = self.mark('-') || self.mark('/') || self.mark('.') || self.mark(',');
        self.skip_spaces();
        (self.text.len() < before).then_some(())
    }

    /// A mark and the number after it, if that is what follows.
    fn next_field(&mut self) -> Option<(u32, usize)> {
        let mut ahead = Reader { text: self.text };
        ahead.separator()?;
        let number = ahead.number()?;
        if ahead.text.starts_with(':') {
            return None;
        }
        self.text = ahead.text;
        Some(number)
    }

    fn date(&mut self) -> Option<i64> {
        if self.text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.date_by_words();
        }
        let (first, width) = self.number()?;
        match width {
            8 => return from_date((first / 10_000) as i32, first / 100 % 100, first % 100),
            6 => return from_date((first / 100) as i32, first % 100, 1),
            _ => {}
        }
        let mut ahead = Reader { text: self.text };
        if ahead.separator().is_some() && ahead.text.starts_with(|c: char| c.is_ascii_alphabetic()) && width <= 2 {
            let month = month(ahead.word());
            if month.is_some() {
                self.text = ahead.text;
                self.separator()?;
                return from_date(self.year()?, month?, first);
            }
        }
        if width == 4 {
            let month = self.next_field().map_or(1, |f| f.0);
            let day = self.next_field().map_or(1, |f| f.0);
            return from_date(first as i32, month, day);
        }
        let (day, year) = (self.next_field()?.0, self.next_field()?);
        (width <= 2 && year.1 == 4).then(|| from_date(year.0 as i32, first, day))?
    }

    /// `Sat, 8 Nov 14`, `Saturday, 08-Nov-14`, `Nov 8, 2014`.
    fn date_by_words(&mut self) -> Option<i64> {
        let word = self.word();
        let Some(month) = month(word) else {
            if !weekday(word) {
                return None;
            }
            self.separator()?;
            return if self.text.starts_with(|c: char| c.is_ascii_digit()) { self.date() } else { None };
        };
        self.separator()?;
        let day = self.number()?.0;
        self.separator()?;
        from_date(self.year()?, month, day)
    }

    /// A year of four digits, or of two: from 50 on they are of the last century.
    fn year(&mut self) -> Option<i32> {
        match self.number()? {
            (year, 4) => Some(year as i32),
            (year, 2) => Some(year as i32 + if year < 50 { 2000 } else { 1900 }),
            _ => None,
        }
    }

    /// `h:mm[:ss[.f…]] [AM|PM]`.
    fn clock(&mut self) -> Option<i64> {
        let (hour, _) = self.number().filter(|(_, width)| *width <= 2)?;
        if !self.mark(':') {
            return None;
        }
        let (minute, _) = self.number().filter(|(_, width)| *width <= 2)?;
        let (mut second, mut fraction) = (0, 0);
        if self.mark(':') {
            second = self.number().filter(|(_, width)| *width <= 2)?.0;
            if self.mark('.') {
                fraction = fraction_ticks(self.take(|b| b.is_ascii_digit()))?;
            }
        }
        self.skip_spaces();
        let half = self.text.get(..2).map(str::to_ascii_uppercase);
        let hour = match half.as_deref() {
            Some("AM") if (1..=12).contains(&hour) => hour % 12,
            Some("PM") if (1..=12).contains(&hour) => hour % 12 + 12,
            Some("AM" | "PM") => return None,
            _ => return Some(clock_ticks(hour.into(), minute.into(), second.into())? + fraction),
        };
        self.text = &self.text[2..];
        Some(clock_ticks(hour.into(), minute.into(), second.into())? + fraction)
    }

    /// Nothing, `Z`, `GMT`, `UTC`, `+02:00`, `-0500`, `+2`: the ticks ahead of UTC.
    fn zone(&mut self) -> Option<i64> {
        self.skip_spaces();
        let sign = match self.text.as_bytes().first() {
            None => return Some(0),
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => {
                let name = self.word();
                return ["Z", "GMT", "UTC", "UT"].iter().any(|z| z.eq_ignore_ascii_case(name)).then_some(0);
            }
        };
        self.text = &self.text[1..];
        let (number, width) = self.number()?;
        let (hours, minutes) = match width {
            1 | 2 if self.mark(':') => (number, self.number().filter(|(_, width)| *width == 2)?.0),
            1 | 2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        (hours <= 14 && minutes < 60)
            .then_some(sign * (i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE))
    }
}

/// A month's number, by its name or the first three letters of it.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    NAMES.iter().position(|name| names(word, name)).map(|at| at as u32 + 1)
}

fn weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].iter().any(|name| names(word, name))
}

fn names(word: &str, name: &str) -> bool {
    word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3])
}

#[cfg(test)]
mod tests {
    use super::super::format;
    use super::*;

    fn reads(text: &str, expected: &str) {
        assert_eq!(parse(text).map(format).as_deref(), Some(expected), "{text}");
    }

    /// Answers of the engine to `todatetime(…)` and literals.
    #[test]
    fn engine_answers() {
        for (text, expected) in [
            ("2020-01-01", "2020-01-01T00:00:00.0000000Z"),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.0000000Z"),
            ("2015-12-31 23:59:59.9", "2015-12-31T23:59:59.9000000Z"),
            ("2020-06-15 13:45:09.1234567", "2020-06-15T13:45:09.1234567Z"),
            ("2016-12-31T06:00", "2016-12-31T06:00:00.0000000Z"),
            ("2017 - 08 - 01", "2017-08-01T00:00:00.0000000Z"),
            ("2025, 6, 14", "2025-06-14T00:00:00.0000000Z"),
            ("01-01-2022", "2022-01-01T00:00:00.0000000Z"),
            ("12-02-2022", "2022-12-02T00:00:00.0000000Z"),
            ("02/17/2016 08:40:01", "2016-02-17T08:40:01.0000000Z"),
            ("2022-12-02T13:45:56+02:00", "2022-12-02T11:45:56.0000000Z"),
            ("2022-12-02T13:45:56-05:00", "2022-12-02T18:45:56.0000000Z"),
            ("2020/01/01T00:00:00", "2020-01-01T00:00:00.0000000Z"),
            ("9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.9999999Z"),
            ("0001-01-01 12:00:00", "0001-01-01T12:00:00.0000000Z"),
        ] {
            reads(text, expected);
        }
        for text in ["2020-13-01", "not-a-date", "2020-02-30", "13-01-2022", "", "12", "2020-01-01T25:00:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_without_a_date() {
        for (text, ticks) in
            [("8:00", 8 * TICKS_PER_HOUR), ("12:30 AM", 30 * TICKS_PER_MINUTE), ("0:00:01.5", 15_000_000)]
        {
            assert_eq!(time_of_day(text), Some(ticks), "{text}");
        }
        for text in ["", "8", "24:00", "8:60", "8:00 x", "2020-01-01"] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    /// The formats of the documentation.
    #[test]
    fn documented_formats() {
        for text in ["2014-05-25T08:20:03.123456Z", "2014-05-25T08:20:03.123456", "2014-05-25 08:20:03.123456Z"] {
            reads(text, "2014-05-25T08:20:03.1234560Z");
        }
        for text in [
            "Sat, 8 Nov 14 15:05:02 GMT",
            "Sat, 8 Nov 14 15:05:02",
            "8 Nov 14 15:05:02 GMT",
            "8 Nov 14 15:05:02",
            "Saturday, 08-Nov-14 15:05:02 GMT",
            "08-Nov-14 15:05:02",
            "2014-11-08 15:05:02 GMT",
            "2014-11-08T15:05:02 GMT",
            "Nov 8, 2014 3:05:02 PM",
        ] {
            reads(text, "2014-11-08T15:05:02.0000000Z");
        }
        for text in [
            "Sat, 8 Nov 14 15:05",
            "8 Nov 14 15:05 GMT",
            "Saturday, 08-Nov-14 15:05",
            "2014-11-08 15:05",
            "2014-11-08T15:05 GMT",
        ] {
            reads(text, "2014-11-08T15:05:00.0000000Z");
        }
        for text in ["2014", "201401", "2014-01", "20140101"] {
            reads(text, "2014-01-01T00:00:00.0000000Z");
        }
    }
}
