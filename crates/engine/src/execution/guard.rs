//! Watches queries while they run: their time, and the memory that the process really takes.
//!
//! The pool counts what sorts, groups and joins keep. What expressions make, buffers and the allocator's own share are
//! in no pool; a thread that computes without a pause asks nobody. So a thread of its own looks at the clock and at the
//! system's count of the process's memory, and stops a query that goes beyond.

use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::cancel::Deadline;
use crate::error::EngineError;
use crate::limits::machine_memory;

/// How often it looks.
const TICK: Duration = Duration::from_millis(10);

/// What a process may take beyond the limit of its queries and a quarter of it: batches on their way, and what the
/// allocator keeps. A join that sorts both sides on disk was seen to take 300 MB so.
const BEYOND: usize = 512 << 20;

/// Watches the queries of a session.
#[derive(Debug)]
pub(super) struct Guard(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// There is something to watch, or nothing ever again.
    changed: Condvar,
    /// How many bytes the process may have.
    most: usize,
}

#[derive(Debug, Default)]
struct State {
    watched: HashMap<u64, Watched>,
    /// How many there have been.
    count: u64,
    /// Whether a thread watches.
    started: bool,
    closed: bool,
}

#[derive(Debug)]
struct Watched {
    deadline: Option<Deadline>,
    stop: watch::Sender<Option<Stop>>,
}

/// Why a query is stopped.
#[derive(Debug, Clone, Copy)]
enum Stop {
    /// It had so much time.
    Late(Duration),
    /// The process takes so many bytes.
    Large(usize),
}

/// A query that is watched until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    number: u64,
    shared: Arc<Shared>,
    signal: Signal,
}

/// Tells whoever works on a query that it is to stop.
#[derive(Debug, Clone)]
pub(super) struct Signal(watch::Receiver<Option<Stop>>);

impl Guard {
    /// A guard of queries that together may hold so many bytes, beside what the process takes now.
    pub(super) fn new(memory: usize) -> Self {
        let allowed = resident().unwrap_or(0).saturating_add(memory).saturating_add(memory / 4).saturating_add(BEYOND);
        let most = allowed.min(machine_memory() / 100 * 95);
        Self(Arc::new(Shared { state: Mutex::default(), changed: Condvar::new(), most }))
    }

    /// Watches a query.
    pub(super) fn watch(&self, deadline: Option<Deadline>) -> Watch {
        let (stop, receiver) = watch::channel(None);
        let mut state = self.0.state();
        state.count += 1;
        let number = state.count;
        state.watched.insert(number, Watched { deadline, stop });
        if !state.started {
            let shared = Arc::clone(&self.0);
            // Without the thread nobody watches; the query need not fail for it.
            state.started = thread::Builder::new().name("lurcher-guard".to_owned()).spawn(move || shared.run()).is_ok();
        }
        self.0.changed.notify_all();
        Watch { number, shared: Arc::clone(&self.0), signal: Signal(receiver) }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.changed.notify_all();
    }
}

impl Watch {
    /// What tells that the query is to stop.
    pub(super) fn signal(&self) -> Signal {
        self.signal.clone()
    }
}

impl Signal {
    /// Returns when the query is to stop, and says why. Never, once nobody watches it any more.
    pub(super) async fn stopped(&mut self) -> EngineError {
        let stop = self.0.wait_for(Option::is_some).await.ok().and_then(|stop| *stop);
        match stop {
            Some(Stop::Late(after)) => EngineError::Timeout(after),
            Some(Stop::Large(bytes)) => EngineError::Memory(format!("the process has grown to {} MB", bytes >> 20)),
            None => pending().await,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.state().watched.remove(&self.number);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        while !state.closed {
            if state.watched.is_empty() {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            drop(state);
            thread::sleep(TICK);
            let large = resident().filter(|bytes| *bytes > self.most).map(Stop::Large);
            let now = Instant::now();
            state = self.state();
            for watched in state.watched.values() {
                let late = watched.deadline.filter(|deadline| now >= deadline.at);
                if let Some(stop) = late.map(|deadline| Stop::Late(deadline.after)).or(large) {
                    watched.stop.send_if_modified(|told| told.replace(stop).is_none());
                }
            }
        }
    }
}

/// The bytes of memory that this process takes, where the system tells it.
fn resident() -> Option<usize> {
    memory_stats::memory_stats().map(|found| found.physical_mem)
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    fn wait(signal: &mut Signal) -> EngineError {
        Builder::new_current_thread().build().unwrap().block_on(signal.stopped())
    }

    #[test]
    fn a_query_that_is_late_is_told() {
        let guard = Guard::new(1 << 30);
        let after = Duration::from_millis(30);
        let watch = guard.watch(Some(Deadline { at: Instant::now() + after, after }));
        assert!(matches!(wait(&mut watch.signal()), EngineError::Timeout(time) if time == after));
    }

    #[test]
    fn a_process_that_grows_is_told() {
        let guard = Guard(Arc::new(Shared { state: Mutex::default(), changed: Condvar::new(), most: 1 }));
        let watch = guard.watch(None);
        let error = wait(&mut watch.signal()).to_string();
        assert!(error.contains("the process has grown to"), "{error}");
    }
}
