//! How places and values are written beside an axis.

use crate::cells::is_unshowable;
use lurcher_symbols::values::datetime;

use super::model::Scale;

/// How many ticks a second has.
const TICKS: f64 = 1e7;
/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A place on the x axis, of which `range` is seen.
pub(super) fn place(scale: &Scale, at: f64, range: (f64, f64)) -> String {
    match scale {
        Scale::Number => value(at),
        Scale::Names(names) => {
            let whole = (at - at.round()).abs() < 0.05 && at.round() >= 0.0;
            let name = whole.then(|| names.get(at.round() as usize)).flatten();
            name.map(|name| shorten(name, 24)).unwrap_or_default()
        }
        Scale::Time => time(at, range.1 - range.0),
    }
}

/// A time, as fine as the length of the axis asks for.
fn time(seconds: f64, length: f64) -> String {
    let t = datetime::civil((seconds * TICKS) as i64);
    match length {
        l if l > 3.0 * DAY => format!("{:04}-{:02}-{:02}", t.year, t.month, t.day),
        l if l > 600.0 => format!("{:02}-{:02} {:02}:{:02}", t.month, t.day, t.hour, t.minute),
        _ => format!("{:02}:{:02}:{:02}", t.hour, t.minute, t.second),
    }
}

/// A value, short: `1.5k`, `20M`.
pub(super) fn value(value: f64) -> String {
    let scaled = |by: f64, unit: &str| format!("{}{unit}", trim(value / by));
    match value.abs() {
        v if v >= 1e12 => scaled(1e12, "T"),
        v if v >= 1e9 => scaled(1e9, "G"),
        v if v >= 1e6 => scaled(1e6, "M"),
        v if v >= 1e4 => scaled(1e3, "k"),
        v if v > 0.0 && v < 0.001 => format!("{value:.1e}"),
        _ => trim(value),
    }
}

/// At most three digits behind the point, and no zeros at the end.
fn trim(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The first letters of a text that is too long.
pub(super) fn shorten(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}

/// A text without signs that would steer a terminal or turn the reading direction, and that no XML may hold.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if is_unshowable(c) { '\u{fffd}' } else { c }).collect()
}
