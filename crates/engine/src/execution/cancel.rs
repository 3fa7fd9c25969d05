//! Stops queries: somebody, or a clock.

use std::future::pending;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::sleep_until;

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
struct Deadline {
    at: Instant,
    after: Duration,
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

    /// Returns when the query is to stop, and says why. Never, once there is nobody and no time that could stop it.
    pub async fn stopped(&mut self) -> EngineError {
        let deadline = self.deadline;
        let late = async {
            match deadline {
                Some(deadline) => sleep_until(deadline.at.into()).await,
                None => pending().await,
            }
        };
        let told = async {
            if self.receiver.wait_for(|cancelled| *cancelled).await.is_err() {
                pending::<()>().await;
            }
        };
        tokio::select! {
            () = told => EngineError::Cancelled,
            () = late => EngineError::Timeout(deadline.map_or(Duration::ZERO, |deadline| deadline.after)),
        }
    }
}
