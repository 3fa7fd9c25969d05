//! What a format is, and which one an input has.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{Head, Input, Options, Page, Sink, SourceError, formats};

/// How sure a format is that an input is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The general form fits, which others have too: some syslog, some JSON.
    Possible,
    /// The form and some names fit.
    Likely,
    /// Nothing else looks like that.
    Certain,
}

/// A raw format.
pub trait Format: Send + Sync {
    /// What is said about it.
    fn page(&self) -> &'static Page;

    /// Whether an input that begins so is of this format.
    fn recognize(&self, head: &Head<'_>) -> Option<Certainty>;

    /// Whether the input is bytes, and no text whose encoding has to be told.
    fn is_binary(&self) -> bool {
        false
    }

    /// Reads an input to its end.
    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError>;

    /// The name that `--as` takes.
    fn name(&self) -> &'static str {
        self.page().name
    }
}

/// All formats, by name.
pub fn all() -> &'static [&'static dyn Format] {
    formats::ALL
}

/// The format that `--as` names.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    all().iter().copied().find(|format| format.name() == name)
}

/// The choices that any format knows, each with what it does.
pub fn choices() -> BTreeMap<&'static str, &'static str> {
    all().iter().flat_map(|format| format.page().options.iter().copied()).collect()
}

/// The format of an input that begins with `head`, of which [`crate::HEAD_BYTES`] are enough. The content tells; the
/// path only helps where the content leaves a choice.
pub fn sniff(head: &[u8], path: Option<&Path>) -> Option<&'static dyn Format> {
    let head = Head::new(head, path);
    let fitting = all().iter().filter_map(|format| Some((format.recognize(&head)?, *format)));
    // The first of those that are equally sure.
    fitting.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, format)| format)
}
