//! The years of times that have none.

use lurcher_symbols::values::datetime;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;

/// Counts the years of records that stand in the order of time, or nearly so, or in the reverse order.
///
/// A day that is more than a month before the last one is of the next year: within a month, a clock ran back or two
/// sources were mixed. So is a day that is nearly a year after it one of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YearClock {
    year: i32,
    last: Option<i32>,
}

/// Days of a year in which each month has 31.
const YEAR: i32 = 12 * 31;

impl YearClock {
    /// A clock whose first record is of that year.
    pub(crate) fn new(year: i32) -> Self {
        Self { year, last: None }
    }

    /// The year of the next record.
    pub(crate) fn year(&mut self, month: u32, day: u32) -> i32 {
        let of_year = of_year(month, day);
        let step = of_year - self.last.replace(of_year).unwrap_or(of_year);
        if step < -31 {
            self.year += 1;
        } else if step > YEAR - 31 {
            self.year -= 1;
        }
        self.year
    }
}

fn of_year(month: u32, day: u32) -> i32 {
    (month as i32 - 1) * 31 + day as i32
}

/// Looks at all records of an input for the year of the first: the newest is not younger than the file.
#[derive(Debug)]
pub(crate) struct YearScan {
    clock: YearClock,
    /// Year and day of the newest record, counted from the first one's year.
    newest: Option<(i32, u32, u32)>,
}

impl YearScan {
    /// Nothing seen.
    pub(crate) fn new() -> Self {
        Self { clock: YearClock::new(0), newest: None }
    }

    /// Takes in the next record.
    pub(crate) fn see(&mut self, month: u32, day: u32) {
        let seen = (self.clock.year(month, day), month, day);
        self.newest = self.newest.max(Some(seen));
    }

    /// The year of the first record of an input that was last changed at `modified`. A clock that is a day ahead is
    /// still believed.
    pub(crate) fn first_year(&self, modified: i64) -> i32 {
        let latest = datetime::civil(datetime::checked(modified + TICKS_PER_DAY).unwrap_or(modified));
        let Some((years, month, day)) = self.newest else { return latest.year };
        let newest_year = latest.year - i32::from((month, day) > (latest.month, latest.day));
        newest_year - years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(first: i32, days: &[(u32, u32)]) -> Vec<i32> {
        let mut clock = YearClock::new(first);
        days.iter().map(|(month, day)| clock.year(*month, *day)).collect()
    }

    #[test]
    fn midnight_of_new_year() {
        assert_eq!(years(2025, &[(12, 30), (12, 31), (1, 1), (1, 2)]), [2025, 2025, 2026, 2026]);
        // Two sources, a second apart.
        assert_eq!(years(2025, &[(12, 31), (1, 1), (12, 31), (1, 1)]), [2025, 2026, 2025, 2026]);
        // Newest first.
        assert_eq!(years(2026, &[(1, 2), (12, 30), (12, 5), (11, 20)]), [2026, 2025, 2025, 2025]);
    }

    #[test]
    fn clocks_that_run_back() {
        assert_eq!(years(2025, &[(2, 1), (1, 31), (2, 1)]), [2025, 2025, 2025]);
        assert_eq!(years(2025, &[(9, 1), (3, 1)]), [2025, 2026]);
    }

    #[test]
    fn the_newest_record_dates_the_first() {
        let first = |days: &[(u32, u32)], modified: &str| {
            let mut scan = YearScan::new();
            days.iter().for_each(|(month, day)| scan.see(*month, *day));
            scan.first_year(datetime::parse(modified).expect(modified))
        };
        assert_eq!(first(&[(1, 5)], "2026-01-05"), 2026);
        assert_eq!(first(&[(12, 30)], "2026-01-02"), 2025);
        assert_eq!(first(&[(12, 30), (1, 2)], "2026-01-02"), 2025);
        assert_eq!(first(&[(6, 1), (2, 1), (6, 1), (2, 1)], "2026-02-01"), 2024);
        assert_eq!(first(&[(1, 2), (12, 30)], "2026-01-02"), 2026);
        // The file's clock is behind the sender's by hours.
        assert_eq!(first(&[(1, 1)], "2025-12-31T23:00:00Z"), 2026);
        assert_eq!(first(&[], "2026-02-01"), 2026);
    }
}
