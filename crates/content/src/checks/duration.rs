//! Spans of time as rules write them.

/// A span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Duration {
    seconds: u64,
}

impl Duration {
    pub(super) const fn minutes(minutes: u64) -> Self {
        Self { seconds: minutes * 60 }
    }

    pub(super) const fn hours(hours: u64) -> Self {
        Self::minutes(hours * 60)
    }

    pub(super) const fn days(days: u64) -> Self {
        Self::hours(days * 24)
    }

    /// Reads `5m`, `1h`, `14d`, `1h10m`, ISO 8601's `PT5M` and `P1DT2H`, or .NET's `1.02:03:04`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        short(text).or_else(|| iso(text)).or_else(|| dotted(text)).map(|seconds| Self { seconds })
    }
}

fn short(text: &str) -> Option<u64> {
    let is_empty = text.is_empty();
    parts(text, &[('d', 86_400), ('h', 3_600), ('m', 60)]).filter(|_| !is_empty)
}

fn iso(text: &str) -> Option<u64> {
    let (days, time) = text.strip_prefix('P')?.split_once('T').map_or((text.strip_prefix('P')?, ""), |parts| parts);
    let ends_empty = text.ends_with(['P', 'T']);
    let days = parts(days, &[('W', 604_800), ('D', 86_400)])?;
    let time = parts(time, &[('H', 3_600), ('M', 60), ('S', 1)])?;
    (!ends_empty).then(|| days.checked_add(time)).flatten()
}

/// The sum of numbers, each with one of the units, which come in their order.
fn parts(mut text: &str, units: &[(char, u64)]) -> Option<u64> {
    let mut total: u64 = 0;
    for (unit, seconds) in units {
        if let Some((number, rest)) = text.split_once(*unit) {
            total = total.checked_add(digits(number)?.checked_mul(*seconds)?)?;
            text = rest;
        }
    }
    text.is_empty().then_some(total)
}

fn dotted(text: &str) -> Option<u64> {
    let (days, time) = match text.split_once('.') {
        Some((days, time)) => (digits(days)?, time),
        None => (0, text),
    };
    let fields: Vec<u64> = time.split(':').map(digits).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match fields[..] {
        [hours, minutes] => (hours, minutes, 0),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let in_range = hours < 24 && minutes < 60 && seconds < 60;
    let days = days.checked_mul(86_400).filter(|_| in_range)?;
    days.checked_add(hours * 3_600 + minutes * 60 + seconds)
}

fn digits(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms() {
        for (text, seconds) in [
            ("5m", 300),
            ("1h", 3_600),
            ("14d", 1_209_600),
            ("1h10m", 4_200),
            ("1d2h3m", 93_780),
            ("PT5M", 300),
            ("PT1H30M", 5_400),
            ("P1D", 86_400),
            ("P1DT2H3M4S", 93_784),
            ("P2W", 1_209_600),
            ("00:05:00", 300),
            ("1.02:03:04", 93_784),
        ] {
            assert_eq!(Duration::parse(text), Some(Duration { seconds }), "{text}");
        }
    }

    #[test]
    fn everything_else_is_none() {
        for text in
            ["", "5", "m", "5 m", "5min", "1.5h", "-1h", "P", "PT", "P1DT", "P1H", "PT1D", "PT5M1H", "25:00", "1:2:3:4"]
        {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
        assert_eq!(Duration::parse("99999999999999999999d"), None);
        assert_eq!(Duration::parse("9999999999999999999d"), None);
    }
}
