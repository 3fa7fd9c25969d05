//! The time zone that the portal writes behind the name of a datetime when it exports a result: `TimeGenerated [UTC]`,
//! `TimeGenerated [Eastern Time (US and Canada)]`, or a zone's name of Windows' or the IANA database's.

use std::sync::LazyLock;

use csv::ReaderBuilder;
use lurcher_functions::kernel::zones::{Tz, behind_local};

/// Windows' zones: the IANA name, the name, and how it is shown.
static WINDOWS: &str = include_str!("../../../data/windows_zones.csv");

static ZONES: LazyLock<Vec<(String, Tz)>> = LazyLock::new(|| {
    let mut rows = ReaderBuilder::new().from_reader(WINDOWS.as_bytes());
    let mut zones = Vec::new();
    for row in rows.records().flatten() {
        let Some(Ok(zone)) = row.get(0).map(str::parse::<Tz>) else { continue };
        zones.extend(row.iter().skip(1).map(|name| (plain(name), zone)));
    }
    zones
});

/// The zone that the datetimes of a column are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// They are taken as they stand: UTC, or a local time of which the file does not say where.
    AsWritten,
    /// They are local times there.
    Of(Tz),
}

impl Zone {
    /// The name of a column, and its zone, where there is one behind it.
    pub(super) fn split(header: &str) -> Option<(&str, Self)> {
        let (name, zone) = header.strip_suffix(']')?.rsplit_once('[')?;
        let zone = match zone {
            "UTC" | "Local Time" => Zone::AsWritten,
            _ => Zone::Of(named(zone)?),
        };
        let name = name.trim_end();
        (!name.is_empty()).then_some((name, zone))
    }

    /// The point in time of a datetime's text that was read as UTC. What tells its own offset stays.
    pub(super) fn to_utc(self, ticks: i64, text: &str) -> Option<i64> {
        match self {
            Zone::Of(zone) if !tells_offset(text) => ticks.checked_add(behind_local(ticks, zone)?),
            Zone::AsWritten | Zone::Of(_) => Some(ticks),
        }
    }
}

fn named(zone: &str) -> Option<Tz> {
    // "(UTC-05:00) Eastern Time (US & Canada)"
    let shown = zone.strip_prefix("(UTC").and_then(|rest| Some(rest.split_once(") ")?.1)).unwrap_or(zone);
    let wanted = plain(shown);
    let windows = || ZONES.iter().find(|(name, _)| *name == wanted).map(|(_, zone)| *zone);
    zone.parse().ok().or_else(windows)
}

/// A zone's name as it is compared.
fn plain(name: &str) -> String {
    name.replace('&', "and").to_lowercase()
}

/// Whether a text ends with its offset from UTC.
fn tells_offset(text: &str) -> bool {
    let text = text.trim_end();
    let has_clock_before = |at: usize| text[..at].contains(':');
    text.ends_with(['Z', 'z']) || text.rfind(['+', '-']).is_some_and(has_clock_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_windows_is_known() {
        let lines = WINDOWS.lines().skip(1).count();
        assert_eq!(ZONES.len(), 2 * lines);
    }

    #[test]
    fn names() {
        let zone = |header: &'static str| Zone::split(header);
        let eastern = Some(("T", Zone::Of(Tz::America__New_York)));
        for header in [
            "T [Eastern Time (US and Canada)]",
            "T [Eastern Time (US & Canada)]",
            "T [(UTC-05:00) Eastern Time (US & Canada)]",
            "T [Eastern Standard Time]",
            "T [America/New_York]",
        ] {
            assert_eq!(zone(header), eastern, "{header}");
        }
        assert_eq!(zone("TimeGenerated [UTC]"), Some(("TimeGenerated", Zone::AsWritten)));
        assert_eq!(zone("T [Local Time]"), Some(("T", Zone::AsWritten)));
        for header in ["Note [UTC ]", "T [1]", "[UTC]", "T", "T [Middle Earth]"] {
            assert_eq!(zone(header), None, "{header}");
        }
    }

    #[test]
    fn local_times_become_utc() {
        let eastern = Zone::Of(Tz::America__New_York);
        let hour = 36_000_000_000;
        let july = 639_040_680_000_000_000 + 180 * 24 * hour;
        assert_eq!(eastern.to_utc(july, "7/14/2026, 10:00:00.000 AM"), Some(july + 4 * hour));
        assert_eq!(eastern.to_utc(july, "2026-07-14T10:00:00Z"), Some(july));
        assert_eq!(eastern.to_utc(july, "2026-07-14T10:00:00+02:00"), Some(july));
        assert_eq!(Zone::AsWritten.to_utc(july, "x"), Some(july));
    }
}
