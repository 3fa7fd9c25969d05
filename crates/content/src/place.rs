//! Where in a file an error is, and how it is told.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use lurcher_diagnostics::{Code, Diagnostic, Source, Sources, Span};

/// A piece of a file that an error points at, or a whole file whose text could not be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    text: Option<Arc<str>>,
    range: Range<usize>,
}

impl Place {
    /// The bytes `range` of `text`, which is what `file` holds.
    pub fn new(file: Arc<str>, text: Arc<str>, range: Range<usize>) -> Self {
        Self { file, text: Some(text), range }
    }

    /// The bytes `range` of a source's text, in the file that it was cut out of.
    pub fn in_source(source: &Source, range: Range<usize>) -> Self {
        let text = source.origin.as_ref().map_or(&source.text, |o| &o.text).clone();
        let (_, range) = source.shown(Span { start: range.start as u32, end: range.end as u32, ..Span::default() });
        Self::new(source.name.clone(), text, range)
    }

    /// A file of which nothing can be shown.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), text: None, range: 0..0 }
    }

    /// The file's name, as it was given.
    pub fn file_name(&self) -> &Arc<str> {
        &self.file
    }

    fn source(&self) -> Source {
        Source::new(self.file.clone(), self.text.clone().unwrap_or_default())
    }

    /// An error at this place, for which the file's text is added to `sources`.
    pub(crate) fn diagnostic(&self, sources: &mut Sources, code: Code, message: String, help: String) -> Diagnostic {
        let id = sources.add(self.source());
        Diagnostic::error(code, Span::new(id, self.range.start, self.range.end), message).with_help(help)
    }
}

/// `file:line:column`, or the file alone where its text could not be read.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text {
            Some(_) => {
                let span = Span { start: self.range.start as u32, end: self.range.end as u32, ..Span::default() };
                self.source().position(span).fmt(f)
            }
            None => f.write_str(&self.file),
        }
    }
}

/// The position only: a file's whole text helps nobody in a failed assertion.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}
