//! The times of a record.

use crate::time::{YearClock, Zone, epoch, leading};

/// The times of an extension.
pub(crate) struct Times {
    pub(super) zone: Zone,
    years: Option<YearClock>,
    pub(super) receipt: Option<i64>,
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    /// What FortiGate writes in place of these.
    pub(super) fortigate: Option<i64>,
}

impl Times {
    /// None yet.
    pub(crate) fn new(zone: Zone, years: Option<YearClock>) -> Self {
        Self { zone, years, receipt: None, start: None, end: None, fortigate: None }
    }

    /// When it happened.
    pub(crate) fn event(&self) -> Option<i64> {
        self.receipt.or(self.end).or(self.start).or(self.fortigate)
    }

    /// The point in time that a text is.
    pub(super) fn read(&mut self, text: &str) -> Option<i64> {
        if let Some((ticks, "")) = epoch(text) {
            return Some(ticks);
        }
        match leading(text) {
            // A time without a year is of the year of its record.
            Some((stamp, rest)) if rest.trim().is_empty() => stamp.ticks(self.zone, self.years.clone().as_mut()),
            _ => None,
        }
    }
}
