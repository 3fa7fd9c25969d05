//! What comes out of a source.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Int64Array, RecordBatch};
use lurcher_symbols::Column;

/// Whoever takes rows and wants no more says why.
pub type Refused = Box<dyn std::error::Error + Send + Sync>;

/// Rows of one table, in the order of their records.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The table's name.
    pub table: Arc<str>,
    /// The batch's columns with their types in KQL. A column in which no row of the batch has a value is left out, so
    /// that batches of one table differ in their columns; the type of a column's name never differs.
    pub columns: Vec<Column>,
    /// The values, in the types of a plan (docs/architecture.md): ticks for a datetime, canonical JSON for a dynamic.
    pub batch: RecordBatch,
    /// For each row the number of the record that it came from, counted from 1: `_SourceRecord`. Of a text file this is
    /// the line in which the record begins.
    pub records: Int64Array,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unparsed {
    /// Where it begins in the input, in bytes after decompression and decoding.
    pub offset: u64,
    /// Its number, as in [`Rows::records`].
    pub record: i64,
    /// What is wrong with it, without its values, so that reasons can be counted.
    pub reason: String,
    /// Its bytes; of a very long record the beginning.
    pub bytes: Vec<u8>,
    /// How many bytes it has, all told.
    pub length: u64,
}

/// What was counted in a piece of the input. The counts of all pieces add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes read, after decompression and decoding.
    pub bytes: u64,
    /// Records found: those that became rows, those that could not be read, and those that are no data (`skipped`).
    pub records: u64,
    /// Records that by their meaning make no row (a digest, a comment), by reason.
    pub skipped: BTreeMap<String, u64>,
    /// What is worth knowing of the input, and how often it was so: `a chunk's checksum does not fit`.
    pub notes: BTreeMap<String, u64>,
    /// Cells that did not fit their column and are null, by table, column and reason.
    pub unfit: BTreeMap<(Arc<str>, Arc<str>, &'static str), u64>,
    /// The earliest `TimeGenerated`, in ticks.
    pub first: Option<i64>,
    /// The latest `TimeGenerated`, in ticks.
    pub last: Option<i64>,
}

impl Counts {
    /// Adds another piece's counts.
    pub fn add(&mut self, other: &Counts) {
        self.bytes += other.bytes;
        self.records += other.records;
        for (reason, count) in &other.skipped {
            *self.skipped.entry(reason.clone()).or_default() += count;
        }
        for (note, count) in &other.notes {
            *self.notes.entry(note.clone()).or_default() += count;
        }
        for (cell, count) in &other.unfit {
            *self.unfit.entry(cell.clone()).or_default() += count;
        }
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

/// Takes what a source gives, piece by piece in the order of the input. An error ends the reading.
pub trait Sink {
    /// Rows of one table, some thousands at a time.
    fn rows(&mut self, rows: Rows) -> Result<(), Refused>;

    /// A record that could not be read.
    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused>;

    /// What was counted since the last call: called after the rows and the unparsed records of each piece, so that
    /// whoever commits here has whole pieces.
    fn counted(&mut self, counts: &Counts) -> Result<(), Refused>;
}
