//! Aligned columns for a terminal.
//!
//! The first rows are kept back to find the widths; what comes later is shown in the widths that were found, so that
//! memory stays constant. Where the terminal is narrow, cells are shortened; where that is not enough, the columns
//! stand in groups one below the other, the rows numbered, a block of rows at a time.

mod layout;

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;
use unicode_width::UnicodeWidthStr;

use self::layout::{Group, Layout};
use super::is_right_aligned;
use super::shown::{Count, Scratch, write_heading, write_painted};
use crate::cells::{self, Cells};
use crate::paint::{self, Style};
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};
use lurcher_diagnostics::visible;

/// How many rows decide on the widths, and make a block of a table whose columns are split.
const BLOCK: usize = 1_000;
/// The digits of the rows' numbers where more than a block comes.
const MOST_DIGITS: usize = 7;

pub(crate) struct TableWriter<W> {
    sink: Sink<W>,
    width: Option<usize>,
    colour: bool,
    results: usize,
    columns: Vec<Column>,
    names: Vec<String>,
    /// Rows that are kept back: until the widths are known, or until they make a block.
    held: Vec<Vec<Cells>>,
    held_rows: usize,
    layout: Option<Layout>,
    count: Count,
    /// Whether a result was begun and not ended.
    open: bool,
}

impl<W: Write> TableWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Self {
        Self {
            sink: Sink::new(out),
            width: options.width,
            colour: options.colour,
            results: 0,
            columns: Vec::new(),
            names: Vec::new(),
            held: Vec::new(),
            held_rows: 0,
            layout: None,
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

    /// Finds the widths from the rows that are kept back. `whole` says that there are no others.
    fn lay_out(&self, whole: bool) -> Layout {
        let measured = self.columns.len().min(Layout::most_columns(self.width));
        let mut widths: Vec<usize> = self.names.iter().map(|name| name.width()).collect();
        let mut scratch = Scratch::default();
        for cells in &self.held {
            for (column, width) in cells.iter().zip(&mut widths).take(measured) {
                for row in 0..column.len() {
                    *width = (*width).max(scratch.show(column, row).width());
                }
            }
        }
        let last = self.count.shown + self.held_rows;
        let digits = if whole { last.max(1).to_string().len() } else { MOST_DIGITS };
        Layout::fit(&widths, self.width, digits)
    }

    /// Writes the rows that are kept back, the first time below their header.
    fn show_held(&mut self, whole: bool) -> Result<(), RenderError> {
        let first = self.layout.is_none();
        // A block has headers of its own, so that it can have widths of its own.
        let kept = self.layout.take().filter(|layout| !layout.is_split());
        let has_header = kept.is_some();
        let layout = kept.unwrap_or_else(|| self.lay_out(whole));
        let held = std::mem::take(&mut self.held);
        for (i, group) in layout.groups.iter().enumerate() {
            if i > 0 || !first && !has_header {
                self.sink.text.push('\n');
            }
            if !has_header {
                self.header(&layout, group);
            }
            let mut number = self.count.shown;
            for cells in &held {
                self.rows(&layout, group, cells, number)?;
                number += cells.first().map_or(0, Cells::len);
            }
        }
        self.layout = Some(layout);
        self.count.shown += std::mem::take(&mut self.held_rows);
        Ok(())
    }

    fn header(&mut self, layout: &Layout, group: &Group) {
        let mut line = String::new();
        if let Some(numbers) = layout.numbers {
            line.push_str(&format!("{:>numbers$} │ ", "#"));
        }
        for (i, width) in group.columns.clone().zip(&group.widths) {
            line.push_str(if i == group.columns.start { "" } else { " │ " });
            let (right, last) = (is_right_aligned(&self.columns[i]), i + 1 == group.columns.end);
            layout::write_cell(&mut line, &self.names[i], *width, right, last, |out, text| out.push_str(text));
        }
        let text = &mut self.sink.text;
        paint::write(text, self.colour, Style::Bold, &line);
        text.push('\n');
        for (i, width) in layout.numbers.iter().chain(&group.widths).enumerate() {
            text.push_str(if i == 0 { "" } else { "─┼─" });
            text.extend(std::iter::repeat_n('─', *width));
        }
        text.push('\n');
    }

    /// Writes a group's columns of rows, of which `before` have gone before.
    fn rows(&mut self, layout: &Layout, group: &Group, cells: &[Cells], before: usize) -> Result<(), RenderError> {
        let rows = cells.first().map_or(0, Cells::len);
        let mut scratch = Scratch::default();
        for row in 0..rows {
            let out = &mut self.sink.text;
            if let Some(numbers) = layout.numbers {
                paint::write(out, self.colour, Style::Dim, &format!("{:>numbers$}", before + row + 1));
                out.push_str(" │ ");
            }
            for (i, width) in group.columns.clone().zip(&group.widths) {
                out.push_str(if i == group.columns.start { "" } else { " │ " });
                let (column, text) = (&self.columns[i], scratch.show(&cells[i], row));
                let width = if layout.shortens { *width } else { (*width).max(text.width()) };
                let (right, last) = (is_right_aligned(column), i + 1 == group.columns.end);
                let paint = |out: &mut String, text: &str| write_painted(out, column, text, self.colour);
                layout::write_cell(out, text, width, right, last, paint);
            }
            out.push('\n');
            self.sink.drain()?;
        }
        Ok(())
    }
}

impl<W: Write> Writer for TableWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.heading(heading);
        self.columns = columns.to_vec();
        self.names = columns.iter().map(|c| visible(&c.name)).collect();
        self.held.clear();
        self.count.restart();
        (self.held_rows, self.layout, self.open) = (0, None, true);
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        self.held.push(cells::of_batch(&self.columns, batch)?);
        self.held_rows += batch.num_rows();
        let flows = self.layout.as_ref().is_some_and(|layout| !layout.is_split());
        if flows || self.held_rows >= BLOCK { self.show_held(false) } else { Ok(()) }
    }

    fn skipped(&mut self, rows: usize) -> bool {
        self.count.skipped = rows;
        true
    }

    fn end(&mut self) -> Result<(), RenderError> {
        if self.layout.is_none() || self.held_rows > 0 {
            self.show_held(true)?;
        }
        let shown = self.layout.as_ref().map_or(0, Layout::columns);
        let remark = match self.columns.len() {
            all if shown < all => {
                format!(", {shown} of {all} columns shown; the format vertical and all others show all")
            }
            _ => String::new(),
        };
        paint::write(&mut self.sink.text, self.colour, Style::Dim, &self.count.text(&remark));
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
