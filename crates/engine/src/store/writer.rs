//! What sorts and writes rows while others come: one data file at a time, on a thread of its own.

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::draft::Draft;
use super::error::StoreError;
use super::run::Run;

/// The data file that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer(Option<Writing>);

#[derive(Debug)]
struct Writing {
    table: Arc<str>,
    rows: usize,
    bytes: usize,
    thread: JoinHandle<Result<Draft, StoreError>>,
}

impl Writer {
    /// Begins to write a table's rows into a draft of its folder. Nothing else may be on its way.
    pub(super) fn begin(&mut self, table: &Arc<str>, run: Run, folder: &Path) -> Result<(), StoreError> {
        debug_assert!(self.0.is_none(), "one file is written at a time");
        let (rows, bytes, folder) = (run.rows(), run.bytes(), folder.to_path_buf());
        let thread = thread::Builder::new().name("lurcher-writer".to_owned()).spawn(move || run.write(&folder));
        let thread = thread.map_err(|e| StoreError::Internal(format!("no thread: {e}")))?;
        self.0 = Some(Writing { table: Arc::clone(table), rows, bytes, thread });
        Ok(())
    }

    /// Waits for the file, and says of which table it is. None where nothing is written.
    pub(super) fn end(&mut self) -> Result<Option<(Arc<str>, Draft)>, StoreError> {
        let Some(Writing { table, thread, .. }) = self.0.take() else { return Ok(None) };
        let written = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        written.map(|draft| Some((table, draft)))
    }

    /// How many rows are on their way.
    pub(super) fn rows(&self) -> usize {
        self.0.as_ref().map_or(0, |writing| writing.rows)
    }

    /// About how many bytes they take in memory.
    pub(super) fn bytes(&self) -> usize {
        self.0.as_ref().map_or(0, |writing| writing.bytes)
    }
}

impl Drop for Writer {
    /// A draft that nobody wants any more is gone before its folder is looked at.
    fn drop(&mut self) {
        // How it ended is nobody's concern, nor may a panic follow another one.
        if let Some(Writing { thread, .. }) = self.0.take() {
            drop(thread.join());
        }
    }
}
