//! The first rows of each result, and a count of the others.

use arrow::array::RecordBatch;
use lurcher_symbols::Column;

use crate::{Heading, RenderError, Writer};

/// Writes the first rows of each result.
pub(crate) struct Capped<'a> {
    writer: Box<dyn Writer + 'a>,
    most: usize,
    written: usize,
    skipped: usize,
    notes: Vec<String>,
}

impl<'a> Capped<'a> {
    pub(crate) fn new(writer: Box<dyn Writer + 'a>, most: usize) -> Self {
        Self { writer, most, written: 0, skipped: 0, notes: Vec::new() }
    }
}

impl Writer for Capped<'_> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        (self.written, self.skipped) = (0, 0);
        self.writer.begin(heading, columns)
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let room = (self.most - self.written).min(batch.num_rows());
        self.written += room;
        self.skipped += batch.num_rows() - room;
        if room > 0 { self.writer.batch(&batch.slice(0, room)) } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), RenderError> {
        if self.skipped > 0 && !self.writer.skipped(self.skipped) {
            let all = self.written + self.skipped;
            self.notes.push(format!("the result has {all} rows; the first {} were written", self.written));
        }
        self.writer.end()
    }

    fn fail(&mut self, heading: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        self.writer.fail(heading, message)
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.notes.extend(self.writer.finish()?);
        Ok(std::mem::take(&mut self.notes))
    }
}
