//! How far an ingest is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::progress::line;
use crate::units;

/// What has been done so far; whoever looks does not mind the order.
#[derive(Debug, Default)]
pub(super) struct Counters {
    files: AtomicUsize,
    records: AtomicU64,
    /// Bytes as they are on the disk, of files that are done.
    done: AtomicU64,
    /// Bytes of the file that is being read, unpacked.
    current: AtomicU64,
    /// The most of them that count, as they are on the disk.
    stored: AtomicU64,
    /// All bytes on the disk.
    all: AtomicU64,
}

impl Counters {
    /// Of so many bytes nothing is done.
    pub(super) fn of(all: u64) -> Arc<Self> {
        Arc::new(Self { all: AtomicU64::new(all), ..Self::default() })
    }

    /// A file of so many bytes on the disk begins.
    pub(super) fn begin(&self, stored: u64) {
        self.current.store(0, Ordering::Relaxed);
        self.stored.store(stored, Ordering::Relaxed);
    }

    /// Records were read.
    pub(super) fn add(&self, records: u64, bytes: u64) {
        self.records.fetch_add(records, Ordering::Relaxed);
        self.current.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The file is done.
    pub(super) fn end(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.done.fetch_add(self.stored.swap(0, Ordering::Relaxed), Ordering::Relaxed);
        self.current.store(0, Ordering::Relaxed);
    }

    /// The line that says so.
    pub(super) fn text(&self, elapsed: Duration, turn: usize, width: usize) -> String {
        let [done, current, stored, all] =
            [&self.done, &self.current, &self.stored, &self.all].map(|counter| counter.load(Ordering::Relaxed));
        let done = done + current.min(stored);
        let share = (all > 0 && done > 0).then(|| done as f64 / all as f64);
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let mut facts = vec![
            counted(self.files.load(Ordering::Relaxed), "file"),
            units::bytes(count(done)),
            counted(count(self.records.load(Ordering::Relaxed)), "record"),
            units::time(elapsed),
        ];
        if let Some(share) = share.filter(|share| *share < 1.0) {
            facts.push(format!("{} left", units::time(elapsed.mul_f64((1.0 - share) / share))));
        }
        line(share, &facts, turn, width)
    }
}

/// `1 file`, `2 files`, `1.5 k files`.
fn counted(number: usize, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {word}{ending}", units::count(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_left() {
        let counters = Counters::of(4_000_000);
        counters.begin(2_000_000);
        counters.add(1_500, 1_000_000);
        let elapsed = Duration::from_secs(2);
        let expected = "⠋ █████░░░░░░░░░░░░░░░  25% 0 files, 1.0 MB, 1.5 k records, 2.0 s, 6.0 s left";
        assert_eq!(counters.text(elapsed, 0, 100), expected);
        // What unfolds to more than it has on the disk is done when it is done.
        counters.add(1_500, 90_000_000);
        assert!(counters.text(elapsed, 0, 100).contains(" 50% 0 files, 2.0 MB"));
        counters.end();
        assert!(counters.text(elapsed, 0, 100).contains(" 50% 1 file, 2.0 MB"));
    }
}
