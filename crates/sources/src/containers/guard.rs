//! How far a container may unfold.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bounds of what comes out of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many containers may be inside of each other; compression counts.
    pub depth: usize,
    /// How many contents an archive may have.
    pub entries: usize,
    /// How many bytes may come out of a file.
    pub bytes: u64,
    /// How many times its own size may come out of a file, once that is more than `free_bytes`.
    pub ratio: u64,
    /// So much may come out of any file.
    pub free_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 6, entries: 1_000_000, bytes: 1 << 42, ratio: 500, free_bytes: 1 << 30 }
    }
}

/// Counts what comes out of one file, however often and deep.
#[derive(Debug)]
pub(super) struct Guard {
    limits: Limits,
    allowed: u64,
    given: AtomicU64,
}

impl Guard {
    pub(super) fn new(limits: Limits, size: u64) -> Arc<Self> {
        let allowed = size.saturating_mul(limits.ratio).max(limits.free_bytes).min(limits.bytes);
        Arc::new(Self { limits, allowed, given: AtomicU64::new(0) })
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Counts what a reader gives that unpacks one layer. Reading a content again counts again, so that nobody can
    /// have the same bytes unfold without end; what a content may give is a multiple of what it honestly would.
    pub(super) fn watch(self: &Arc<Self>, reader: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        Box::new(Watched { reader, guard: Arc::clone(self), given: 0 })
    }
}

struct Watched<R> {
    reader: R,
    guard: Arc<Guard>,
    given: u64,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.given += read as u64;
        // A content is opened a few times: to tell what it is, for its years, to be read. Each may take the whole.
        if self.given > self.guard.allowed
            || self.guard.given.fetch_add(read as u64, Ordering::Relaxed) > self.guard.allowed.saturating_mul(4)
        {
            let size = self.guard.allowed;
            return Err(io::Error::other(format!(
                "unfolds to more than {size} bytes, as archives do that are made to fill a disk: unpack it yourself if \
                 you trust it"
            )));
        }
        Ok(read)
    }
}
