//! Where `now()` comes from.

use std::time::{SystemTime, UNIX_EPOCH};

use lurcher_symbols::values::datetime;
pub use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;

/// A session's clock. It is read once a query; nothing else asks the system for the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The system's time.
    #[default]
    Wall,
    /// Always the same instant: ticks of 100 ns since 0001-01-01.
    Fixed(i64),
    /// The newest `TimeGenerated` of the tables that a query reaches.
    Data,
}

impl Clock {
    /// The clock of a setting: `wall`, `data`, or a datetime in any of Kusto's spellings.
    ///
    /// # Errors
    /// Says what a clock may be.
    pub fn parse(text: &str) -> Result<Clock, String> {
        match text {
            "wall" => Ok(Clock::Wall),
            "data" => Ok(Clock::Data),
            _ => datetime::parse(text).map(Clock::Fixed).ok_or_else(|| {
                format!("'{text}' is no clock: use \"wall\", \"data\" or a datetime such as \"2026-01-15T00:00:00Z\"")
            }),
        }
    }

    /// The system's time as ticks since 0001-01-01.
    pub fn system_ticks() -> i64 {
        let since_epoch = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos() / 100).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos() / 100).map_or(i64::MIN, |t| -t),
        };
        since_epoch.saturating_add(UNIX_EPOCH_TICKS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings() {
        assert_eq!(Clock::parse("wall"), Ok(Clock::Wall));
        assert_eq!(Clock::parse("data"), Ok(Clock::Data));
        // .NET: new DateTime(2026, 1, 15, 0, 0, 0, DateTimeKind.Utc).Ticks
        assert_eq!(Clock::parse("2026-01-15T00:00:00Z"), Ok(Clock::Fixed(639_040_320_000_000_000)));
        assert!(Clock::parse("yesterday").is_err_and(|e| e.contains("'yesterday'")));
    }

    #[test]
    fn the_wall_clock_runs_in_this_century() {
        let (y2020, y2100) = (637_134_336_000_000_000, 662_380_416_000_000_000);
        assert!((y2020..y2100).contains(&Clock::system_ticks()));
    }
}
