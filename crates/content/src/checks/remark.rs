//! One thing that is to say about a piece of content.

use lurcher_diagnostics::{Code, Diagnostic, Severity, Sources};

use crate::Place;

/// What is wrong or noteworthy, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// Its kind.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What. It names no other place, so that it stays the same when lines move.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Remark {
    /// The remark as a diagnostic over the file's text, which is added to `sources`.
    pub fn diagnostic(&self, sources: &mut Sources) -> Diagnostic {
        let Self { place, code, severity, message, help } = self;
        let diagnostic = place.diagnostic(sources, *code, message.clone(), help.clone());
        Diagnostic { severity: *severity, ..diagnostic }
    }
}
