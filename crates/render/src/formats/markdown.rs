//! A table of Markdown (GitHub's dialect).

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;

use super::is_right_aligned;
use crate::cells;
use crate::sink::Sink;
use crate::{Heading, RenderError, Writer};
use lurcher_diagnostics::is_unshowable;

pub(crate) struct MarkdownWriter<W> {
    sink: Sink<W>,
    columns: Vec<Column>,
    results: usize,
}

impl<W: Write> MarkdownWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { sink: Sink::new(out), columns: Vec::new(), results: 0 }
    }

    fn heading(&mut self, heading: Option<&Heading>) {
        let text = &mut self.sink.text;
        if self.results > 0 {
            text.push('\n');
        }
        self.results += 1;
        if let Some(heading) = heading {
            text.push_str("## ");
            write_escaped(text, &heading.name);
            text.push_str("\n\n");
            for (name, value) in heading.facts() {
                text.push_str(&format!("- {name}: "));
                write_escaped(text, &value);
                text.push('\n');
            }
            text.push('\n');
        }
    }
}

impl<W: Write> Writer for MarkdownWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.heading(heading);
        let text = &mut self.sink.text;
        for column in columns {
            text.push_str("| ");
            write_escaped(text, &column.name);
            text.push(' ');
        }
        text.push_str("|\n");
        for column in columns {
            text.push_str(if is_right_aligned(column) { "|---:" } else { "|---" });
        }
        text.push_str("|\n");
        self.columns = columns.to_vec();
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        let mut cell = String::new();
        for row in 0..batch.num_rows() {
            for column in &cells {
                cell.clear();
                column.write_short_text(row, &mut cell);
                self.sink.text.push_str("| ");
                write_escaped(&mut self.sink.text, &cell);
                self.sink.text.push(' ');
            }
            self.sink.text.push_str("|\n");
            self.sink.drain()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), RenderError> {
        Ok(self.sink.flush()?)
    }

    fn fail(&mut self, heading: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        self.heading(heading);
        self.sink.text.push_str("**Error:** ");
        write_escaped(&mut self.sink.text, message);
        self.sink.text.push('\n');
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.sink.flush()?;
        Ok(Vec::new())
    }
}

/// Keeps a text inside its cell, and its marks from being read as Markdown or HTML. Nobody is led anywhere by data:
/// addresses become no links.
fn write_escaped(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            ':' if text[at..].starts_with("://") => out.push_str("&#58;"),
            '.' if text[..at].len() >= 3 && text.as_bytes()[at - 3..at].eq_ignore_ascii_case(b"www") => {
                out.push_str("&#46;");
            }
            '@' => out.push_str("&#64;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            // A document may be shown in a terminal, too.
            c if is_unshowable(c) => {
                out.push('\\');
                out.extend(c.escape_default());
            }
            c => out.push(c),
        }
    }
}
