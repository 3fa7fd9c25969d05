//! What can be wrong with watchlists.

use std::sync::Arc;

use crate::Place;
use crate::codes;
use crate::error::{Report, display_report};

/// Why a watchlist cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchlistError {
    /// A template breaks JSON's grammar.
    Json {
        /// Where the parser stopped.
        place: Place,
        /// The parser's words.
        reason: String,
    },
    /// A JSON file is no template of watchlists.
    NotATemplate {
        /// The file.
        place: Place,
    },
    /// A property of a watchlist is missing or of another form.
    Property {
        /// The watchlist.
        place: Place,
        /// The property.
        property: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// The rows are broken.
    Rows {
        /// The row, or the template's `rawContent`.
        place: Place,
        /// The line, counted within `rawContent`; `None` where the place tells it.
        line: Option<usize>,
        /// What is wrong.
        problem: RowProblem,
    },
    /// A file parts its columns by something else than Sentinel takes.
    Separator {
        /// The file.
        place: Place,
        /// What parts them.
        separator: char,
    },
    /// The search key is none of the columns.
    SearchKey {
        /// The watchlist.
        place: Place,
        /// The search key.
        key: String,
        /// The columns.
        columns: Vec<Arc<str>>,
    },
    /// Two files of the workspace have one alias.
    Ambiguous {
        /// One file.
        place: Place,
        /// The other.
        other: Arc<str>,
        /// The alias.
        alias: Arc<str>,
    },
}

/// What can be wrong with the rows of a watchlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// There is not even a header.
    NoHeader,
    /// A quote is never closed.
    OpenQuote,
    /// A row has more or fewer fields than the header.
    FieldCount {
        /// As many as the header.
        expected: usize,
        /// As many as the row.
        found: usize,
    },
    /// A column has no name.
    UnnamedColumn {
        /// Its number, from 1.
        number: usize,
    },
    /// Two columns have one name.
    DuplicateColumn {
        /// The name.
        name: Arc<str>,
    },
}

impl RowProblem {
    fn told(&self) -> (String, &'static str) {
        match self {
            RowProblem::NoHeader => {
                ("there is no header".to_owned(), "write the names of the columns on the first line")
            }
            RowProblem::OpenQuote => (
                "a quote is opened here and never closed".to_owned(),
                "close it, or double a quote that is part of a value",
            ),
            RowProblem::FieldCount { expected, found } => (
                format!("this row has {found} fields, the header has {expected}; it is left out"),
                "add or remove fields, or quote a value that contains the separator",
            ),
            RowProblem::UnnamedColumn { number } => {
                (format!("column {number} has no name"), "name it in the header, or remove it from all rows")
            }
            RowProblem::DuplicateColumn { name } => (format!("two columns are called '{name}'"), "rename one of them"),
        }
    }
}

impl WatchlistError {
    pub(crate) fn report(&self) -> Report<'_> {
        let (place, code, message, help) = match self {
            WatchlistError::Json { place, reason } => (
                place,
                codes::NOT_JSON,
                format!("this is not JSON: {reason}"),
                "correct the template here or just above".to_owned(),
            ),
            WatchlistError::NotATemplate { place } => (
                place,
                codes::NOT_A_TEMPLATE,
                "this is no template of watchlists: none of its resources is a watchlist".to_owned(),
                "save the watchlist as CSV, or as Sentinel's ARM template".to_owned(),
            ),
            WatchlistError::Property { place, property, expected } => (
                place,
                codes::BAD_PROPERTY,
                format!("the watchlist's '{property}' is not {expected}"),
                format!("set properties.{property} to {expected}"),
            ),
            WatchlistError::Rows { place, line, problem } => {
                let (message, help) = problem.told();
                let line = line.map(|line| format!("line {line} of rawContent: ")).unwrap_or_default();
                (place, codes::BAD_ROWS, format!("{line}{message}"), help.to_owned())
            }
            WatchlistError::Separator { place, separator } => (
                place,
                codes::BAD_ROWS,
                format!("the columns are parted by '{separator}', and are read so; Sentinel takes commas only"),
                "save the watchlist as CSV with commas".to_owned(),
            ),
            WatchlistError::SearchKey { place, key, columns } => (
                place,
                codes::BAD_SEARCH_KEY,
                format!("the search key '{key}' is none of the watchlist's columns"),
                format!("set it to one of {}", columns.join(", ")),
            ),
            WatchlistError::Ambiguous { place, other, alias } => (
                place,
                codes::AMBIGUOUS_WATCHLIST,
                format!("the watchlist '{alias}' is also defined in {other}"),
                "remove or rename one of them".to_owned(),
            ),
        };
        Report { place, code, message, help }
    }
}

display_report!(WatchlistError);
