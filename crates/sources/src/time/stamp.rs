//! A time as it stands at the beginning of a text.

use lurcher_symbols::values::datetime;
use lurcher_symbols::values::timespan::{TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

use super::zone::{abbreviated, ahead};
use super::{YearClock, Zone, from_epoch};

/// A time that may lack its year and its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) year: Option<i32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
    /// Ticks since midnight.
    pub(crate) clock: i64,
    /// Ticks ahead of universal time, where the text says so.
    pub(crate) ahead: Option<i64>,
}

impl Stamp {
    /// The point in time; none where there is no such day.
    pub(crate) fn ticks(&self, zone: Zone, years: Option<&mut YearClock>) -> Option<i64> {
        let year = match (self.year, years) {
            (Some(year), _) => year,
            (None, Some(years)) => years.year(self.month, self.day),
            (None, None) => return None,
        };
        let local = datetime::from_date(year, self.month, self.day)? + self.clock;
        datetime::checked(self.ahead.map_or(zone, Zone::Ahead).to_utc(local))
    }
}

/// The time at the beginning of a text, and what follows: ISO 8601 (`2026-01-15T10:11:12.003+01:00`, with `/` for `-`
/// and a blank for `T` too), or the syslog form (`Jan 15 [2026] 10:11:12[.003] [2026] [UTC]`).
pub(crate) fn leading(text: &str) -> Option<(Stamp, &str)> {
    match text.as_bytes().first()? {
        b'0'..=b'9' => iso(text),
        _ => syslog(text),
    }
}

fn iso(text: &str) -> Option<(Stamp, &str)> {
    let b = text.as_bytes();
    if b.len() < 19 || !matches!(b[4], b'-' | b'/') || b[7] != b[4] || !matches!(b[10], b'T' | b't' | b' ' | b'_') {
        return None;
    }
    let (year, month, day) = (digits(&b[..4])?, digits(&b[5..7])?, digits(&b[8..10])?);
    let (clock, rest) = clock(&text[11..])?;
    let (ahead, rest) = match rest.as_bytes() {
        [b'Z' | b'z', ..] => (Some(0), &rest[1..]),
        [b'+' | b'-', ..] => {
            let end = rest[1..].find(|c: char| !c.is_ascii_digit() && c != ':').map_or(rest.len(), |i| i + 1);
            // A colon that ends the time is no part of the offset.
            let offset = rest[..end].trim_end_matches(':');
            (Some(ahead(offset)?), &rest[offset.len()..])
        }
        _ => (None, rest),
    };
    Some((Stamp { year: Some(year as i32), month, day, clock, ahead }, rest))
}

fn syslog(text: &str) -> Option<(Stamp, &str)> {
    let month = month(text)?;
    let rest = text.get(3..)?.trim_start_matches(' ');
    let (day, mut rest) = number(rest, 2)?;
    let mut year = None;
    rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?.trim_start_matches(' ');
    if let Some((number, after)) = four_digits(rest).filter(|(_, after)| after.starts_with(' ')) {
        (year, rest) = (Some(number), after.trim_start_matches(' '));
    }
    let (clock, mut rest) = clock(rest)?;
    if year.is_none()
        && let Some((number, after)) = rest.strip_prefix(' ').and_then(four_digits)
        && after.starts_with([' ', ':'])
    {
        (year, rest) = (Some(number), after);
    }
    let (ahead, rest) = trailing_zone(rest);
    Some((Stamp { year, month, day, clock, ahead }, rest))
}

/// A zone behind a blank, if the next word is one.
fn trailing_zone(rest: &str) -> (Option<i64>, &str) {
    let word = rest.trim_start_matches(' ');
    let end = word.find([' ', ':']).unwrap_or(word.len());
    // An offset has a colon inside.
    let end = match word.as_bytes() {
        [b'+' | b'-', _, _, b':', _, _, ..] => 6.min(word.len()),
        _ => end,
    };
    match word.get(..end).and_then(|zone| abbreviated(zone).or_else(|| ahead(zone))) {
        Some(ahead) => (Some(ahead), &word[end..]),
        None => (None, rest),
    }
}

/// 1 to 12 of the English month at the beginning of a text.
fn month(text: &str) -> Option<u32> {
    Some(match text.as_bytes().first_chunk::<3>()? {
        b"Jan" => 1,
        b"Feb" => 2,
        b"Mar" => 3,
        b"Apr" => 4,
        b"May" => 5,
        b"Jun" => 6,
        b"Jul" => 7,
        b"Aug" => 8,
        b"Sep" => 9,
        b"Oct" => 10,
        b"Nov" => 11,
        b"Dec" => 12,
        _ => return None,
    })
}

/// `hh:mm:ss[.f…]` or with a comma before the fraction; a second that leaps is the last of its minute.
fn clock(text: &str) -> Option<(i64, &str)> {
    let b = text.as_bytes();
    if b.len() < 8 || b[2] != b':' || b[5] != b':' {
        return None;
    }
    let (hour, minute, second) = (digits(&b[..2])?, digits(&b[3..5])?, digits(&b[6..8])?.min(59));
    if hour > 23 || minute > 59 {
        return None;
    }
    let mut ticks =
        i64::from(hour) * TICKS_PER_HOUR + i64::from(minute) * TICKS_PER_MINUTE + i64::from(second) * TICKS_PER_SECOND;
    let mut rest = &text[8..];
    if let Some(fraction) = rest.strip_prefix(['.', ',']).filter(|f| f.starts_with(|c: char| c.is_ascii_digit())) {
        let (below, after) = fraction_ticks(fraction);
        ticks += below;
        rest = after;
    }
    Some((ticks, rest))
}

