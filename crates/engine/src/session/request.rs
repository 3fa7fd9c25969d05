//! What is asked.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use lurcher_diagnostics::Source;
use lurcher_symbols::Value;

use crate::execution::{CancelHandle, Cancellation, Progress};

/// A query as it is asked.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The text.
    pub text: &'a str,
    /// What messages call the text: a file's name, say.
    pub name: &'a str,
    /// A file that the text is a part of, and how to find the text in it.
    pub source: Option<Source>,
    /// Values of `declare query_parameters`.
    pub parameters: HashMap<String, Value>,
    /// The rows of stored tables that the query sees, by their `TimeGenerated` in ticks since 0001-01-01: from a time
    /// on, and before another one. Without a range it sees all.
    pub time_range: Option<Range<i64>>,
    /// Whether the text may name any file of this machine, because whoever asks wrote it. Otherwise it names what is
    /// below the workspace and what its settings name, as the functions that it calls do in any case.
    pub any_file: bool,
    /// What may stop the query.
    pub cancellation: Cancellation,
    /// Where whoever waits can look at what has been done.
    pub progress: Progress,
}

impl<'a> Request<'a> {
    /// A query that nobody stops.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            name: "query",
            source: None,
            parameters: HashMap::new(),
            time_range: None,
            any_file: false,
            cancellation: Cancellation::default(),
            progress: Progress::default(),
        }
    }

    /// The same query, and what stops it.
    pub fn cancellable(self) -> (Self, CancelHandle) {
        let (handle, cancellation) = CancelHandle::new();
        (Self { cancellation, ..self }, handle)
    }

    /// The same query, with so much time from now on.
    pub fn within(self, time: Duration) -> Self {
        Self { cancellation: self.cancellation.within(time), ..self }
    }

    pub(super) fn source(&self) -> Source {
        self.source.clone().unwrap_or_else(|| Source::new(self.name, self.text))
    }
}
