//! How large a value, and a column of one batch, may grow. What a kernel makes is in no pool of memory until somebody
//! keeps it, so that it is bounded where it is made.

use std::cell::Cell;
use std::error::Error;
use std::fmt;

use datafusion::common::Result;
use datafusion::error::DataFusionError;

/// The most bytes that one text or dynamic may have.
const LARGEST_VALUE: usize = 64 << 20;

/// The most bytes that a kernel's column may have, the rows of one batch, where nobody says less.
const LARGEST_COLUMN: usize = 1 << 30;

thread_local! {
    static COLUMN: Cell<usize> = const { Cell::new(LARGEST_COLUMN) };
}

/// What a kernel makes is too large. Where its rows come in smaller batches it may not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// One value, of more bytes than this.
    Value(usize),
    /// The values of one batch, of more bytes than this.
    Column(usize),
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, bytes) = match self {
            TooLarge::Value(bytes) => ("a value", bytes),
            TooLarge::Column(bytes) => ("the values of a column of one batch", bytes),
        };
        match bytes >> 20 {
            0 => write!(f, "{what} would take more than {} KB", bytes >> 10),
            megabytes => write!(f, "{what} would take more than {megabytes} MB"),
        }
    }
}

impl Error for TooLarge {}

impl From<TooLarge> for DataFusionError {
    fn from(what: TooLarge) -> Self {
        DataFusionError::External(Box::new(what))
    }
}

/// The most bytes that a column of one batch may have on this thread, and a record of a file that is read here.
pub fn allowed() -> usize {
    COLUMN.get()
}

/// From now on the kernels of this thread make columns of at most so many bytes, and never of more than a gigabyte.
pub fn allow(bytes: usize) {
    COLUMN.set(bytes.min(LARGEST_COLUMN));
}

/// Does something in which columns have at most so many bytes.
pub(crate) fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    let before = Before(COLUMN.get());
    COLUMN.set(bytes.min(before.0));
    work()
}

/// What this thread was allowed, and is again, however the work in between ends.
struct Before(usize);

impl Drop for Before {
    fn drop(&mut self) {
        COLUMN.set(self.0);
    }
}

/// Whether a value has so many bytes that what is left of it need not be made.
pub(crate) fn is_full(bytes: usize) -> bool {
    bytes > LARGEST_VALUE.min(COLUMN.get())
}

/// Whether a value of so many bytes may be made.
///
/// # Errors
/// It may not.
pub(crate) fn check_value(bytes: usize) -> Result<()> {
    if is_full(bytes) {
        return Err(TooLarge::Value(LARGEST_VALUE.min(COLUMN.get())).into());
    }
    Ok(())
}

/// Whether a column of so many bytes may be made.
///
/// # Errors
/// It may not.
pub fn check_column(bytes: usize) -> Result<()> {
    let most = COLUMN.get();
    if bytes > most {
        return Err(TooLarge::Column(most).into());
    }
    Ok(())
}
