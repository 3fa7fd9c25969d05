//! Comma- and tab-separated values (RFC 4180, lines end in LF): a header, then the rows. Several results are separated by an empty line.
//!
//! A null is an empty field. Cells are spelled as `tostring()` does, a datetime always with seven digits of a second.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::{Column, ScalarType};

use crate::cells;
use crate::sink::Sink;
use crate::{Heading, RenderError, Writer};

pub(crate) struct DelimitedWriter<W> {
    sink: Sink<W>,
    delimiter: u8,
    columns: Vec<Column>,
    results: usize,
}

impl<W: Write> DelimitedWriter<W> {
    pub(crate) fn new(out: W, delimiter: u8) -> Self {
        Self { sink: Sink::new(out), delimiter, columns: Vec::new(), results: 0 }
    }
}

impl<W: Write> Writer for DelimitedWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        if self.results > 0 {
            self.sink.text.push('\n');
        }
        self.results += 1;
        self.columns = columns.to_vec();
        let field = |i: usize, out: &mut String| {
            out.push_str(&columns[i].name);
            Content::Text
        };
        write_line(&mut self.sink.text, self.delimiter, columns.len(), field);
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        let contents: Vec<Content> = self.columns.iter().map(Content::of).collect();
        for row in 0..batch.num_rows() {
            let field = |i: usize, out: &mut String| {
                cells[i].write_text(row, out);
                contents[i]
            };
            write_line(&mut self.sink.text, self.delimiter, cells.len(), field);
            self.sink.drain()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), RenderError> {
        Ok(())
    }

    fn fail(&mut self, _: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        Err(RenderError::Format(message.to_owned()))
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.sink.flush()?;
        Ok(Vec::new())
    }
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Digits, letters, and signs that no field is quoted for.
    Plain,
    /// Anything.
    Text,
}

impl Content {
    fn of(column: &Column) -> Self {
        match column.ty {
            ScalarType::String | ScalarType::Dynamic => Content::Text,
            ScalarType::Bool
            | ScalarType::Int
            | ScalarType::Long
            | ScalarType::Real
            | ScalarType::Decimal
            | ScalarType::DateTime
            | ScalarType::TimeSpan
            | ScalarType::Guid => Content::Plain,
        }
    }
}

/// Writes one line of `count` fields, of which `field` appends the text and says what it may hold.
fn write_line(out: &mut String, delimiter: u8, count: usize, field: impl Fn(usize, &mut String) -> Content) {
    let line = out.len();
    for i in 0..count {
        if i > 0 {
            out.push(char::from(delimiter));
        }
        let start = out.len();
        let content = field(i, out);
        let is_special = |b: u8| b == delimiter || matches!(b, b'"' | b'\n' | b'\r');
        if content == Content::Text && out[start..].bytes().any(is_special) {
            let quoted = out[start..].replace('"', "\"\"");
            out.truncate(start);
            out.push('"');
            out.push_str(&quoted);
            out.push('"');
        }
    }
    if out.len() == line && count > 0 {
        // Readers skip an empty line, and with it the row.
        out.push_str("\"\"");
    }
    out.push('\n');
}
