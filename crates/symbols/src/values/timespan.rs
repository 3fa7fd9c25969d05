//! Spans of time: signed ticks of 100 ns. <https://learn.microsoft.com/kusto/query/scalar-data-types/timespan>

use std::fmt;

/// Ticks in a microsecond.
pub const TICKS_PER_MICROSECOND: i64 = 10;
/// Ticks in a millisecond.
pub const TICKS_PER_MILLISECOND: i64 = 1_000 * TICKS_PER_MICROSECOND;
/// Ticks in a second.
pub const TICKS_PER_SECOND: i64 = 1_000 * TICKS_PER_MILLISECOND;
/// Ticks in a minute.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks in an hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks in a day.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;

/// The span that `timespan(…)` denotes: what [`parse_text`] reads, and a bare number of days (`time(2)`).
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    parse_text(text).or_else(|| scaled(text, 1, TICKS_PER_DAY))
}

/// The span that `totimespan()` reads from a string: `[-][d.]hh:mm[:ss[.fffffff]]`, or a number and its unit (`1d`,
/// `2.5h`, `15 seconds`). A bare number is none. Digits below a tick are dropped.
pub fn parse_text(text: &str) -> Option<i64> {
    let text = text.trim();
    let (digits, sign) = match text.as_bytes().first()? {
        b'-' => (&text[1..], -1),
        b'+' => (&text[1..], 1),
        _ => (text, 1),
    };
    if digits.contains(':') {
        return clock(digits, sign);
    }
    let split = digits.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = (digits[..split].trim_end(), &digits[split..]);
    let (ticks, divisor) = unit_ticks(unit)?;
    // The engine reads whole microseconds, nanoseconds and ticks: 0.5microseconds is nothing, while 1.5h is an hour and
    // a half.
    let number = if ticks <= TICKS_PER_MICROSECOND { number.split('.').next()? } else { number };
    Some(scaled(number, sign, ticks)? / divisor)
}

/// Ticks of a unit's name, and what to divide by afterwards.
fn unit_ticks(unit: &str) -> Option<(i64, i64)> {
    Some(match unit {
        "d" | "day" | "days" => (TICKS_PER_DAY, 1),
        "h" | "hr" | "hrs" | "hour" | "hours" => (TICKS_PER_HOUR, 1),
        "m" | "min" | "minute" | "minutes" => (TICKS_PER_MINUTE, 1),
        "s" | "sec" | "second" | "seconds" => (TICKS_PER_SECOND, 1),
        "ms" | "milli" | "millis" | "millisec" | "millisecond" | "milliseconds" => (TICKS_PER_MILLISECOND, 1),
        "micro" | "micros" | "microsec" | "microsecond" | "microseconds" => (TICKS_PER_MICROSECOND, 1),
        "nano" | "nanos" | "nanosec" | "nanosecond" | "nanoseconds" => (1, 100),
        "tick" | "ticks" => (1, 1),
        _ => return None,
    })
}

/// `number` units of `ticks`, exactly; fractions of a tick are dropped.
fn scaled(number: &str, sign: i64, ticks: i64) -> Option<i64> {
    let (number, sign) = match number.strip_prefix('-') {
        Some(rest) => (rest, -sign),
        None => (number, sign),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || !digits_only(whole) || !digits_only(fraction) {
        return None;
    }
    let whole: i128 = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()?.into() };
    // 18 digits of a day are far below a tick, and keep the product inside i128.
    let fraction = &fraction[..fraction.len().min(18)];
    let part: i128 = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()?.into() };
    let total = whole * i128::from(ticks) + part * i128::from(ticks) / 10_i128.pow(fraction.len() as u32);
    i64::try_from(total * i128::from(sign)).ok()
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `[d.]h:mm[:ss[.fffffff]]`.
fn clock(text: &str, sign: i64) -> Option<i64> {
    let mut parts = text.split(':');
    let (first, minutes, seconds) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let (seconds, fraction) =
        seconds.unwrap_or("0").split_once('.').map_or((seconds.unwrap_or("0"), None), |(s, f)| (s, Some(f)));
    let days: i64 = number(days, 8, 99_999_999)?;
    let clock = number(hours, 2, 23)? * TICKS_PER_HOUR
        + number(minutes, 2, 59)? * TICKS_PER_MINUTE
        + number(seconds, 2, 59)? * TICKS_PER_SECOND
        + fraction.map_or(Some(0), fraction_ticks)?;
    let total = i128::from(days) * i128::from(TICKS_PER_DAY) + i128::from(clock);
    i64::try_from(total * i128::from(sign)).ok()
}

