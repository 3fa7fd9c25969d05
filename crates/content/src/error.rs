//! What can be wrong with content, told in one way: the place, what is wrong, what to do.

use std::fmt;

use lurcher_diagnostics::{Code, Diagnostic, Sources};

use crate::convert::ConvertError;
use crate::kinds::KindError;
use crate::placeholders::PlaceholderError;
use crate::text::TextError;
use crate::watchlists::WatchlistError;
use crate::yaml::YamlError;
use crate::{Place, functions::FunctionError};

/// The parts of an error's message.
pub(crate) struct Report<'a> {
    pub(crate) place: &'a Place,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {} [{}]", self.place, self.message, self.help, self.code)
    }
}

/// Gives an error type that has a `report` its `Display` and `Error`.
macro_rules! display_report {
    ($error:ty) => {
        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.report().fmt(f)
            }
        }

        impl std::error::Error for $error {}
    };
}
pub(crate) use display_report;

/// Why a piece of content cannot be used. Shown as `file:line:column: what is wrong; what to do [code]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentError {
    /// The file cannot be read as text.
    Text(TextError),
    /// The text is no YAML that we take.
    Yaml(YamlError),
    /// The YAML is not what its keys promise.
    Kind(KindError),
    /// A stored function is not well defined.
    Function(FunctionError),
    /// A watchlist is broken.
    Watchlist(WatchlistError),
    /// A placeholder of a query has no value.
    Placeholder(PlaceholderError),
    /// A file cannot be converted, or not in full.
    Convert(ConvertError),
}

impl ContentError {
    pub(crate) fn report(&self) -> Report<'_> {
        match self {
            ContentError::Text(e) => e.report(),
            ContentError::Yaml(e) => e.report(),
            ContentError::Kind(e) => e.report(),
            ContentError::Function(e) => e.report(),
            ContentError::Watchlist(e) => e.report(),
            ContentError::Placeholder(e) => e.report(),
            ContentError::Convert(e) => e.report(),
        }
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        self.report().place
    }

    /// The error as a diagnostic over the file's text, which is added to `sources`.
    pub fn diagnostic(&self, sources: &mut Sources) -> Diagnostic {
        let Report { place, code, message, help } = self.report();
        place.diagnostic(sources, code, message, help)
    }
}

display_report!(ContentError);

macro_rules! from {
    ($($variant:ident($error:ty)),*) => {
        $(impl From<$error> for ContentError {
            fn from(error: $error) -> Self {
                ContentError::$variant(error)
            }
        })*
    };
}
from!(
    Text(TextError),
    Yaml(YamlError),
    Kind(KindError),
    Function(FunctionError),
    Watchlist(WatchlistError),
    Placeholder(PlaceholderError),
    Convert(ConvertError)
);
