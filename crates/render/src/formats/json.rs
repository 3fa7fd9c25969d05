//! `{"columns":[{"name","type"}],"rows":[[…]]}`. A list (`lurcher run`) is an array of such objects. A query of several
//! results is the first one's object with the others in `"more"`, so that whoever reads one result reads the first.
//!
//! Types have Kusto's names. A datetime is `"2026-01-15T00:00:00.0000000Z"`, a timespan `"1.02:03:04.0000000"`, a
//! dynamic JSON, a null `null`; a decimal is a string because few readers of JSON keep its digits, and so are `"NaN"`,
//! `"Infinity"` and `"-Infinity"`.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;
use lurcher_symbols::values::dynamic::write_string;

use crate::cells::{self, Cells};
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};

pub(crate) struct JsonWriter<W> {
    sink: Sink<W>,
    list: bool,
    results: usize,
    /// The columns and the number of rows of the result that was begun.
    open: Option<(Vec<Column>, usize)>,
}

impl<W: Write> JsonWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Self {
        Self { sink: Sink::new(out), list: options.list, results: 0, open: None }
    }

    fn open_object(&mut self, heading: Option<&Heading>) {
        let text = &mut self.sink.text;
        text.push_str(match (self.list, self.results) {
            (true, 0) => "[\n",
            (false, 0) => "",
            (false, 1) => ",\"more\":[\n",
            _ => ",\n",
        });
        self.results += 1;
        text.push('{');
        if let Some(heading) = heading {
            write_heading(heading, text);
        }
    }
}

impl<W: Write> JsonWriter<W> {
    /// Closes a result's object; the first one of a query stays open for those that may follow.
    fn close_object(&mut self) {
        if self.list || self.results > 1 {
            self.sink.text.push('}');
        }
    }
}

impl<W: Write> Writer for JsonWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.open_object(heading);
        let text = &mut self.sink.text;
        text.push_str("\"columns\":[");
        for (i, column) in columns.iter().enumerate() {
            text.push_str(if i == 0 { "{\"name\":" } else { ",{\"name\":" });
            write_string(text, &column.name);
            text.push_str(",\"type\":\"");
            text.push_str(column.ty.name());
            text.push_str("\"}");
        }
        text.push_str("],\"rows\":[");
        self.open = Some((columns.to_vec(), 0));
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let Some((columns, rows)) = &mut self.open else { return Ok(()) };
        let cells = cells::of_batch(columns, batch)?;
        for row in 0..batch.num_rows() {
            self.sink.text.push_str(if *rows == 0 { "\n" } else { ",\n" });
            *rows += 1;
            write_row(&cells, row, &mut self.sink.text);
            self.sink.drain()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), RenderError> {
        if self.open.take().is_some() {
            self.sink.text.push(']');
            self.close_object();
        }
        Ok(())
    }

    fn fail(&mut self, heading: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        match self.open.take() {
            Some(_) => self.sink.text.push_str("],\"error\":"),
            None => {
                self.open_object(heading);
                self.sink.text.push_str("\"error\":");
            }
        }
        write_string(&mut self.sink.text, message);
        self.close_object();
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.sink.text.push_str(match (self.list, self.results) {
            (true, 0) => "[]\n",
            (true, _) => "\n]\n",
            (false, 0) => "\n",
            (false, 1) => "}\n",
            (false, _) => "\n]}\n",
        });
        self.sink.flush()?;
        Ok(Vec::new())
    }
}

fn write_row(cells: &[Cells], row: usize, out: &mut String) {
    out.push('[');
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        cell.write_json(row, out);
    }
    out.push(']');
}

/// The heading's fields, each with a comma after it.
fn write_heading(heading: &Heading, out: &mut String) {
    let mut field = |name: &str, value: Option<&str>| {
        write_string(out, name);
        out.push(':');
        match value {
            Some(value) => write_string(out, value),
            None => out.push_str("null"),
        }
        out.push(',');
    };
    field("file", Some(&heading.file));
    field("id", heading.id.as_deref());
    field("name", Some(&heading.name));
    field("kind", Some(&heading.kind));
    field("severity", heading.severity.as_deref());
    for (name, values) in [("tactics", &heading.tactics), ("techniques", &heading.techniques)] {
        write_string(out, name);
        out.push_str(":[");
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            write_string(out, value);
        }
        out.push_str("],");
    }
}
