//! `lurcher explain CODE`: what a message means and how to mend what it is about.

use std::io::{self, Write};

use lurcher_diagnostics::{Example, Page};
use lurcher_render::Format;

use crate::arguments::GlobalArguments;
use crate::codes;
use crate::failure::Failure;

/// Lines of prose are no longer than this, however wide the terminal is.
const MAX_WIDTH: usize = 100;

/// Writes the page of a code, or of those that Kusto's engine calls so.
pub(crate) fn explain(global: &GlobalArguments, code: &str) -> Result<(), Failure> {
    let pages = codes::find(code);
    if pages.is_empty() {
        return Err(Failure::Message(codes::unknown(code)));
    }
    write(global, &pages, |out| {
        for (i, page) in pages.iter().enumerate() {
            write_page(out, page, i > 0)?;
        }
        Ok(())
    })
}

/// Writes the list of all codes.
pub(super) fn list(global: &GlobalArguments) -> Result<(), Failure> {
    let pages = codes::all();
    write(global, &pages, |out| pages.iter().try_for_each(|page| writeln!(out, "{:8} {}", page.id, page.title())))
}

fn write(
    global: &GlobalArguments,
    pages: &[&Page],
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match global.format() {
        Some(Format::Json) => {
            let pages: Vec<_> = pages.iter().map(|page| json(page)).collect();
            serde_json::to_writer_pretty(&mut out, &pages).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        None | Some(Format::Table) => text(&mut out)?,
        Some(other) => return Err(Failure::Usage(format!("explain writes text or json, not {other}"))),
    }
    Ok(out.flush()?)
}

fn write_page(out: &mut dyn Write, page: &Page, follows: bool) -> io::Result<()> {
    if follows {
        writeln!(out)?;
    }
    let width = terminal_size::terminal_size().map_or(MAX_WIDTH, |(width, _)| usize::from(width.0).min(MAX_WIDTH));
    wrapped(out, &format!("{}: {}", page.id, page.title()), "", width)?;
    for paragraph in page.explanation() {
        writeln!(out)?;
        wrapped(out, &paragraph, "", width)?;
    }
    writeln!(out, "\nWhat to do")?;
    wrapped(out, page.remedy, "  ", width)?;
    writeln!(out, "\nExample")?;
    match page.example {
        Example::Query { kql, files } => {
            for (name, text) in files {
                writeln!(out, "  {name}:")?;
                indented(out, text, "      ")?;
            }
            indented(out, kql, "  ")?;
        }
        Example::File { name, text } => {
            writeln!(out, "  {name}:")?;
            indented(out, text, "      ")?;
        }
        Example::Told(text) => wrapped(out, text, "  ", width)?,
    }
    if !page.also.is_empty() {
        writeln!(out, "\nKusto's engine says {}.", page.also.join(", "))?;
    }
    Ok(())
}

fn indented(out: &mut dyn Write, text: &str, indent: &str) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{indent}{line}"))
}

/// Writes words on lines of at most `width`.
fn wrapped(out: &mut dyn Write, text: &str, indent: &str, width: usize) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent.len() + line.chars().count() + 1 + word.chars().count() > width {
            writeln!(out, "{indent}{line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{indent}{line}")
}

fn json(page: &Page) -> serde_json::Value {
    let example = match page.example {
        Example::Query { kql, files } => {
            let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).into()));
            serde_json::json!({"kql": kql, "files": files.collect::<serde_json::Map<_, _>>()})
        }
        Example::File { name, text } => serde_json::json!({"check": {(name): text}}),
        Example::Told(text) => serde_json::json!({"text": text}),
    };
    serde_json::json!({
        "code": page.id,
        "also": page.also,
        "title": page.title(),
        "explanation": page.explanation().collect::<Vec<_>>(),
        "remedy": page.remedy,
        "example": example,
    })
}
