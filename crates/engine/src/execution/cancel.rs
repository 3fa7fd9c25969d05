//! Stops queries.

use tokio::sync::watch;

/// Stops a query, from any thread, as often as one likes.
#[derive(Debug, Clone)]
pub struct CancelHandle {
    sender: watch::Sender<bool>,
}

/// Whether a query is to stop.
#[derive(Debug, Clone)]
pub struct Cancellation {
    receiver: watch::Receiver<bool>,
}

impl CancelHandle {
    /// A handle, and what it stops.
    pub fn new() -> (Self, Cancellation) {
        let (sender, receiver) = watch::channel(false);
        (Self { sender }, Cancellation { receiver })
    }

    /// Stops the query. Its rows end with an error.
    pub fn cancel(&self) {
        self.sender.send_replace(true);
    }
}

impl Cancellation {
    /// Whether the query is to stop.
    pub fn is_cancelled(&self) -> bool {
        *self.receiver.borrow()
    }

    /// Returns when the query is to stop. Never, once nobody is left who could stop it.
    pub async fn cancelled(&mut self) {
        if self.receiver.wait_for(|cancelled| *cancelled).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
