//! A line a cell, a block a row: for results with more columns than a terminal has room for. Nothing is shortened.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;
use unicode_width::UnicodeWidthStr;

use super::shown::{Count, Scratch, write_heading, write_painted};
use crate::cells;
use crate::paint::{self, Style};
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};
use lurcher_diagnostics::visible;

/// How wide the line above a row is, where the terminal has the room.
const RULE: usize = 40;

pub(crate) struct VerticalWriter<W> {
    sink: Sink<W>,
    colour: bool,
    rule: usize,
    results: usize,
    columns: Vec<Column>,
    /// The columns' names, each with what follows it up to the value.
    labels: Vec<String>,
    count: Count,
    open: bool,
}

impl<W: Write> VerticalWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Self {
        Self {
            sink: Sink::new(out),
            colour: options.colour,
            rule: options.width.map_or(RULE, |width| width.min(RULE)),
            results: 0,
            columns: Vec::new(),
            labels: Vec::new(),
            count: Count::new(options),
            open: false,
        }
    }

    fn heading(&mut self, heading: Option<&Heading>) {
        if self.results > 0 {
            self.sink.text.push('\n');
        }
        self.results += 1;
        if let Some(heading) = heading {
            write_heading(&mut self.sink.text, heading, self.colour);
        }
    }
}

impl<W: Write> Writer for VerticalWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.heading(heading);
        let names: Vec<String> = columns.iter().map(|c| visible(&c.name)).collect();
        let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
        let label = |name: &String| {
            let mut label = String::new();
            paint::write(&mut label, self.colour, Style::Bold, name);
            label.extend(std::iter::repeat_n(' ', widest - name.width()));
            label + " │ "
        };
        self.labels = names.iter().map(label).collect();
        self.columns = columns.to_vec();
        self.count.restart();
        self.open = true;
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        let mut scratch = Scratch::default();
        for row in 0..batch.num_rows() {
            self.count.shown += 1;
            let mut rule = format!("─[ {} ]─", self.count.shown);
            rule.extend(std::iter::repeat_n('─', self.rule.saturating_sub(rule.width())));
            let text = &mut self.sink.text;
            paint::write(text, self.colour, Style::Dim, &rule);
            text.push('\n');
            for ((column, label), cell) in self.columns.iter().zip(&self.labels).zip(&cells) {
                text.push_str(label);
                write_painted(text, column, scratch.show(cell, row), self.colour);
                text.push('\n');
            }
            self.sink.drain()?;
        }
        Ok(())
    }

    fn skipped(&mut self, rows: usize) -> bool {
        self.count.skipped = rows;
        true
    }

    fn end(&mut self) -> Result<(), RenderError> {
        paint::write(&mut self.sink.text, self.colour, Style::Dim, &self.count.text(""));
        self.sink.text.push('\n');
        self.open = false;
        Ok(self.sink.flush()?)
    }

    /// The message itself belongs to standard error, which a terminal shows right below.
    fn fail(&mut self, heading: Option<&Heading>, _: &str) -> Result<(), RenderError> {
        if self.open {
            self.end()?;
        } else {
            self.heading(heading);
        }
        paint::write(&mut self.sink.text, self.colour, Style::Failed, "failed");
        self.sink.text.push('\n');
        Ok(self.sink.flush()?)
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.sink.flush()?;
        Ok(Vec::new())
    }
}
