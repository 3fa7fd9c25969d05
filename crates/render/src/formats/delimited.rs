//! Comma- and tab-separated values (RFC 4180, lines end in LF): a header, then the rows. Several results are separated
//! by an empty line.
//!
//! A null is an empty field. Cells are spelled as `tostring()` does, a datetime always with seven digits of a second.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::{Column, ScalarType};

use crate::cells;
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};

pub(crate) struct DelimitedWriter<W> {
    sink: Sink<W>,
    delimiter: u8,
    escapes_formulas: bool,
    columns: Vec<Column>,
    results: usize,
}

impl<W: Write> DelimitedWriter<W> {
    pub(crate) fn new(out: W, delimiter: u8, options: &Options) -> Self {
        let escapes_formulas = options.escape_formulas;
        Self { sink: Sink::new(out), delimiter, escapes_formulas, columns: Vec::new(), results: 0 }
    }

    fn content(&self, column: &Column) -> Content {
        match column.ty {
            ScalarType::String | ScalarType::Dynamic if self.escapes_formulas => Content::Harmless,
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

impl<W: Write> Writer for DelimitedWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        if self.results > 0 {
            self.sink.text.push('\n');
        }
        self.results += 1;
        self.columns = columns.to_vec();
        let content = if self.escapes_formulas { Content::Harmless } else { Content::Text };
        let field = |i: usize, out: &mut String| {
            out.push_str(&columns[i].name);
            content
        };
        write_line(&mut self.sink.text, self.delimiter, columns.len(), field);
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        let contents: Vec<Content> = self.columns.iter().map(|column| self.content(column)).collect();
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
    /// Anything, and no formula in it is to be computed.
    Harmless,
}

/// Whether a spreadsheet would take the text for a formula. <https://owasp.org/www-community/attacks/CSV_Injection>
fn is_formula(text: &str) -> bool {
    // White space in front does not help; the wide forms are those of East Asian keyboards.
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}', '"', '\'']).chars().next();
    let is_sign = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    first.is_some_and(is_sign) && !text.starts_with('\'')
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
        if content == Content::Harmless && is_formula(&out[start..]) {
            out.insert(start, '\'');
        }
        let is_special = |b: u8| b == delimiter || matches!(b, b'"' | b'\n' | b'\r');
        if content != Content::Plain && out[start..].bytes().any(is_special) {
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
