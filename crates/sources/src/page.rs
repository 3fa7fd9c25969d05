//! What is said about a format, and shown.

use crate::Table;

/// The page of a format in `docs/sources`.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The name that `--as` takes, and the page's file name: `cef`.
    pub name: &'static str,
    /// The name in full: `Common Event Format`.
    pub title: &'static str,
    /// One line: which records become which tables.
    pub summary: &'static str,
    /// How the format is told, which follows "Told by".
    pub told_by: &'static str,
    /// How columns are filled, and what was decided where no document says it; Markdown.
    pub notes: &'static str,
    /// What [`crate::Options::choices`] may name for it, and what each does.
    pub options: &'static [(&'static str, &'static str)],
    /// The tables that it fills whose columns are known beforehand.
    pub tables: &'static [&'static Table],
    /// Where the facts are from.
    pub sources: &'static [&'static str],
    /// A made-up input with its rows, which is a test.
    pub example: Example,
}

/// An input, and the rows that it becomes.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The file's name, which may tell what the content does not.
    pub file: &'static str,
    /// The content.
    pub input: &'static str,
    /// The rows, a line of JSON each: the table, then the columns that have a value.
    pub rows: &'static str,
}
