//! What can be wrong with YAML.

use super::{DEPTH_LIMIT, NODE_LIMIT};
use crate::Place;
use crate::codes;
use crate::error::{Report, display_report};

/// Why a text is not taken as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlError {
    /// It breaks YAML's grammar.
    Syntax {
        /// Where the parser stopped.
        place: Place,
        /// The parser's words.
        reason: String,
    },
    /// A key stands twice in one mapping.
    DuplicateKey {
        /// The second one.
        place: Place,
        /// The key.
        key: String,
    },
    /// A key is a list or a mapping.
    ComplexKey {
        /// The key.
        place: Place,
    },
    /// Lists and mappings are nested deeper than [`DEPTH_LIMIT`].
    TooDeep {
        /// The first one that is too deep.
        place: Place,
    },
    /// There are more than [`NODE_LIMIT`] values, counting what aliases repeat.
    TooMany {
        /// The first one too many.
        place: Place,
    },
}

impl YamlError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            YamlError::Syntax { place, reason } => {
                let help = match reason {
                    r if r.contains("tab") => "indent with spaces, YAML takes no tabs there",
                    r if r.contains("mapping values") => {
                        "quote a value that contains ': ', or write it as a block with '|'"
                    }
                    _ => "correct the YAML here or just above; the usual cause is indentation or a missing quote",
                };
                (place, codes::NOT_YAML, format!("this is not YAML: {reason}"), help.to_owned())
            }
            YamlError::DuplicateKey { place, key } => (
                place,
                codes::BAD_KEY,
                format!("the key '{key}' stands twice"),
                "remove or rename one of them".to_owned(),
            ),
            YamlError::ComplexKey { place } => (
                place,
                codes::BAD_KEY,
                "a key is a list or a mapping".to_owned(),
                "use a plain word as the key".to_owned(),
            ),
            YamlError::TooDeep { place } => (
                place,
                codes::TOO_MUCH_YAML,
                format!("values are nested deeper than {DEPTH_LIMIT} levels"),
                "flatten the file, or move it out of the content folder".to_owned(),
            ),
            YamlError::TooMany { place } => (
                place,
                codes::TOO_MUCH_YAML,
                format!("the file has more than {NODE_LIMIT} values, counting what aliases repeat"),
                "write out less, or move it out of the content folder".to_owned(),
            ),
        };
        Report { place, code, message, help }
    }
}

display_report!(YamlError);
