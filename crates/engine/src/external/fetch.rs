//! How a session gets what is not on this machine.

use std::fmt::Debug;

/// Gets files from the network. A session has none unless whoever opens it allows the network.
pub trait Fetch: Debug + Send + Sync {
    /// The content of an `http` or `https` URL.
    ///
    /// # Errors
    /// What went wrong, without the URL: no capital letter, no full stop.
    fn fetch(&self, url: &str) -> Result<Vec<u8>, String>;
}
