//! JSON lines: one object a row, its cells spelled as in [`super::json`]. Several results follow each other.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;
use lurcher_symbols::values::dynamic::write_string;

use super::unique_names;
use crate::cells;
use crate::sink::Sink;
use crate::{Heading, RenderError, Writer};

pub(crate) struct JsonLinesWriter<W> {
    sink: Sink<W>,
    columns: Vec<Column>,
    /// `"name":` of each column, with the comma or brace before it.
    keys: Vec<String>,
}

impl<W: Write> JsonLinesWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { sink: Sink::new(out), columns: Vec::new(), keys: Vec::new() }
    }
}

impl<W: Write> Writer for JsonLinesWriter<W> {
    fn begin(&mut self, _: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.columns = columns.to_vec();
        self.keys = unique_names(columns)
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let mut key = if i == 0 { "{".to_owned() } else { ",".to_owned() };
                write_string(&mut key, name);
                key.push(':');
                key
            })
            .collect();
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        for row in 0..batch.num_rows() {
            let text = &mut self.sink.text;
            for (key, cell) in self.keys.iter().zip(&cells) {
                text.push_str(key);
                cell.write_json(row, text);
            }
            text.push_str(if cells.is_empty() { "{}\n" } else { "}\n" });
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
