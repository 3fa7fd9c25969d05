//! How long the parts of a query take.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A part of a query's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// From text to the syntax tree.
    Parse,
    /// From there to the bound tree. Stages that have to run first are counted here.
    Bind,
    /// From there to the plan that runs.
    Plan,
}

/// How long each phase has taken so far. Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct Timing {
    nanoseconds: Arc<[AtomicU64; 3]>,
}

impl Timing {
    /// The time of a phase.
    pub fn of(&self, phase: Phase) -> Duration {
        Duration::from_nanos(self.nanoseconds[phase as usize].load(Ordering::Relaxed))
    }

    /// Counts what has gone by since `start`.
    pub(crate) fn add(&self, phase: Phase, start: Instant) {
        let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds[phase as usize].fetch_add(nanoseconds, Ordering::Relaxed);
    }
}
