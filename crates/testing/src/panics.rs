//! Where panics are, and what they say: the engine catches them, and its error does not say where they were.

use std::any::Any;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// The crates of other people's readers of files, which trust what stands in a file. Their panics over damaged files
/// are caught by the engine.
const READERS: [&str; 4] = ["/parquet-", "/arrow-", "/bytes-", "/thrift-"];

static OF_READERS: AtomicUsize = AtomicUsize::new(0);
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// How often other people's readers of files have panicked so far.
pub fn panics_of_readers() -> usize {
    OF_READERS.load(Ordering::Relaxed)
}

/// From now on panics are remembered instead of told.
pub fn remember() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(|place| (place.file(), place.line()));
            if place.is_some_and(|(file, _)| READERS.iter().any(|reader| file.contains(reader))) {
                OF_READERS.fetch_add(1, Ordering::Relaxed);
            }
            // The first panic is the cause; what reports it panics too.
            let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
            last.get_or_insert_with(|| place.map_or_else(String::new, |(file, line)| format!("{file}:{line}")));
        }));
    });
}

/// Where the first panic was since this was asked last.
pub(crate) fn take() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// What a panic said.
pub(crate) fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic")
}
