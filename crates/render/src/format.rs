//! The names of the formats.

use std::fmt;
use std::str::FromStr;

/// A format that results can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Aligned columns for a terminal.
    Table,
    /// A line a cell, for results with many columns.
    Vertical,
    /// `{"columns":[{"name","type"}],"rows":[[…]]}`.
    Json,
    /// One JSON object a row.
    JsonLines,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// A table in Markdown.
    Markdown,
    /// A page that needs nothing else.
    Html,
    /// An Apache Parquet file.
    Parquet,
    /// An Arrow IPC stream.
    Arrow,
}

impl Format {
    /// All formats, in the order in which they are listed to a user.
    pub const ALL: [Format; 10] = [
        Format::Table,
        Format::Vertical,
        Format::Json,
        Format::JsonLines,
        Format::Csv,
        Format::Tsv,
        Format::Markdown,
        Format::Html,
        Format::Parquet,
        Format::Arrow,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Vertical => "vertical",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Parquet => "parquet",
            Format::Arrow => "arrow",
        }
    }

    /// Whether it is made for a screen: to its width, with colours.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Format::Table | Format::Vertical)
    }

    /// Whether a terminal would show nonsense.
    pub const fn is_binary(self) -> bool {
        matches!(self, Format::Parquet | Format::Arrow)
    }

    /// Whether a document can say which query each of its results is of.
    pub const fn has_headings(self) -> bool {
        matches!(self, Format::Table | Format::Vertical | Format::Json | Format::Markdown | Format::Html)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Format::ALL
            .into_iter()
            .find(|f| f.name() == name)
            .ok_or_else(|| format!("there is no such format; there are {}", Format::ALL.map(Format::name).join(", ")))
    }
}
