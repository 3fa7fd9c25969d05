//! What could come next, at the place of the cursor.

mod candidates;
mod cursor;
mod pipeline;
mod place;
mod popular;
mod words;

use std::ops::Range;

use lurcher_binder::Environment;

use candidates::Candidates;
use cursor::Cursor;

/// What a completion stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A tabular operator or a statement.
    Operator,
    /// A word of the language.
    Keyword,
    /// A column.
    Column,
    /// A table.
    Table,
    /// A function, built in or stored, an aggregate or a plugin.
    Function,
    /// What a `let` named.
    Variable,
    /// A watchlist.
    Watchlist,
    /// A value that a column has.
    Value,
    /// A key inside a dynamic.
    Path,
}

/// One thing that could come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is shown in a list.
    pub label: String,
    /// What replaces the word that is being typed.
    pub insert: String,
    /// What it stands for.
    pub kind: CompletionKind,
    /// A column's type, a function's signature, what an operator does. May be empty.
    pub detail: String,
}

/// All that could come next, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completions {
    /// The bytes of the text that a completion replaces: the word that is being typed, up to the cursor.
    pub replace: Range<usize>,
    /// The candidates.
    pub items: Vec<Completion>,
}

/// What only the data knows. Implementations answer quickly or not at all: somebody waits for the list.
pub trait Probe {
    /// The aliases of the workspace's watchlists.
    fn watchlists(&self) -> Vec<String>;

    /// The most frequent values of a column of a query's result, as KQL literals; none where the column has too many.
    fn values(&self, query: &str, column: &str) -> Vec<String>;

    /// The keys of the bags that an expression over a query's result gives.
    fn keys(&self, query: &str, expression: &str) -> Vec<String>;

    /// How lately the person has used a name: the higher the later, 0 for never.
    fn recency(&self, _name: &str) -> usize {
        0
    }
}

/// Knows nothing of data.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProbe;

impl Probe for NoProbe {
    fn watchlists(&self) -> Vec<String> {
        Vec::new()
    }

    fn values(&self, _: &str, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn keys(&self, _: &str, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What could come at byte `at` of a text. Columns come from binding the query as far as it goes before the cursor, so
/// nothing has to be complete.
pub fn complete(text: &str, at: usize, environment: &Environment<'_>, probe: &dyn Probe) -> Completions {
    let Some(before) = text.get(..at) else { return Completions::default() };
    let cursor = Cursor::new(before);
    let mut candidates = Candidates::new(&cursor, environment, probe);
    candidates.add_for(place::find(&cursor));
    Completions { replace: cursor.word.clone(), items: candidates.ranked() }
}
