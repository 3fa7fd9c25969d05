//! What is wrong while a table is written.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

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

/// What the Parquet writer said: mostly what the system said to it.
pub(super) fn unwritten(path: &Path, error: &ParquetError) -> StoreError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            return unwritable(path, io);
        }
        cause = error.source();
    }
    StoreError::Internal(error.to_string())
}
