//! What is wrong while a table is written.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::errors::ParquetError;

use crate::tables::DataError;

/// Why a table is not written.
#[derive(Debug)]
pub enum StoreError {
    /// A file or folder cannot be written, or a table takes no such rows.
    Data(DataError),
    /// Somebody stopped it.
    Cancelled,
    /// A defect of ours.
    Internal(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Data(e) => e.fmt(f),
            StoreError::Cancelled => f.write_str("it was stopped"),
            StoreError::Internal(message) => write!(f, "a table cannot be written, which is a defect: {message}"),
        }
    }
}

impl Error for StoreError {}

impl From<DataError> for StoreError {
    fn from(error: DataError) -> Self {
        StoreError::Data(error)
    }
}

/// What the system said when something was written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> StoreError {
    let new = |message: &str| DataError::new(path, format!("cannot be written: {message}"));
    StoreError::Data(match error.kind() {
        ErrorKind::PermissionDenied => new("permission denied").with_help("give this user the right to write there"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            new("there is no room left").with_help("make room, and do it again: nothing was changed")
        }
        ErrorKind::FileTooLarge => {
            new("the file would be larger than files may be here").with_help("raise the limit, and do it again")
        }
        ErrorKind::ReadOnlyFilesystem => new("the disk is read-only").with_help("name a workspace on another one"),
        ErrorKind::Unsupported => {
            new("nothing can be locked there").with_help("name a workspace on a disk of this machine")
        }
        _ => new(&error.to_string()),
    })
}

/// A file that remembers what the system said: the Parquet writer tells it in words of its own, and not always.
pub(super) struct Heard {
    file: File,
    said: Arc<Mutex<Option<io::Error>>>,
}

/// What the system said to a [`Heard`] file.
#[derive(Clone, Default)]
pub(super) struct Said(Arc<Mutex<Option<io::Error>>>);

impl Heard {
    pub(super) fn new(file: File, said: &Said) -> Self {
        Self { file, said: Arc::clone(&said.0) }
    }

    /// The file, when all is written.
    pub(super) fn into_file(self) -> File {
        self.file
    }

    fn hear<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|e| {
            let copy = e.raw_os_error().map_or_else(|| e.kind().into(), io::Error::from_raw_os_error);
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        })
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        self.hear(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        self.hear(flushed)
    }
}

impl Said {
    /// What went wrong when the Parquet writer failed: mostly what the system said to it.
    pub(super) fn unwritten(&self, path: &Path, error: &ParquetError) -> StoreError {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(said) => unwritable(path, said),
            None => StoreError::Internal(error.to_string()),
        }
    }
}
