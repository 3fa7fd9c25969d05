//! Writes results: record batches and the KQL types of their columns → text or files.
//!
//! A [`Writer`] takes one result after the other, batch by batch, in constant memory. The KQL type of a column says how
//! its Arrow array is read: a datetime and a timespan are ticks in an `Int64`, a dynamic is JSON text.

mod capped;
mod cells;
pub mod chart;
mod error;
mod export;
mod format;
mod formats;
mod paint;
mod sink;

use std::io::Write;
use std::time::Instant;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;

pub use error::RenderError;
pub use format::Format;

/// What a result is of, for output of several queries: `lurcher run` shows it above the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The file that holds the query.
    pub file: String,
    /// The content's own id.
    pub id: Option<String>,
    /// What a person calls it.
    pub name: String,
    /// `hunting`, `scheduled` ….
    pub kind: String,
    /// `High`, `Medium` ….
    pub severity: Option<String>,
    /// MITRE ATT&CK tactics.
    pub tactics: Vec<String>,
    /// MITRE ATT&CK techniques.
    pub techniques: Vec<String>,
}

impl Heading {
    /// What is known beside the name: a word and its value.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let lists = [("tactics", &self.tactics), ("techniques", &self.techniques)];
        let lists = lists.into_iter().filter(|(_, l)| !l.is_empty()).map(|(name, l)| (name, l.join(", ")));
        let severity = self.severity.clone().map(|s| ("severity", s));
        severity.into_iter().chain(lists).chain([("file", self.file.clone())]).collect()
    }
}

/// How to write, beside the format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The columns of the terminal that a table must fit into; `None` shortens nothing.
    pub width: Option<usize>,
    /// Whether the reader takes ANSI colours.
    pub colour: bool,
    /// Whether the document is a list, with one result or failure for each of several queries: JSON then is an array.
    pub list: bool,
    /// How many rows of each result are written; the others are counted.
    pub max_rows: Option<usize>,
    /// Whether a text in CSV or TSV that a spreadsheet would take for a formula gets an apostrophe in front.
    pub escape_formulas: bool,
    /// Since when the time below a table counts; `None` shows none.
    pub since: Option<Instant>,
}

/// A document that is being written: results, one after the other.
pub trait Writer {
    /// Begins a result.
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError>;

    /// Writes rows of the result that was begun; the arrays are in the order of its columns.
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError>;

    /// Says, before the result ends, that it has that many rows more, which are not wanted. Whether the reader is told;
    /// otherwise the user has to be.
    fn skipped(&mut self, rows: usize) -> bool {
        let _ = rows;
        false
    }

    /// Ends the result that was begun.
    fn end(&mut self) -> Result<(), RenderError>;

    /// Says that a query has no result, or that the one that was begun ends here, and why where the format is for
    /// machines.
    fn fail(&mut self, heading: Option<&Heading>, message: &str) -> Result<(), RenderError>;

    /// Ends the document. Returns what could not be said in this format, for the user to know.
    fn finish(&mut self) -> Result<Vec<String>, RenderError>;
}

/// A writer of `format` that writes to `out`, which need not be buffered.
pub fn writer<'a>(format: Format, options: &Options, out: impl Write + Send + 'a) -> Box<dyn Writer + 'a> {
    let writer: Box<dyn Writer + 'a> = match format {
        Format::Table => Box::new(formats::table::TableWriter::new(out, options)),
        Format::Vertical => Box::new(formats::vertical::VerticalWriter::new(out, options)),
        Format::Json => Box::new(formats::json::JsonWriter::new(out, options)),
        Format::JsonLines => Box::new(formats::jsonl::JsonLinesWriter::new(out)),
        Format::Csv => Box::new(formats::delimited::DelimitedWriter::new(out, b',', options)),
        Format::Tsv => Box::new(formats::delimited::DelimitedWriter::new(out, b'\t', options)),
        Format::Markdown => Box::new(formats::markdown::MarkdownWriter::new(out)),
        Format::Html => Box::new(formats::html::HtmlWriter::new(out)),
        Format::Parquet => Box::new(formats::parquet::ParquetFileWriter::new(out)),
        Format::Arrow => Box::new(formats::arrow::ArrowFileWriter::new(out)),
    };
    match options.max_rows {
        Some(most) => Box::new(capped::Capped::new(writer, most)),
        None => writer,
    }
}

/// Writes whole results as one document.
pub fn write_all(
    format: Format,
    options: &Options,
    out: impl Write + Send,
    results: &[(&[Column], &[RecordBatch])],
) -> Result<Vec<String>, RenderError> {
    let mut writer = writer(format, options, out);
    for (columns, batches) in results {
        writer.begin(None, columns)?;
        for batch in *batches {
            writer.batch(batch)?;
        }
        writer.end()?;
    }
    writer.finish()
}
