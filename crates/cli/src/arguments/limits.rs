//! What a query may use of the machine.

use std::time::Duration;

use clap::Args;
use lurcher_engine::limits::machine_memory;
use lurcher_symbols::values::timespan;

/// What a query may use of the machine.
#[derive(Debug, Args)]
pub(crate) struct LimitArguments {
    /// Stop a query that takes longer: 30s, 5m, 00:01:30 [default: never]
    #[arg(long, global = true, value_name = "TIME", value_parser = timeout)]
    pub(crate) timeout: Option<Duration>,
    /// How much memory queries may hold before they go on on disk: 4GB, 512MiB, or a share of the machine's [default: 70%]
    #[arg(long, global = true, value_name = "SIZE", value_parser = memory)]
    pub(crate) memory_limit: Option<usize>,
}

/// A time as KQL spells it. A bare number would be days there, and seconds elsewhere.
pub(crate) fn timeout(text: &str) -> Result<Duration, String> {
    let ticks = timespan::parse_text(text).and_then(|ticks| u64::try_from(ticks).ok()).filter(|ticks| *ticks > 0);
    ticks
        .map(|ticks| Duration::from_secs(ticks / 10_000_000) + Duration::from_nanos(ticks % 10_000_000 * 100))
        .ok_or_else(|| "a time with its unit is wanted, such as 30s, 5m or 1h".to_owned())
}

const UNITS: [(&str, u64); 9] = [
    ("B", 1),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("KIB", 1 << 10),
    ("MIB", 1 << 20),
    ("GIB", 1 << 30),
    ("TIB", 1 << 40),
];

/// A number of bytes.
fn memory(text: &str) -> Result<usize, String> {
    let wanted = || "a size is wanted, such as 4GB, 512MiB or 50%".to_owned();
    let digits = text.trim().trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic());
    let unit = text.trim()[digits.len()..].to_ascii_uppercase();
    let number: f64 = digits.trim().parse().map_err(|_| wanted())?;
    let bytes = match &*unit {
        "%" if number <= 100.0 => machine_memory() as f64 * number / 100.0,
        "%" => return Err("a machine has no more than 100% of its memory".to_owned()),
        unit => number * UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wanted)?.1 as f64,
    };
    if bytes.is_finite() && bytes >= 1.0 { Ok(bytes as usize) } else { Err(wanted()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(timeout("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(timeout("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(timeout("00:01:30"), Ok(Duration::from_secs(90)));
        for wrong in ["30", "", "-5s", "0s", "soon"] {
            assert!(timeout(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(memory("4GB"), Ok(4_000_000_000));
        assert_eq!(memory("1.5 GiB"), Ok(3 << 29));
        assert_eq!(memory("100b"), Ok(100));
        assert_eq!(memory("50%"), Ok((machine_memory() as f64 / 2.0) as usize));
        for wrong in ["4", "", "GB", "0MB", "-1GB", "101%", "4 apples", "infGB", "nanMB"] {
            assert!(memory(wrong).is_err(), "{wrong}");
        }
    }
}
