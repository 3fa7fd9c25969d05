//! How places and values are written beside an axis.

use lurcher_diagnostics::is_unshowable;
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
            name.map(|name| shorten(named(name), 24)).unwrap_or_default()
        }
        Scale::Time => time(at, range.1 - range.0),
    }
}

/// A name, also of what has none.
pub(super) fn named(name: &str) -> &str {
    if name.is_empty() { "(empty)" } else { name }
}

/// Distances between the times of an axis, in seconds.
const TIME_STEPS: [f64; 24] = [
    1.0,
    5.0,
    10.0,
    30.0,
    60.0,
    300.0,
    600.0,
    1_800.0,
    3_600.0,
    7_200.0,
    10_800.0,
    21_600.0,
    43_200.0,
    DAY,
    2.0 * DAY,
    7.0 * DAY,
    14.0 * DAY,
    28.0 * DAY,
    91.0 * DAY,
    182.0 * DAY,
    364.0 * DAY,
    728.0 * DAY,
    1_820.0 * DAY,
    3_640.0 * DAY,
];
/// How many labels an axis has room for.
const MAX_TICKS: f64 = 8.0;

/// The places of an axis that are labelled: round numbers, or round times.
pub(super) fn ticks(scale: &Scale, (low, high): (f64, f64)) -> Vec<f64> {
    let length = high - low;
    let step = match scale {
        Scale::Names(_) => return Vec::new(),
        Scale::Time => TIME_STEPS.into_iter().find(|step| length / step <= MAX_TICKS),
        Scale::Number => None,
    };
    let step = step.unwrap_or_else(|| {
        let power = 10_f64.powf((length / MAX_TICKS).log10().floor());
        [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|step| length / step <= MAX_TICKS).unwrap_or(length)
    });
    let first = (low / step).ceil();
    (0..=MAX_TICKS as i32).map(|i| (first + f64::from(i)) * step).take_while(|at| *at <= high).collect()
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
