//! Why writing stopped.

use std::error::Error;
use std::{fmt, io};

use arrow::error::ArrowError;
use parquet::errors::ParquetError;

/// Why writing stopped.
#[derive(Debug)]
pub enum RenderError {
    /// The output takes no more.
    Io(io::Error),
    /// An Arrow or Parquet writer failed.
    File(String),
    /// A column's array is not what its KQL type asks for: a defect of the stage before.
    Column {
        /// The column.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The format cannot hold it.
    Format(String),
}

impl RenderError {
    /// Whether the reader went away (`| head`), which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, RenderError::Io(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenderError::Io(e) => write!(f, "the output cannot be written: {e}"),
            RenderError::File(e) => write!(f, "the output cannot be written: {e}"),
            RenderError::Column { name, problem } => write!(f, "the column '{name}' cannot be written: {problem}"),
            RenderError::Format(message) => f.write_str(message),
        }
    }
}

impl Error for RenderError {}

impl From<io::Error> for RenderError {
    fn from(e: io::Error) -> Self {
        RenderError::Io(e)
    }
}

impl From<ArrowError> for RenderError {
    fn from(e: ArrowError) -> Self {
        match e {
            ArrowError::IoError(_, io) => RenderError::Io(io),
            other => RenderError::File(other.to_string()),
        }
    }
}

impl From<ParquetError> for RenderError {
    fn from(e: ParquetError) -> Self {
        match e {
            ParquetError::External(source) => match source.downcast::<io::Error>() {
                Ok(io) => RenderError::Io(*io),
                Err(other) => RenderError::File(other.to_string()),
            },
            other => RenderError::File(other.to_string()),
        }
    }
}
