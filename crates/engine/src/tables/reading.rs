//! Counts what scans of text files read. DataFusion counts what its own scans do.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the scans of one query have read of text files so far. A query's context carries it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Rows.
    pub(crate) rows: AtomicUsize,
    /// Bytes as they are on the disk.
    pub(crate) bytes: AtomicUsize,
    /// Files that are read to their end.
    pub(crate) files: AtomicUsize,
    /// Files that have to be read.
    pub(crate) all_files: AtomicUsize,
    /// Their bytes.
    pub(crate) all_bytes: AtomicUsize,
}

impl Reading {
    /// Adds to one of the counters. Whoever looks does not mind the order.
    pub(crate) fn add(counter: &AtomicUsize, count: usize) {
        counter.fetch_add(count, Ordering::Relaxed);
    }
}

/// A file whose bytes are counted.
pub(crate) struct CountedFile {
    /// The file.
    pub(crate) file: File,
    /// The counters.
    pub(crate) reading: Arc<Reading>,
}

impl Read for CountedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        Reading::add(&self.reading.bytes, count);
        Ok(count)
    }
}
