//! Counts what scans of text files read. DataFusion counts what its own scans do.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::execution::stop_point;

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

/// A file whose bytes are counted. It has at least as many as when it was opened, or an error says so: rows that are
/// gone must be missed.
pub(crate) struct CountedFile {
    file: File,
    /// The bytes that it had when it was opened and that are not read yet.
    left: u64,
    reading: Arc<Reading>,
}

impl CountedFile {
    /// A file to read from its beginning.
    pub(crate) fn new(file: File, reading: Arc<Reading>) -> io::Result<Self> {
        Ok(Self { left: file.metadata()?.len(), file, reading })
    }
}

impl Read for CountedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        stop_point();
        let count = self.file.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Reading::add(&self.reading.bytes, count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_shrinks_while_it_is_read_breaks_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, "a\n1\n2\n").unwrap();
        let mut file = CountedFile::new(File::open(&path).unwrap(), Arc::default()).unwrap();
        let mut head = [0; 2];
        file.read_exact(&mut head).unwrap();
        File::options().write(true).open(&path).unwrap().set_len(4).unwrap();
        let error = file.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
}
