//! The formats of raw logs: a page each, and a table of all.

use std::fmt::Write;

use lurcher_sources::{Page, all};

/// The pages with their paths.
pub fn pages() -> Vec<(String, String)> {
    let mut index = "# Raw logs\n\nThe formats that are read, generated from their files in `crates/sources`. A format is told by what a file holds, whatever it is \
                     called; `--as NAME` says it. Files may be in folders, in zip and tar archives, and compressed by gzip or Zstandard; text may be UTF-8, UTF-16 or \
                     Windows-1252.\n\n| format | name | what becomes of it |\n|---|---|---|\n"
        .to_owned();
    let mut pages = Vec::new();
    for format in all() {
        let page = format.page();
        write(
            &mut index,
            format_args!("| [{}]({}.md) | `{}` | {} |\n", page.title, page.name, page.name, page.summary),
        );
        pages.push((format!("sources/{}.md", page.name), text(page)));
    }
    index += "\n## What holds for all\n\n\
              - `TimeGenerated` is the event's own time. Sentinel stores the time of arrival for syslog and CEF, which a file does not have. A record without a time \
              has none, and is counted.\n\
              - Times without a zone are UTC, or in the zone of `--timezone`. Times without a year: the file's time of change dates the last record, and the years of \
              the others are counted back from it, or from `--year` on; a day that is more than a month before the last one is of the next year.\n\
              - A record that cannot be read is kept with its place and its bytes, up to 64 KB; what is longer than 16 MB is not read. A value that does not fit its \
              column is null and counted. A field that has no column is noted.\n\
              - Rows know the number of their record, of a text file the line.\n\
              - What is left to the workspace is empty: the tenant, threat intelligence, countries.\n";
    pages.push(("sources/README.md".to_owned(), index));
    pages
}

fn write(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a string takes everything");
}

fn text(page: &Page) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\nTold by {}. Its name is `{}`.\n\n{}\n",
        page.title, page.summary, page.told_by, page.name, page.notes
    );
    if !page.options.is_empty() {
        text += "\n| `--choose` | what it does |\n|---|---|\n";
        page.options.iter().for_each(|(name, what)| write(&mut text, format_args!("| `{name}` | {what} |\n")));
    }
    let example = page.example;
    if !example.rows.is_empty() {
        write(
            &mut text,
            format_args!(
                "\n## Example\n\nThe file `{}` with\n\n```text\n{}\n```\n\n",
                example.file,
                example.input.trim_end()
            ),
        );
        write(&mut text, format_args!("becomes\n\n```json\n{}\n```\n", example.rows));
    }
    text += "\n## Sources\n\n";
    page.sources.iter().for_each(|source| write(&mut text, format_args!("- {source}\n")));
    text
}
