//! What can be wrong with stored functions.

use std::fmt;
use std::sync::Arc;

use crate::codes;
use crate::error::{Report, display_report};
use crate::kinds::KindError;
use crate::{ContentError, Place};

/// Why a stored function cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FunctionError {
    /// A content folder is not there.
    Folder {
        /// The folder.
        place: Place,
        /// The system's words.
        reason: String,
    },
    /// A `.create function` command breaks off.
    Definition {
        /// Where reading stopped.
        place: Place,
        /// What was expected.
        expected: &'static str,
    },
    /// The file has changed since its functions were listed.
    Gone {
        /// The file.
        place: Place,
        /// The function that it had.
        name: Arc<str>,
    },
    /// A parameter is not well defined.
    Kind(KindError),
}

impl FunctionError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            FunctionError::Folder { place, reason } => (
                place,
                codes::NO_CONTENT_FOLDER,
                format!("the content folder cannot be read: {reason}"),
                "correct 'content' in lurcher.toml, or create the folder".to_owned(),
            ),
            FunctionError::Definition { place, expected } => (
                place,
                codes::BAD_DEFINITION,
                format!("the function's definition cannot be read here: {expected} is missing"),
                "write it as .create-or-alter function Name(parameters) { body }".to_owned(),
            ),
            FunctionError::Gone { place, name } => (
                place,
                codes::GONE,
                format!("the function '{name}' is no longer in the file"),
                "run the command again".to_owned(),
            ),
            FunctionError::Kind(error) => return error.report(),
        };
        Report { place, code, message, help }
    }
}

display_report!(FunctionError);

/// What is worth knowing about the functions that were asked for; nothing that stops a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FunctionWarning {
    /// Two files define one function.
    Duplicate {
        /// The function.
        name: Arc<str>,
        /// The file that is used.
        used: Arc<str>,
        /// The file that is not.
        ignored: Arc<str>,
    },
    /// A file or folder of the content was left out.
    LeftOut {
        /// Why.
        error: ContentError,
    },
    /// A unifying ASIM function goes without one of its sources.
    Source {
        /// The unifying function.
        unifier: Arc<str>,
        /// Why the source cannot be used.
        error: ContentError,
    },
}

impl fmt::Display for FunctionWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FunctionWarning::Duplicate { name, used, ignored } => {
                write!(f, "the function '{name}' is defined in {used} and in {ignored}; the first one is used")
            }
            FunctionWarning::LeftOut { error } => write!(f, "left out: {error}"),
            FunctionWarning::Source { unifier, error } => write!(f, "'{unifier}' goes without a source: {error}"),
        }
    }
}
