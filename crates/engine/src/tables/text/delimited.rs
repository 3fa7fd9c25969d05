//! Values by their places, with a byte between them, and no header.

use ::csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord};

use super::RowSink;
use super::field::Field;
use super::input::{BUFFER, Bounded, Input, broken, not_utf8, too_long};
use crate::tables::DataError;
use crate::workspace::TableFile;

/// The rows of a file, a batch at a time. A record may have any number of values: those that are missing are null, and
/// further ones are left out.
pub(super) struct DelimitedRows {
    file: TableFile,
    reader: Reader<Bounded<Input>>,
    record: StringRecord,
    fields: Vec<Field>,
    unescapes: bool,
}

impl DelimitedRows {
    /// Begins to read; `fields` are where the columns to build are.
    pub(super) fn new(file: TableFile, input: Input, delimiter: u8, skips_first: bool, fields: Vec<Field>) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(skips_first).flexible(true).delimiter(delimiter).buffer_capacity(BUFFER);
        let reader = builder.from_reader(Bounded::new(input));
        Self { file, reader, record: StringRecord::new(), fields, unescapes: false }
    }

    /// As [`Self::new`], of values with a tab between them in which a backslash stands before what is not a value's
    /// end.
    pub(super) fn escaped(file: TableFile, input: Input, skips_first: bool, fields: Vec<Field>) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(skips_first).flexible(true).delimiter(b'\t').quoting(false).buffer_capacity(BUFFER);
        let reader = builder.from_reader(Bounded::new(input));
        Self { file, reader, record: StringRecord::new(), fields, unescapes: true }
    }

    /// Adds up to `limit` rows to `sink`, and says how many there were.
    pub(super) fn read(&mut self, limit: usize, sink: &mut RowSink) -> Result<usize, DataError> {
        for row in 0..limit {
            if sink.is_full() || !self.advance()? {
                return Ok(row);
            }
            let line = self.record.position().map_or(0, Position::line);
            for (column, field) in self.fields.iter().enumerate() {
                match field {
                    Field::Ordinal(place) => match self.record.get(*place) {
                        Some(text) if self.unescapes => sink.text(column, &unescaped(text), line),
                        Some(text) => sink.text(column, text, line),
                        None => sink.missing(column),
                    },
                    Field::Constant(text) => sink.text(column, text, line),
                    Field::Path(_) => sink.missing(column),
                }
            }
        }
        Ok(limit)
    }

    fn advance(&mut self) -> Result<bool, DataError> {
        let line = self.reader.position().line();
        self.reader.get_mut().begin_record();
        self.reader.read_record(&mut self.record).map_err(|e| match e.into_kind() {
            ErrorKind::Io(e) if Bounded::<Input>::is_endless(&e) => too_long(&self.file, line),
            ErrorKind::Io(e) => broken(&self.file, &e),
            ErrorKind::Utf8 { pos, .. } => not_utf8(&self.file).at_line(pos.map_or(1, |p| p.line())),
            other => DataError::new(&self.file.path, format!("cannot be read: {other:?}")),
        })
    }
}

/// The text without the backslashes that stand before what they protect.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(unescaped(r"a\tb\\c\nd\"), "a\tb\\c\nd\\");
    }
}
