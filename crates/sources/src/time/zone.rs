//! Time zones.

use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::timespan::{TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

/// The zone of times that name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// Universal time.
    #[default]
    Utc,
    /// So many ticks ahead of universal time.
    Ahead(i64),
    /// A zone of the IANA database, with its summer time.
    Named(Tz),
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if matches!(text, "" | "Z" | "UTC" | "utc") {
            return Ok(Zone::Utc);
        }
        if let Some(ahead) = ahead(text) {
            return Ok(Zone::Ahead(ahead));
        }
        let named = text.parse().map(Zone::Named);
        named.map_err(|_| format!("there is no time zone `{text}`: name one as `Europe/Berlin`, `+02:00` or `UTC`"))
    }
}

impl Zone {
    /// The point in time at which a clock of this zone shows `local`. An hour that the clock skips counts by the offset
    /// after it, one that comes twice by the first.
    pub(crate) fn to_utc(self, local: i64) -> i64 {
        match self {
            Zone::Utc => local,
            Zone::Ahead(ahead) => local - ahead,
            Zone::Named(zone) => local - behind(local, zone).unwrap_or(0),
        }
    }
}

fn behind(local: i64, zone: Tz) -> Option<i64> {
    let seconds = (local - UNIX_EPOCH_TICKS).div_euclid(TICKS_PER_SECOND);
    let local = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    let after_gap = |local: NaiveDateTime| {
        zone.offset_from_local_datetime(&local.checked_add_signed(TimeDelta::hours(3))?).earliest()
    };
    let offset = zone.offset_from_local_datetime(&local).earliest().or_else(|| after_gap(local))?;
    Some(i64::from(offset.fix().local_minus_utc()) * TICKS_PER_SECOND)
}

/// The ticks that `+02:00`, `+0200` or `-05` is ahead of universal time.
pub(super) fn ahead(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let (hours, minutes) = match digits.as_bytes() {
        [_, _] => (digits, "0"),
        [_, _, b':', _, _] => (&digits[..2], &digits[3..]),
        [_, _, _, _] => (&digits[..2], &digits[2..]),
        _ => return None,
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE))
}

/// The ticks that a zone is ahead of universal time which devices name by its letters. Letters that stand for several
/// zones (`CST`, `IST`) are left to whoever knows the device.
pub(super) fn abbreviated(letters: &str) -> Option<i64> {
    let hours = match letters {
        "Z" | "UTC" | "GMT" | "WET" | "UCT" => 0,
        "CET" | "WEST" | "BST" => 1,
        "CEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "EDT" => -4,
        "EST" => -5,
        "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * TICKS_PER_HOUR)
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::datetime::parse;

    use super::*;

    #[test]
    fn zones_by_name_and_offset() {
        let utc = |zone: &str, local: &str| {
            let zone: Zone = zone.parse().expect(zone);
            zone.to_utc(parse(local).expect(local))
        };
        for (zone, local, expected) in [
            ("UTC", "2026-01-15 10:00:00", "2026-01-15 10:00:00"),
            ("Europe/Berlin", "2026-01-15 10:00:00", "2026-01-15 09:00:00"),
            ("Europe/Berlin", "2026-07-15 10:00:00", "2026-07-15 08:00:00"),
            // Skipped, then twice.
            ("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29 00:30:00"),
            ("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25 00:30:00"),
            ("+05:30", "2026-01-15 10:00:00", "2026-01-15 04:30:00"),
            ("-0800", "2026-01-15 20:00:00", "2026-01-16 04:00:00"),
        ] {
            assert_eq!(utc(zone, local), parse(expected).expect(expected), "{zone} {local}");
        }
        assert!("Berlin".parse::<Zone>().is_err_and(|e| e.contains("Europe/Berlin")));
        assert!("+25:00".parse::<Zone>().is_err());
    }
}