/// The ticks of the digits behind a point; digits below a tick are dropped.
fn fraction_ticks(text: &str) -> (i64, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = text.as_bytes()[..end].iter().chain(std::iter::repeat(&b'0')).take(7);
    (digits.fold(0, |n, b| n * 10 + i64::from(b - b'0')), &text[end..])
}

/// A point in time as a number since 1970 at the beginning of a text, and what follows: seconds, milliseconds,
/// microseconds or nanoseconds, by the number of digits; seconds with a fraction too.
pub(crate) fn epoch(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let number: i64 = whole.parse().ok()?;
    let per_second = match whole.len() {
        9 | 10 => 1,
        12 | 13 => 1_000,
        15 | 16 => 1_000_000,
        18 | 19 => 1_000_000_000,
        _ => return None,
    };
    let mut below = i128::from(number % per_second) * i128::from(TICKS_PER_SECOND) / i128::from(per_second);
    let mut rest = rest;
    if let Some(fraction) = rest.strip_prefix('.').filter(|f| f.starts_with(|c: char| c.is_ascii_digit())) {
        let (ticks, after) = fraction_ticks(fraction);
        if per_second == 1 {
            below = i128::from(ticks);
        }
        rest = after;
    }
    Some((from_epoch(number / per_second, i64::try_from(below).ok()?)?, rest))
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

/// A number of up to `limit` digits.
fn number(text: &str, limit: usize) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    if end == 0 || end > limit {
        return None;
    }
    Some((digits(&text.as_bytes()[..end])?, &text[end..]))
}

fn four_digits(text: &str) -> Option<(i32, &str)> {
    let year = digits(text.as_bytes().get(..4)?)?;
    let rest = text.get(4..)?;
    (!rest.starts_with(|c: char| c.is_ascii_digit() || c == ':')).then_some((year as i32, rest))
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::datetime::format;

    use super::*;

    #[test]
    fn spellings() {
        for (text, expected, left) in [
            ("2026-01-15T10:11:12.003+01:00 x", "2026-01-15T09:11:12.0030000Z", " x"),
            ("2026-01-15T10:11:12.003Z", "2026-01-15T10:11:12.0030000Z", ""),
            ("2026-01-15 10:11:12,5", "2026-01-15T10:11:12.5000000Z", ""),
            ("2026/01/15 10:11:12 x", "2026-01-15T10:11:12.0000000Z", " x"),
            ("Jan 15 2026 10:11:12 fw1", "2026-01-15T10:11:12.0000000Z", " fw1"),
            ("Jan 15 10:11:12.123 2026 fw1", "2026-01-15T10:11:12.1230000Z", " fw1"),
            ("Jan 15 10:11:12 UTC fw1", "2024-01-15T10:11:12.0000000Z", " fw1"),
            ("Jan  5 10:11:12 CEST: %ASA", "2024-01-05T08:11:12.0000000Z", ": %ASA"),
            ("Jan 15 10:11:12 8021x: y", "2024-01-15T10:11:12.0000000Z", " 8021x: y"),
            ("Feb 29 23:59:60 fw1", "2024-02-29T23:59:59.0000000Z", " fw1"),
        ] {
            let (stamp, rest) = leading(text).expect(text);
            let ticks = stamp.ticks(Zone::Utc, Some(&mut YearClock::new(2024))).expect(text);
            assert_eq!((format(ticks).as_str(), rest), (expected, left), "{text}");
        }
        for text in ["", "Jan", "January", "Jan 15", "Jan 32 99:00:00", "2026-01-15", "2026-01-15T1", "Jän 15 10:11:12"]
        {
            assert_eq!(leading(text), None, "{text}");
        }
        let (stamp, _) = leading("Feb 29 10:00:00").expect("a time");
        assert_eq!(stamp.ticks(Zone::Utc, Some(&mut YearClock::new(2023))), None);
        assert_eq!(stamp.ticks(Zone::Utc, None), None);
    }

    #[test]
    fn numbers_since_1970() {
        for (text, expected, left) in [
            ("1768471872.705328502 MX84", "2026-01-15T10:11:12.7053285Z", " MX84"),
            ("1493738863000 host", "2017-05-02T15:27:43.0000000Z", " host"),
            ("1768471872", "2026-01-15T10:11:12.0000000Z", ""),
            ("1768471872705328", "2026-01-15T10:11:12.7053280Z", ""),
            ("1768471872705328502", "2026-01-15T10:11:12.7053285Z", ""),
        ] {
            let (ticks, rest) = epoch(text).expect(text);
            assert_eq!((format(ticks).as_str(), rest), (expected, left), "{text}");
        }
        for text in ["", "443", "20260115", "99999999999999999999", "x"] {
            assert_eq!(epoch(text), None, "{text}");
        }
    }
}
