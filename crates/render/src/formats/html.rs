//! A page that needs nothing else: no script, no network. Whatever the data holds is text in it.

use std::io::Write;

use arrow::array::RecordBatch;
use lurcher_symbols::Column;

use super::is_right_aligned;
use super::shown::Count;
use crate::cells;
use crate::sink::Sink;
use crate::{Heading, Options, RenderError, Writer};
use lurcher_diagnostics::is_unshowable;

/// The policy forbids everything but the page's own style, should a text ever be taken for markup.
const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lurcher</title>
<style>
:root { color-scheme: light dark; }
body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5em; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #8886; padding: .2em .6em; text-align: left; vertical-align: top; }
td { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
th { position: sticky; top: 0; background: Canvas; white-space: nowrap; }
.n { text-align: right; white-space: nowrap; }
.null::after { content: "null"; opacity: .4; }
i { opacity: .6; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1em; }
dd { margin: 0; }
.count { opacity: .7; }
.error { color: #c22; }
</style>
</head>
<body>
"#;

pub(crate) struct HtmlWriter<W> {
    sink: Sink<W>,
    started: bool,
    columns: Vec<Column>,
    count: Count,
    open: bool,
}

impl<W: Write> HtmlWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        let count = Count::new(&Options::default());
        Self { sink: Sink::new(out), started: false, columns: Vec::new(), count, open: false }
    }

    fn heading(&mut self, heading: Option<&Heading>) {
        self.start();
        let Some(heading) = heading else { return };
        let text = &mut self.sink.text;
        text.push_str("<h2>");
        write_escaped(text, &heading.name);
        text.push_str("</h2>\n<dl>\n");
        for (name, value) in heading.facts() {
            text.push_str("<dt>");
            text.push_str(name);
            text.push_str("</dt><dd>");
            write_escaped(text, &value);
            text.push_str("</dd>\n");
        }
        text.push_str("</dl>\n");
    }

    fn start(&mut self) {
        if !std::mem::replace(&mut self.started, true) {
            self.sink.text.push_str(HEAD);
        }
    }
}

impl<W: Write> Writer for HtmlWriter<W> {
    fn begin(&mut self, heading: Option<&Heading>, columns: &[Column]) -> Result<(), RenderError> {
        self.heading(heading);
        let text = &mut self.sink.text;
        text.push_str("<table>\n<thead><tr>");
        for column in columns {
            text.push_str(if is_right_aligned(column) { "<th class=\"n\" title=\"" } else { "<th title=\"" });
            text.push_str(column.ty.name());
            text.push_str("\">");
            write_escaped(text, &column.name);
            text.push_str("</th>");
        }
        text.push_str("</tr></thead>\n<tbody>\n");
        self.columns = columns.to_vec();
        self.count.restart();
        self.open = true;
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), RenderError> {
        let cells = cells::of_batch(&self.columns, batch)?;
        let mut cell = String::new();
        for row in 0..batch.num_rows() {
            let text = &mut self.sink.text;
            text.push_str("<tr>");
            for (column, cells) in self.columns.iter().zip(&cells) {
                text.push_str(match (cells.is_null(row), is_right_aligned(column)) {
                    (true, _) => "<td class=\"null\">",
                    (false, true) => "<td class=\"n\">",
                    (false, false) => "<td>",
                });
                cell.clear();
                cells.write_short_text(row, &mut cell);
                write_escaped(text, &cell);
                text.push_str("</td>");
            }
            text.push_str("</tr>\n");
            self.sink.drain()?;
        }
        self.count.shown += batch.num_rows();
        Ok(())
    }

    fn skipped(&mut self, rows: usize) -> bool {
        self.count.skipped = rows;
        true
    }

    fn end(&mut self) -> Result<(), RenderError> {
        let count = self.count.text("");
        self.sink.text.push_str(&format!("</tbody>\n</table>\n<p class=\"count\">{count}</p>\n"));
        self.open = false;
        Ok(())
    }

    fn fail(&mut self, heading: Option<&Heading>, message: &str) -> Result<(), RenderError> {
        if self.open {
            self.end()?;
        } else {
            self.heading(heading);
        }
        self.sink.text.push_str("<p class=\"error\">");
        write_escaped(&mut self.sink.text, message);
        self.sink.text.push_str("</p>\n");
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<String>, RenderError> {
        self.start();
        self.sink.text.push_str("</body>\n</html>\n");
        self.sink.flush()?;
        Ok(Vec::new())
    }
}

/// Appends text that is no markup. Ends of lines and tabs stay; what steers or hides is shown as an escape.
fn write_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if is_unshowable(c) => {
                out.push_str("<i>");
                out.extend(c.escape_default());
                out.push_str("</i>");
            }
            c => out.push(c),
        }
    }
}
