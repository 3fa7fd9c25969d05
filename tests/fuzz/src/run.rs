//! Runs a query for a while.

use std::num::NonZeroUsize;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use std::{panic, thread};

use lurcher_engine::execution::CancelHandle;
use lurcher_engine::limits::Limits;
use lurcher_engine::{EngineError, Request, Session};

/// After that time a query is stopped: `range x from 0 to 1e15 step 1 | count` is not wrong.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many rows of a result are looked at.
const ROWS: usize = 10_000;

/// Little, so that what holds too much is found early.
pub(crate) fn limits() -> Limits {
    Limits { memory: 256 << 20, partitions: NonZeroUsize::new(2).unwrap_or(NonZeroUsize::MIN), ..Limits::default() }
}

/// Runs a query, and panics where it shows a defect. Whether it has an answer does not matter.
pub(crate) fn run(session: &Session, text: &str) {
    let (request, handle) = Request::new(text).cancellable();
    let answered = patiently(handle, || read(session, request));
    let of_readers = PANICS_OF_READERS.swap(0, Ordering::Relaxed) > 0;
    match answered {
        Err(EngineError::Internal(defect)) if !of_readers => panic!("{defect}\n{text}"),
        _ => {}
    }
}

/// How often other people's readers of files have panicked since the last query.
static PANICS_OF_READERS: AtomicUsize = AtomicUsize::new(0);

/// The crates of those readers: they trust what stands in a file, and the engine catches their panics.
const READERS: [&str; 3] = ["/parquet-", "/arrow-", "/bytes-"];

/// From now on a panic of a reader over a damaged file is counted, not reported. All others are as before.
pub(crate) fn forgive_readers() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let file = panic.location().map(|place| place.file()).unwrap_or_default();
            if READERS.iter().any(|reader| file.contains(reader)) {
                PANICS_OF_READERS.fetch_add(1, Ordering::Relaxed);
            } else {
                report(panic);
            }
        }));
    });
}

/// Does the work, and stops it when it takes too long.
fn patiently<T>(handle: CancelHandle, work: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let (done, watched) = channel::<()>();
        scope.spawn(move || {
            if watched.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                handle.cancel();
            }
        });
        let result = work();
        drop(done);
        result
    })
}

fn read(session: &Session, request: Request<'_>) -> Result<(), EngineError> {
    for result in session.run(request)?.results {
        let mut rows = 0;
        for batch in result.start() {
            rows += batch?.num_rows();
            if rows > ROWS {
                break;
            }
        }
    }
    Ok(())
}
