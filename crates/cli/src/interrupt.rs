//! Ctrl-C: it stops the query that is running, and the program where none is.

use std::sync::{Mutex, PoisonError};

use lurcher_engine::execution::CancelHandle;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// The query that a shell of ours is running.
static RUNNING: Mutex<Option<CancelHandle>> = Mutex::new(None);

/// Listens from now on.
pub(crate) fn listen() {
    // Nothing has to be put in order first: files are written whole or are the user's to throw away. A second handler is a defect that no user can mend.
    let _ = ctrlc::set_handler(|| match RUNNING.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(query) => query.cancel(),
        None => std::process::exit(INTERRUPTED),
    });
}

/// Does something that Ctrl-C stops, while the program goes on.
pub(crate) fn stopping<T>(query: CancelHandle, work: impl FnOnce() -> T) -> T {
    let set = |value| *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = value;
    set(Some(query));
    let done = work();
    set(None);
    done
}
