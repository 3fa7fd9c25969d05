//! The bins that a summary rule is run over. <https://learn.microsoft.com/azure/azure-monitor/logs/summary-rules>

use std::ops::Range;

use lurcher_content::kinds::SummaryRule;

/// The widths of a bin that Azure Monitor takes, in minutes.
const WIDTHS: [u32; 8] = [20, 30, 60, 120, 180, 360, 720, 1440];

/// The delay of a rule that does not say one, in minutes: Azure Monitor chooses it, and takes four in its own examples.
const DELAY: u32 = 4;

/// Ticks of a minute.
const MINUTE: i64 = 600_000_000;

/// When a rule runs, in ticks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    width: i64,
    delay: i64,
    /// The width in minutes.
    pub(super) bin_size: i32,
}

/// A span of time that a rule sums up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bin {
    /// Its time, in ticks.
    pub(super) range: Range<i64>,
    /// When the rule sums it up.
    pub(super) run_at: i64,
}

impl Timing {
    /// When a rule runs, or why it cannot.
    pub(super) fn of(rule: &SummaryRule) -> Result<Self, String> {
        let allowed = || {
            let widths: Vec<_> = WIDTHS.iter().map(u32::to_string).collect();
            format!("write 'binSize: 20', or another of {} minutes", widths.join(", "))
        };
        let width = match rule.bin_size {
            Some(width) if WIDTHS.contains(&width) => width,
            Some(width) => return Err(format!("a summary rule has no bins of {width} minutes; {}", allowed())),
            None => return Err(format!("the summary rule does not say how wide its bins are; {}", allowed())),
        };
        Ok(Self {
            width: i64::from(width) * MINUTE,
            delay: i64::from(rule.bin_delay.unwrap_or(DELAY)) * MINUTE,
            bin_size: i32::try_from(width).unwrap_or(i32::MAX),
        })
    }

    /// The whole bins between two times, in order; without a beginning, the last one. They begin at midnight.
    pub(super) fn bins(self, from: Option<i64>, to: i64) -> impl Iterator<Item = Bin> {
        let last = to.div_euclid(self.width);
        let first = from.map_or(last - 1, |from| -(-from).div_euclid(self.width));
        (first..last).map(move |bin| {
            let range = bin * self.width..(bin + 1) * self.width;
            Bin { run_at: range.end + self.delay, range }
        })
    }
}

#[cfg(test)]
mod tests {
    use lurcher_symbols::values::datetime;

    use super::*;

    fn timing(width: u32) -> Timing {
        Timing { width: i64::from(width) * MINUTE, delay: 5 * MINUTE, bin_size: 0 }
    }

    fn starts(width: u32, from: Option<&str>, to: &str) -> Vec<String> {
        let ticks = |text| datetime::parse(text).unwrap();
        let bins = timing(width).bins(from.map(ticks), ticks(to));
        bins.map(|bin| datetime::format(bin.range.start)[..16].to_owned()).collect()
    }

    #[test]
    fn whole_bins_only() {
        assert_eq!(starts(20, Some("2026-01-15T11:01"), "2026-01-15T12:10"), ["2026-01-15T11:20", "2026-01-15T11:40"]);
        assert_eq!(starts(60, Some("2026-01-15T11:00"), "2026-01-15T12:00"), ["2026-01-15T11:00"]);
        assert_eq!(starts(60, Some("2026-01-15T11:01"), "2026-01-15T12:00"), [""; 0]);
        assert_eq!(starts(20, Some("2026-01-15T12:00"), "2026-01-15T11:00"), [""; 0]);
    }

    #[test]
    fn the_last_bin_without_a_beginning() {
        assert_eq!(starts(20, None, "2026-01-15T12:00"), ["2026-01-15T11:40"]);
        assert_eq!(starts(1440, None, "2026-01-15T12:10"), ["2026-01-14T00:00"]);
    }

    #[test]
    fn a_bin_is_summed_up_after_its_delay() {
        let bin = timing(20).bins(None, 40 * MINUTE).next().unwrap();
        assert_eq!((bin.range, bin.run_at), (20 * MINUTE..40 * MINUTE, 45 * MINUTE));
    }
}
