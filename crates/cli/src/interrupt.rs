//! Ctrl-C, and what else asks the program to end: it stops the query that is running; the program where none is, unless
//! somebody types Ctrl-C in a shell of ours.

#[cfg(unix)]
mod signals;

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use lurcher_engine::execution::CancelHandle;

use crate::temporary;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// What goes on.
enum Running {
    /// Nothing that could not end at once.
    Nothing,
    /// A query.
    Query(CancelHandle),
    /// A program that takes Ctrl-C for itself.
    Other,
}

static RUNNING: Mutex<Running> = Mutex::new(Running::Nothing);

/// Whether the program goes on where no query runs.
static STAYS: AtomicBool = AtomicBool::new(false);

/// How the program ends where it is stopped.
static CODE: AtomicU8 = AtomicU8::new(INTERRUPTED);

/// Listens from now on.
pub(crate) fn listen() {
    // A second handler is a defect that no user can mend.
    let _ = ctrlc::set_handler(|| {
        let stays = STAYS.load(Ordering::Relaxed);
        let mut running = running();
        match &*running {
            Running::Query(query) => {
                query.cancel();
                // The query ends, temporary files are deleted, and then the program ends. Whoever cannot wait presses
                // again; the shell stays.
                if !stays {
                    *running = Running::Nothing;
                }
            }
            Running::Other => {}
            // A second Ctrl-C may come when the query has ended and the line is not yet being read.
            Running::Nothing if stays => {}
            Running::Nothing => temporary::end(INTERRUPTED),
        }
    });
    #[cfg(unix)]
    signals::listen();
}

/// Ends the program as soon as what it does allows it, with that code. No shell of ours goes on.
#[cfg(unix)]
fn end(code: u8) {
    CODE.store(code, Ordering::Relaxed);
    let mut running = running();
    match &*running {
        Running::Query(query) if !STAYS.load(Ordering::Relaxed) => {
            query.cancel();
            *running = Running::Nothing;
        }
        _ => temporary::end(code),
    }
}

/// What a shell says of the program where it was stopped.
pub(crate) fn code() -> u8 {
    CODE.load(Ordering::Relaxed)
}

/// From now on somebody types, who does not want to lose the shell.
pub(crate) fn stay() {
    STAYS.store(true, Ordering::Relaxed);
}

/// Does something that Ctrl-C stops, while the program goes on.
pub(crate) fn stopping<T>(query: CancelHandle, work: impl FnOnce() -> T) -> T {
    during(Running::Query(query), work)
}

/// Does something that Ctrl-C does not concern.
pub(crate) fn ignoring<T>(work: impl FnOnce() -> T) -> T {
    during(Running::Other, work)
}

fn during<T>(what: Running, work: impl FnOnce() -> T) -> T {
    *running() = what;
    let done = work();
    *running() = Running::Nothing;
    done
}

fn running() -> MutexGuard<'static, Running> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}
