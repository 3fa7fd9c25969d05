//! A placeholder that nobody fills in.

use std::sync::Arc;

use crate::error::{Report, display_report};
use crate::{Place, codes};

/// A placeholder without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderError {
    /// Where it stands.
    pub(super) place: Place,
    /// Its name.
    pub(super) name: Arc<str>,
}

impl PlaceholderError {
    pub(crate) fn report(&self) -> Report<'_> {
        let Self { place, name } = self;
        Report {
            place,
            code: codes::NO_VALUE,
            message: format!("nobody says what {{{{{name}}}}} stands for"),
            help: format!("give it a value: --param {name}=…"),
        }
    }
}

display_report!(PlaceholderError);
