//! Stops queries: somebody, or a clock.

use std::cell::RefCell;
use std::future::pending;
use std::panic::resume_unwind;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::error::EngineError;

/// Stops a query, from any thread, as often as one likes.
#[derive(Debug, Clone)]
pub struct CancelHandle {
    sender: watch::Sender<bool>,
}

/// Whether a query is to stop.
#[derive(Debug, Clone)]
pub struct Cancellation {
    receiver: watch::Receiver<bool>,
    deadline: Option<Deadline>,
}

/// When a query is to stop, and how long it then had.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    pub(super) at: Instant,
    pub(super) after: Duration,
}

impl CancelHandle {
    /// A handle, and what it stops.
    pub fn new() -> (Self, Cancellation) {
        let (sender, receiver) = watch::channel(false);
        (Self { sender }, Cancellation { receiver, deadline: None })
    }

    /// Stops the query. Its rows end with an error.
    pub fn cancel(&self) {
        self.sender.send_replace(true);
    }
}

thread_local! {
    /// What stops the query for which this thread reads and binds.
    static CURRENT: RefCell<Option<Cancellation>> = const { RefCell::new(None) };
}

/// What stopped this thread before, and does so again, however the work in between ends.
struct Before(Option<Cancellation>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// What unwinds a thread whose query is to stop. Nothing is reported of it.
pub(crate) struct Unwound;

/// Ends the work of this thread where its query is to stop, by unwinding: what was half made is nowhere kept, and no
/// error of it stays in a cache.
pub(crate) fn stop_point() {
    if CURRENT.with_borrow(|current| current.as_ref().is_some_and(|current| current.reason().is_some())) {
        resume_unwind(Box::new(Unwound));
    }
}

/// Nobody stops the query.
impl Default for Cancellation {
    fn default() -> Self {
        CancelHandle::new().1
    }
}

impl Cancellation {
    /// The query has so much time, counted from now.
    pub fn within(self, time: Duration) -> Self {
        let at = Instant::now().checked_add(time);
        Self { deadline: at.map(|at| Deadline { at, after: time }), ..self }
    }

    /// What stops the query of this thread, to hand it on to another one that works for it.
    pub(crate) fn current() -> Self {
        CURRENT.with_borrow(|current| current.clone().unwrap_or_default())
    }

    /// Does work of the query on this thread, until it is done or [`stop_point`] ends it.
    pub(crate) fn during<T>(self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self)));
        work()
    }

    /// Why the query is to stop, if it is.
    pub fn reason(&self) -> Option<EngineError> {
        if *self.receiver.borrow() {
            return Some(EngineError::Cancelled);
        }
        let late = self.deadline.filter(|deadline| Instant::now() >= deadline.at);
        late.map(|deadline| EngineError::Timeout(deadline.after))
    }

    /// When the query is to stop, if there is such a time.
    pub(super) fn deadline(&self) -> Option<Deadline> {
        self.deadline
    }

    /// Returns when somebody stops the query. Never, once there is nobody who could.
    pub(super) async fn cancelled(&mut self) -> EngineError {
        if self.receiver.wait_for(|cancelled| *cancelled).await.is_err() {
            pending::<()>().await;
        }
        EngineError::Cancelled
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn a_query_that_was_stopped_stops_no_later_one() {
        let (handle, stopped) = CancelHandle::new();
        handle.cancel();
        let unwound = catch_unwind(AssertUnwindSafe(|| stopped.during(stop_point)));
        assert!(unwound.is_err_and(|payload| payload.is::<Unwound>()));
        stop_point();
        Cancellation::default().during(stop_point);
    }
}
