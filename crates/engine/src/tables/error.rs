//! What is wrong with a file, and where.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A mistake in a file of the workspace. It names the place and says what to do.
///
/// While a query runs it travels as [`datafusion::error::DataFusionError::External`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// The file or folder.
    pub file: PathBuf,
    /// The line, counted from 1, where the file has lines.
    pub line: Option<u64>,
    /// The character in the line, counted from 1.
    pub character: Option<u64>,
    /// The column of the table.
    pub column: Option<Arc<str>>,
    /// What is wrong: no capital letter, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl DataError {
    /// A mistake in a file as a whole.
    pub fn new(file: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Self {
            file: file.as_ref().to_path_buf(),
            line: None,
            character: None,
            column: None,
            message: message.into(),
            help: None,
        }
    }

    /// What the system said when it was asked for the file.
    pub fn io(file: impl AsRef<Path>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let new = |message: &str| Self::new(&file, message);
        match error.kind() {
            ErrorKind::NotFound => new("does not exist"),
            ErrorKind::PermissionDenied => {
                new("cannot be read: permission denied").with_help("give this user the right to read it")
            }
            ErrorKind::UnexpectedEof => {
                new("breaks off in the middle of its data").with_help("the file is cut; copy it again")
            }
            _ => new(&format!("cannot be read: {error}")),
        }
    }

    /// The mistake in a file that is behind an error of somebody who read it for us.
    pub(crate) fn behind<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Self> {
        std::iter::successors(Some(error), |error: &&'e (dyn Error + 'static)| Error::source(*error))
            .find_map(|error| error.downcast_ref())
    }

    /// Adds the line.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds the table's column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<Arc<str>>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        for number in [self.line, self.character].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        f.write_str(": ")?;
        if let Some(column) = &self.column {
            write!(f, "column '{column}': ")?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl Error for DataError {}

/// Opens a file to read. A pipe would be waited for, and could be read only once.
pub(crate) fn open_file(path: &Path) -> Result<File, DataError> {
    let io = |e: std::io::Error| DataError::io(path, &e);
    let found = fs::metadata(path).map_err(io)?;
    if found.is_dir() {
        return Err(DataError::new(path, "is a folder, not a file"));
    }
    if !found.is_file() {
        let error = DataError::new(path, "is a pipe or a device, not a file");
        return Err(error.with_help("pipe the data into standard input, and call it stdin in the query"));
    }
    File::open(path).map_err(io)
}

impl From<DataError> for datafusion::error::DataFusionError {
    fn from(error: DataError) -> Self {
        datafusion::error::DataFusionError::External(Box::new(error))
    }
}
