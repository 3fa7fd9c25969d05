//! Text that is not cut into values: a record a line, or the whole file.

use std::io::{BufRead, ErrorKind, Read};

use lurcher_functions::allowance::allowed;

use super::RowSink;
use super::field::Field;
use super::input::{Input, broken, not_utf8, too_long};
use crate::tables::DataError;
use crate::workspace::TableFile;

/// The rows of a file, a batch at a time. The first column holds the text.
pub(super) struct LineRows {
    file: TableFile,
    input: Input,
    fields: Vec<Field>,
    by_line: bool,
    skips_next: bool,
    line: u64,
    text: String,
}

impl LineRows {
    /// Begins to read a file of lines; empty ones do not count.
    pub(super) fn new(file: TableFile, input: Input, skips_first: bool, fields: Vec<Field>) -> Self {
        Self { file, input, fields, by_line: true, skips_next: skips_first, line: 0, text: String::new() }
    }

    /// Begins to read a file that is one value.
    pub(super) fn whole(file: TableFile, input: Input, fields: Vec<Field>) -> Self {
        Self { by_line: false, ..Self::new(file, input, false, fields) }
    }

    /// Adds up to `limit` rows to `sink`, and says how many there were.
    pub(super) fn read(&mut self, limit: usize, sink: &mut RowSink) -> Result<usize, DataError> {
        for row in 0..limit {
            if sink.is_full() || !self.advance()? {
                return Ok(row);
            }
            for (column, field) in self.fields.iter().enumerate() {
                match field {
                    Field::Ordinal(0) => sink.text(column, &self.text, self.line),
                    Field::Constant(text) => sink.text(column, text, self.line),
                    Field::Ordinal(_) | Field::Path(_) => sink.missing(column),
                }
            }
        }
        Ok(limit)
    }

    /// Reads the next record.
    fn advance(&mut self) -> Result<bool, DataError> {
        loop {
            self.text.clear();
            let mut bounded = self.input.by_ref().take(allowed() as u64 + 1);
            let read = match self.by_line {
                true => bounded.read_line(&mut self.text),
                false => bounded.read_to_string(&mut self.text),
            };
            self.line += 1;
            if bounded.limit() == 0 {
                return Err(too_long(&self.file, self.line));
            }
            let read = read.map_err(|e| match e.kind() {
                ErrorKind::InvalidData => not_utf8(&self.file).at_line(self.line),
                _ => broken(&self.file, &e),
            })?;
            if read == 0 {
                return Ok(false);
            }
            if !self.by_line {
                return Ok(true);
            }
            let length = self.text.trim_end_matches(['\r', '\n']).len();
            self.text.truncate(length);
            if length > 0 && !std::mem::take(&mut self.skips_next) {
                return Ok(true);
            }
        }
    }
}
