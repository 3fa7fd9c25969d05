//! Numbers as a person reads them.

use std::time::Duration;

/// A count in three digits: `999`, `12.3 M`.
pub(crate) fn count(number: usize) -> String {
    short(number, &["", " k", " M", " G", " T"])
}

/// Bytes in three digits: `345 MB`.
pub(crate) fn bytes(number: usize) -> String {
    short(number, &[" B", " kB", " MB", " GB", " TB"])
}

/// Seconds with one digit behind the point, or minutes.
pub(crate) fn time(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0..60 => format!("{:.1} s", elapsed.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn short(number: usize, units: &[&str]) -> String {
    let mut value = number as f64;
    let mut units = units.iter();
    let mut unit = units.next().copied().unwrap_or_default();
    for next in units {
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = next;
    }
    let digits = if number < 1000 || value >= 99.95 { 0 } else { 1 };
    format!("{value:.digits$}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits() {
        let counts = [0, 999, 1_000, 12_345, 999_400, 999_999, 10_000_000].map(count);
        assert_eq!(counts, ["0", "999", "1.0 k", "12.3 k", "999 k", "1.0 M", "10.0 M"]);
        assert_eq!([7, 345_000_000].map(bytes), ["7 B", "345 MB"]);
        assert_eq!([1_250, 61_000].map(|ms| time(Duration::from_millis(ms))), ["1.2 s", "1 min 01 s"]);
    }
}
