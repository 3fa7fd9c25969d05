//! What can be wrong with a document that is content by its keys.

use std::sync::Arc;

use lurcher_symbols::ScalarType;

use crate::Place;
use crate::codes;
use crate::error::{Report, display_report};

/// Why a document is not what its keys promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindError {
    /// A key that the kind needs is not there.
    Missing {
        /// The document.
        place: Place,
        /// What the document is.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A key that the kind needs has no value.
    Empty {
        /// The key.
        place: Place,
        /// What the document is.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A value has the wrong form.
    WrongForm {
        /// The value.
        place: Place,
        /// The key.
        key: Arc<str>,
        /// What it should be, as `a text`.
        expected: &'static str,
    },
    /// The document's keys are those of no content that we know.
    NotContent {
        /// The document.
        place: Place,
        /// Its keys.
        keys: Vec<Arc<str>>,
    },
    /// A key that nothing reads, and that is nearly one by which content is known.
    Misspelt {
        /// The key.
        place: Place,
        /// The key.
        key: Arc<str>,
        /// What is meant.
        meant: &'static str,
    },
    /// A template whose resources are of other types than those that hold content.
    OtherTemplate {
        /// The document.
        place: Place,
        /// The types.
        types: Vec<Arc<str>>,
    },
    /// A parameter's type is none of KQL's.
    UnknownType {
        /// The type.
        place: Place,
        /// The parameter.
        parameter: Arc<str>,
        /// What is written.
        ty: String,
    },
    /// The text of a parameter list cannot be read.
    Parameters {
        /// Where reading stopped.
        place: Place,
        /// What was expected.
        expected: &'static str,
    },
    /// Two parameters have one name.
    DuplicateParameter {
        /// The second one.
        place: Place,
        /// The name.
        parameter: Arc<str>,
    },
}

impl KindError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            KindError::Missing { place, kind, key } => (
                place,
                codes::MISSING_KEY,
                format!("this {kind} has no '{key}'"),
                match *key {
                    "query" | "FunctionQuery" | "ParserQuery" => {
                        format!("add '{key}: |' with the KQL indented below it")
                    }
                    _ => format!("add the key '{key}'"),
                },
            ),
            KindError::Empty { place, kind, key } => (
                place,
                codes::MISSING_KEY,
                format!("'{key}' of this {kind} is empty"),
                format!("write its value after '{key}:'"),
            ),
            KindError::WrongForm { place, key, expected } => {
                (place, codes::WRONG_FORM, format!("'{key}' is not {expected}"), format!("make it {expected}"))
            }
            KindError::NotContent { place, keys } => {
                let keys = match keys.as_slice() {
                    [] => "it has no keys".to_owned(),
                    some => {
                        let shown: Vec<_> = some.iter().take(8).map(|k| format!("'{k}'")).collect();
                        format!("its keys are {}", shown.join(", "))
                    }
                };
                (
                    place,
                    codes::NOT_CONTENT,
                    format!("this is no query, rule or function: {keys}"),
                    "add 'query: |' with the KQL indented below it, or 'FunctionQuery' for a function".to_owned(),
                )
            }
            KindError::Misspelt { place, key, meant } => (
                place,
                codes::NOT_CONTENT,
                format!("this document has no '{meant}', and nobody reads '{key}'"),
                format!("did you mean '{meant}'?"),
            ),
            KindError::OtherTemplate { place, types } => (
                place,
                codes::NOT_CONTENT,
                format!(
                    "this template holds no query, rule or function: its resources are of type {}",
                    types.join(", ")
                ),
                "name a template with alertRules, savedSearches, contentTemplates, watchlists or workbooks".to_owned(),
            ),
            KindError::UnknownType { place, parameter, ty } => {
                let names: Vec<_> = ScalarType::ALL.iter().map(|t| t.name()).collect();
                (
                    place,
                    codes::UNKNOWN_PARAMETER_TYPE,
                    format!("the parameter '{parameter}' has the unknown type '{ty}'"),
                    format!("use one of {}, or a table such as (Name:string)", names.join(", ")),
                )
            }
            KindError::Parameters { place, expected } => (
                place,
                codes::BAD_PARAMETERS,
                format!("the parameters cannot be read here: {expected} is missing"),
                "write them as name:type=default, separated by commas".to_owned(),
            ),
            KindError::DuplicateParameter { place, parameter } => (
                place,
                codes::BAD_PARAMETERS,
                format!("two parameters are called '{parameter}'"),
                "rename one of them".to_owned(),
            ),
        };
        Report { place, code, message, help }
    }
}

display_report!(KindError);