fn number(text: &str, digits: usize, max: i64) -> Option<i64> {
    if text.is_empty() || text.len() > digits || !digits_only(text) {
        return None;
    }
    text.parse().ok().filter(|n| *n <= max)
}

/// The ticks of a fraction of a second; further digits are dropped.
pub(super) fn fraction_ticks(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits_only(digits) {
        return None;
    }
    let digits = &digits[..digits.len().min(7)];
    Some(digits.parse::<i64>().ok()? * 10_i64.pow(7 - digits.len() as u32))
}

/// Kusto's spelling `[-][d.]hh:mm:ss[.fffffff]`.
pub fn format(ticks: i64) -> String {
    let mut out = String::with_capacity(16);
    let _ = write(&mut out, ticks);
    out
}

/// Writes Kusto's spelling, see [`format`].
pub fn write(out: &mut impl fmt::Write, ticks: i64) -> fmt::Result {
    let size = ticks.unsigned_abs();
    let part = |unit: i64, of: u64| size / unit as u64 % of;
    if ticks < 0 {
        out.write_char('-')?;
    }
    let days = size / TICKS_PER_DAY as u64;
    if days > 0 {
        write!(out, "{days}.")?;
    }
    let (hours, minutes, seconds) = (part(TICKS_PER_HOUR, 24), part(TICKS_PER_MINUTE, 60), part(TICKS_PER_SECOND, 60));
    write!(out, "{hours:02}:{minutes:02}:{seconds:02}")?;
    match size % TICKS_PER_SECOND as u64 {
        0 => Ok(()),
        fraction => write!(out, ".{fraction:07}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `tostring(…)` of a timespan.
    #[test]
    fn spelling() {
        for (ticks, text) in [
            (TICKS_PER_DAY, "1.00:00:00"),
            (-2 * TICKS_PER_HOUR, "-02:00:00"),
            (0, "00:00:00"),
            (10_000, "00:00:00.0010000"),
            (15_000_000, "00:00:01.5000000"),
            (i64::MAX, "10675199.02:48:05.4775807"),
        ] {
            assert_eq!(format(ticks), text);
        }
        assert_eq!(format(i64::MIN), "-10675199.02:48:05.4775808");
    }

    /// Answers of the engine to `totimespan(…)` of a string.
    #[test]
    fn text_that_totimespan_reads() {
        for (text, ticks) in [
            ("1d", Some(TICKS_PER_DAY)),
            ("2h", Some(2 * TICKS_PER_HOUR)),
            ("01:00:00", Some(TICKS_PER_HOUR)),
            ("13:00", Some(13 * TICKS_PER_HOUR)),
            ("1.5", None),
            ("10", None),
            ("abc", None),
            ("00:01:00 junk", None),
            ("90s", Some(90 * TICKS_PER_SECOND)),
            ("-1d", Some(-TICKS_PER_DAY)),
            ("00:00:00.001", Some(10_000)),
            ("-00:30:00", Some(-30 * TICKS_PER_MINUTE)),
            (" 1.00:00:00 ", Some(TICKS_PER_DAY)),
            (" -1.02:03:04", Some(-937_840_000_000)),
            ("1.02:03:04.5", Some(937_845_000_000)),
            ("00:00:00.00000009", Some(0)),
        ] {
            assert_eq!(parse_text(text), ticks, "{text}");
        }
    }

    /// Answers of the engine to literals.
    #[test]
    fn literals() {
        for (text, ticks) in [
            ("2", 2 * TICKS_PER_DAY),
            ("10:00", 360_000_000_000),
            ("1.02:03:04.1234567", 937_841_234_567),
            ("-1.00:00:00", -TICKS_PER_DAY),
            ("1.5h", 54_000_000_000),
            ("25min", 25 * TICKS_PER_MINUTE),
            ("15 seconds", 15 * TICKS_PER_SECOND),
            ("5microseconds", 50),
            ("0.5microseconds", 0),
            ("199nanoseconds", 1),
            ("1tick", 1),
            ("10675199.02:48:05.4775807", i64::MAX),
        ] {
            assert_eq!(parse(text), Some(ticks), "{text}");
        }
        assert_eq!(parse("10675199.02:48:05.4775808"), None);
    }
}
