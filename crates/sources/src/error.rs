//! Why a source could not be read to its end.

use std::fmt;
use std::io;

use crate::sink::Refused;

/// Why reading ended before the input did. A record that cannot be read is none of these: it is counted and kept, see
/// [`crate::Unparsed`].
#[derive(Debug)]
pub enum SourceError {
    /// The input could not be read.
    Read {
        /// The input's name.
        name: String,
        /// How many bytes had been read.
        offset: u64,
        /// What the system or the decompressor said.
        error: io::Error,
    },
    /// The input is not of the format that it should be read as.
    Unfit {
        /// The input's name.
        name: String,
        /// Where that shows.
        offset: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// Whoever takes the rows did not want any more.
    Refused(Refused),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceError::Read { name, offset, error } => {
                write!(f, "{name}: cannot be read after byte {offset}: {error}")
            }
            SourceError::Unfit { name, offset, reason } => write!(f, "{name}: at byte {offset}: {reason}"),
            SourceError::Refused(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SourceError::Read { error, .. } => Some(error),
            SourceError::Unfit { .. } => None,
            SourceError::Refused(error) => Some(error.as_ref()),
        }
    }
}

impl From<Refused> for SourceError {
    fn from(error: Refused) -> Self {
        SourceError::Refused(error)
    }
}
