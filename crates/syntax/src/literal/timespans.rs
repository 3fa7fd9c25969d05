//! Timespans, in ticks of 100 ns.

const SECOND: i64 = 10_000_000;
const DAY: i64 = 86_400 * SECOND;

/// What stands in `timespan(…)`: `1.02:03:04.5`, a number of days, or a number with a suffix.
pub(crate) fn timespan(text: &str) -> Option<i64> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let ticks = match body.contains(':') {
        true => clock(body)?,
        false if body.bytes().all(|b| b.is_ascii_digit()) => scale(body, i128::from(DAY))?,
        false => suffixed(body)?,
    };
    i64::try_from(if negative { -ticks } else { ticks }).ok()
}

/// A number and its suffix, as in `1.5h`.
pub(crate) fn timespan_suffixed(text: &str) -> Option<i64> {
    suffixed(text).and_then(|ticks| i64::try_from(ticks).ok())
}

fn suffixed(text: &str) -> Option<i128> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, suffix) = (&text[..split], text[split..].trim_start());
    // A nanosecond is a hundredth of a tick: count in those.
    let hundredths: i128 = match suffix {
        "d" | "day" | "days" => 100 * i128::from(DAY),
        "h" | "hr" | "hrs" | "hour" | "hours" => 360_000 * i128::from(SECOND),
        "m" | "min" | "minute" | "minutes" => 6_000 * i128::from(SECOND),
        "s" | "sec" | "second" | "seconds" => 100 * i128::from(SECOND),
        "ms" | "milli" | "millis" | "millisec" | "millisecond" | "milliseconds" => 1_000_000,
        "micro" | "micros" | "microsec" | "microsecond" | "microseconds" => 1_000,
        "tick" | "ticks" => 100,
        "nano" | "nanos" | "nanosec" | "nanosecond" | "nanoseconds" => 1,
        _ => return None,
    };
    scale(number, hundredths).map(|n| n / 100)
}

/// A decimal number times a whole one, without going through a binary fraction.
fn scale(number: &str, unit: i128) -> Option<i128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    // Eighteen digits of a fraction are more than any unit can tell apart.
    let fraction = &fraction[..fraction.len().min(18)];
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    whole.checked_mul(unit)?.checked_add(part * unit / 10i128.pow(fraction.len() as u32))
}

/// `[d.]hh:mm[:ss[.fffffff]]`
fn clock(text: &str) -> Option<i128> {
    let parts: Vec<&str> = text.split(':').collect();
    let (first, minutes, seconds) = match parts[..] {
        [first, minutes] => (first, minutes, "0"),
        [first, minutes, seconds] => (first, minutes, seconds),
        _ => return None,
    };
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let field = |text: &str, limit: i128| -> Option<i128> {
        let value: i128 = if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok()? } else { return None };
        (value < limit).then_some(value)
    };
    let (whole_seconds, _) = seconds.split_once('.').unwrap_or((seconds, ""));
    field(whole_seconds, 60)?;
    let ticks = field(days, i128::from(i64::MAX / DAY) + 1)? * i128::from(DAY)
        + field(hours, 24)? * i128::from(3_600 * SECOND)
        + field(minutes, 60)? * i128::from(60 * SECOND);
    Some(ticks + scale(seconds, i128::from(SECOND))?)
}

/// As a literal: a whole number of the largest unit that fits, or for a negative one
/// `timespan(-[d.]hh:mm:ss[.fffffff])`.
pub(crate) fn format_timespan(ticks: i64) -> String {
    if ticks < 0 {
        return format!("timespan(-{})", format_clock(ticks.unsigned_abs()));
    }
    let units =
        [(DAY, "d"), (3_600 * SECOND, "h"), (60 * SECOND, "m"), (SECOND, "s"), (SECOND / 1_000, "ms"), (1, "tick")];
    let fits = |unit: &&(i64, &str)| ticks % unit.0 == 0;
    units.iter().find(fits).map_or(String::new(), |(unit, suffix)| format!("{}{suffix}", ticks / unit))
}

/// `[d.]hh:mm:ss[.fffffff]`
fn format_clock(magnitude: u64) -> String {
    let (days, rest) = (magnitude / DAY as u64, magnitude % DAY as u64);
    let (seconds, fraction) = (rest / SECOND as u64, rest % SECOND as u64);
    let days = if days > 0 { format!("{days}.") } else { String::new() };
    let fraction = if fraction > 0 { format!(".{fraction:07}") } else { String::new() };
    format!("{days}{:02}:{:02}:{:02}{fraction}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}
