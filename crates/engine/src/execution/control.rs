//! What goes along with a query while it runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lurcher_planner::Interrupt;

use super::{Cancellation, Progress};
use crate::timing::Timing;

/// What may stop a query, and who looks at it. Clones belong to the same query.
#[derive(Debug, Clone, Default)]
pub struct Control {
    /// What stops it.
    pub cancellation: Cancellation,
    /// How long its parts take.
    pub timing: Timing,
    /// What it has done so far.
    pub progress: Progress,
}

/// Whether somebody waits for the rows of a plan: until they are dropped, or the query is stopped.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    cancellation: Cancellation,
    gone: AtomicBool,
}

impl Waiting {
    /// Somebody waits, as long as nothing stops the query.
    pub(crate) fn of(cancellation: &Cancellation) -> Arc<Self> {
        Arc::new(Self { cancellation: cancellation.clone(), gone: AtomicBool::new(false) })
    }

    /// Nobody waits any more.
    pub(super) fn end(&self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

impl Interrupt for Waiting {
    fn is_stopped(&self) -> bool {
        self.gone.load(Ordering::Relaxed) || self.cancellation.reason().is_some()
    }
}
