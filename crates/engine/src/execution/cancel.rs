//! Stops queries: somebody, or a clock.

use std::future::pending;
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
