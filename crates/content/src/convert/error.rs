//! What stands in the way of a conversion, and what does not come along.

use std::sync::Arc;

use crate::Place;
use crate::codes;
use crate::error::{Report, display_report};

/// Why a file cannot be converted, or what of it is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConvertError {
    /// The file holds what has no other form.
    NotConvertible {
        /// The file, or the document.
        place: Place,
        /// What it is, as `a summary rule`.
        what: String,
        /// The form that it does not have.
        form: &'static str,
    },
    /// A key stands twice in an object.
    DuplicateKey {
        /// The second one.
        place: Place,
        /// The key.
        key: Arc<str>,
    },
    /// A number that no JSON can hold, or that would lose digits.
    Number {
        /// The number.
        place: Place,
        /// How it is written.
        text: Arc<str>,
    },
    /// There is neither an id nor a name, and a resource must have one.
    Nameless {
        /// The document or resource.
        place: Place,
    },
    /// Two documents would become resources of one name.
    SameName {
        /// The second one.
        place: Place,
        /// The name.
        name: String,
    },
    /// The key that says how the template was has another form than it was given.
    BadTemplateKey {
        /// Its place.
        place: Place,
    },
    /// Something that cannot be written so that it is read as it was.
    Unwritable {
        /// The document or resource.
        place: Place,
    },
    /// What is not kept.
    NotKept {
        /// Where it is.
        place: Place,
        /// What it is.
        what: String,
    },
    /// A query that is kept in another style than a block.
    NotABlock {
        /// Where it came from.
        place: Place,
        /// The key.
        key: &'static str,
        /// What a block cannot hold.
        because: &'static str,
    },
}

impl ConvertError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            ConvertError::NotConvertible { place, what, form } => (
                place,
                codes::NOT_CONVERTIBLE,
                format!("this is {what}, which is not converted to {form}"),
                "name YAML or a template of analytics rules, hunting queries, saved searches or functions".to_owned(),
            ),
            ConvertError::DuplicateKey { place, key } => (
                place,
                codes::BAD_KEY,
                format!("the key '{key}' stands twice"),
                "remove or rename one of them".to_owned(),
            ),
            ConvertError::Number { place, text } => (
                place,
                codes::NOT_CONVERTIBLE,
                format!("the number {text} would not be the same in the other form"),
                "put it in quotes if it is a text".to_owned(),
            ),
            ConvertError::Nameless { place } => (
                place,
                codes::NOT_CONVERTIBLE,
                "there is neither an id nor a name, one of which a resource is called by".to_owned(),
                "add 'id' with a GUID".to_owned(),
            ),
            ConvertError::SameName { place, name } => (
                place,
                codes::NOT_CONVERTIBLE,
                format!("another document of the file has the id or name '{name}', and resources must differ in it"),
                "give one of them another id".to_owned(),
            ),
            ConvertError::BadTemplateKey { place } => (
                place,
                codes::WRONG_FORM,
                "'armTemplate' is not as `lurcher convert` writes it".to_owned(),
                "remove the key: it only keeps what the template had besides".to_owned(),
            ),
            ConvertError::Unwritable { place } => (
                place,
                codes::NOT_CONVERTIBLE,
                "this holds a text that cannot be written so that it would be read unchanged".to_owned(),
                "look for control characters in its keys and texts".to_owned(),
            ),
            ConvertError::NotKept { place, what } => (
                place,
                codes::NOT_KEPT,
                format!("{what} is not kept"),
                "add it to the result by hand where it matters".to_owned(),
            ),
            ConvertError::NotABlock { place, key, because } => (
                place,
                codes::NOT_KEPT,
                format!("'{key}' has {because}, which no block keeps; it is written in quotes, unchanged"),
                "remove them to have a block".to_owned(),
            ),
        };
        Report { place, code, message, help }
    }
}

display_report!(ConvertError);
