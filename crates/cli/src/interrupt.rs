//! Ctrl-C: it stops the query that is running; the program where none is, unless somebody types in a shell of ours.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use lurcher_engine::execution::CancelHandle;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// The query that a shell of ours is running.
static RUNNING: Mutex<Option<CancelHandle>> = Mutex::new(None);

/// Whether the program goes on where no query runs.
static STAYS: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
pub(crate) fn listen() {
    // Nothing has to be put in order first: files are written whole or are the user's to throw away. A second handler is a defect that no user can mend.
    let _ = ctrlc::set_handler(|| match &*RUNNING.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(query) => query.cancel(),
        // A second Ctrl-C may come when the query has ended and the line is not yet being read.
        None if STAYS.load(Ordering::Relaxed) => {}
        None => std::process::exit(INTERRUPTED),
    });
}

/// From now on somebody types, who does not want to lose the shell.
pub(crate) fn stay() {
    STAYS.store(true, Ordering::Relaxed);
}

/// Does something that Ctrl-C stops, while the program goes on.
pub(crate) fn stopping<T>(query: CancelHandle, work: impl FnOnce() -> T) -> T {
    let set = |value| *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = value;
    set(Some(query));
    let done = work();
    set(None);
    done
}
