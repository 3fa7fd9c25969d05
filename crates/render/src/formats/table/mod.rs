//! Aligned columns for a terminal.
//!
//! The first rows are kept back to find the widths; what comes later is shown in the widths that were found, so that memory stays
//! constant. Where the terminal is narrow, cells are shortened and, last of all, columns left out, which the line below the rows says.

mod layout;

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;
use unicode_width::UnicodeWidthStr;

use self::layout::Layout;
use super::is_right_aligned;
use crate::cells::{self, Cells, is_unshowable};
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};

/// How many rows decide on the widths.
const SAMPLE_ROWS: usize = 1_000;

pub(crate) struct TableWriter<W> {
    sink: Sink<W>,
    width: Option<usize>,
    colour: bool,
    results: usize,
    columns: Vec<Column>,
    /// Rows that are kept back until the widths are known.
    sample: Vec<Vec<Cells>>,
    sampled: usize,
    layout: Option<Layout>,
    rows: usize,
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
            sample: Vec::new(),
            sampled: 0,
            layout: None,
            rows: 0,
            open: false,
        }
    }

    fn paint(&mut self, style: &str, text: &str) {
        if self.colour {
            self.sink.text.push_str(&format!("\u{1b}[{style}m{text}\u{1b}[0m"));
        } else {
            self.sink.text.push_str(text);
        }
    }

    fn heading(&mut self, heading: Option<&Heading>) {
        if self.results > 0 {
            self.sink.text.push('\n');
        }
        self.results += 1;
        let Some(heading) = heading else { return };
        let mut name = String::new();
        write_visible(&mut name, &heading.name);
        self.paint("1", &name);
        self.sink.text.push('\n');
        let facts = heading.facts();
        let names = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in facts {
            let mut shown = String::new();
            write_visible(&mut shown, &value);
            self.sink.text.push_str(&format!("  {name:names$}  {shown}\n"));
        }
    }

    /// Finds the widths and writes the header and the rows that were kept back.
    fn lay_out(&mut self) -> Result<(), RenderError> {
        let names: Vec<String> = self.columns.iter().map(|c| visible(&c.name)).collect();
        let mut widths: Vec<usize> = names.iter().map(|n| n.width()).collect();
        let mut scratch = Scratch::default();
        for cells in &self.sample {
            for (column, width) in cells.iter().zip(&mut widths) {
                for row in 0..column.len() {
                    *width = (*width).max(scratch.show(column, row).width());
                }
            }
        }
        let layout = Layout::fit(&widths, self.width);
        let text = &mut self.sink.text;
        let mut line = String::new();
        for (i, width) in layout.widths.iter().enumerate() {
            line.push_str(if i == 0 { "" } else { " │ " });
            let right = is_right_aligned(&self.columns[i]);
            layout::write_cell(&mut line, &names[i], *width, right, i + 1 == layout.widths.len());
        }
        if self.colour {
            line = format!("\u{1b}[1m{line}\u{1b}[0m");
        }
        text.push_str(&line);
        text.push('\n');
        for (i, width) in layout.widths.iter().enumerate() {
            text.push_str(if i == 0 { "" } else { "─┼─" });
            text.extend(std::iter::repeat_n('─', *width));
        }
        text.push('\n');
        for cells in std::mem::take(&mut self.sample) {
            write_rows(&mut self.sink, &layout, &self.columns, &cells)?;
        }
        self.layout = Some(layout);
        Ok(())
    }
}

impl<W: Write> Writer for TableWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.heading(heading);
        if heading.is_some() {
            self.sink.text.push('\n');
        }
        self.columns = columns.to_vec();
        self.sample.clear();
        (self.sampled, self.layout, self.rows, self.open) = (0, None, 0, true);
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        self.rows += batch.num_rows();
        match &self.layout {
            Some(layout) => write_rows(&mut self.sink, layout, &self.columns, &cells),
            None => {
                self.sample.push(cells);
                self.sampled += batch.num_rows();
                if self.sampled < SAMPLE_ROWS { Ok(()) } else { self.lay_out() }
            }
        }
    }

    fn end(&mut self) -> Result<(), RenderError> {
        if self.layout.is_none() {
            self.lay_out()?;
        }
        let mut count = match self.rows {
            1 => "1 row".to_owned(),
            n => format!("{n} rows"),
        };
        let shown = self.layout.as_ref().map_or(0, |l| l.widths.len());
        if shown < self.columns.len() {
            count += &format!(", {shown} of {} columns shown; another --format shows all", self.columns.len());
        }
        self.paint("2", &count);
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
        self.sink.text.push('\n');
        self.paint("31", "failed");
        self.sink.text.push('\n');
        Ok(self.sink.flush()?)
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.sink.flush()?;
        Ok(Vec::new())
    }
}

fn write_rows<W: Write>(
    sink: &mut Sink<W>,
    layout: &Layout,
    columns: &[Column],
    cells: &[Cells],
) -> Result<(), RenderError> {
    let rows = cells.first().map_or(0, Cells::len);
    let mut scratch = Scratch::default();
    for row in 0..rows {
        for (i, width) in layout.widths.iter().enumerate() {
            sink.text.push_str(if i == 0 { "" } else { " │ " });
            let (text, right) = (scratch.show(&cells[i], row), is_right_aligned(&columns[i]));
            let width = if layout.shortens { *width } else { (*width).max(text.width()) };
            layout::write_cell(&mut sink.text, text, width, right, i + 1 == layout.widths.len());
        }
        sink.text.push('\n');
        sink.drain()?;
    }
    Ok(())
}

/// Room for the text of one cell.
#[derive(Default)]
struct Scratch {
    raw: String,
    shown: String,
}

impl Scratch {
    fn show(&mut self, cells: &Cells, row: usize) -> &str {
        self.raw.clear();
        cells.write_short_text(row, &mut self.raw);
        if !self.raw.chars().any(is_unshowable) {
            return &self.raw;
        }
        self.shown.clear();
        write_visible(&mut self.shown, &self.raw);
        &self.shown
    }
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_visible(&mut out, text);
    out
}

/// Appends the text with control characters as escapes (`\n`, `\u{1b}`).
fn write_visible(out: &mut String, text: &str) {
    for c in text.chars() {
        if is_unshowable(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
}
