//! The page that says what of Kusto is supported.

use std::error::Error;
use std::fmt::Write;

use lurcher_functions::kusto_names;

use super::Differences;
use super::differences::link;
use super::kusto::{Item, items};
use super::probe::Probe;

/// The kinds of the documentation, and how the page calls them.
const KINDS: [(&str, &str); 9] = [
    ("statement", "Statements"),
    ("operator", "Tabular operators"),
    ("special function", "Special functions"),
    ("scalar operator", "Scalar operators"),
    ("function", "Scalar functions"),
    ("window function", "Window functions"),
    ("aggregate", "Aggregates"),
    ("plugin", "Plugins"),
    ("graph function", "Graph functions"),
];

const HEAD: &str = "# What of Kusto is supported

Everything that the [documentation of KQL](https://learn.microsoft.com/kusto/query/) describes, and whether Lurcher has it. What it does not have is refused with an error that
says so, never answered wrongly. Known [differences](differences.md) stand beside the name; each is shown there by a query.

This page is generated from the code, and a test fails when it is out of date: `cargo run --package lurcher-testing --example make_docs`.

| | documented | supported |
|---|---:|---:|
";

/// The page.
pub fn page(differences: &Differences) -> Result<String, Box<dyn Error>> {
    let probe = Probe::new()?;
    let mut known = Vec::new();
    for item in items()? {
        let supported = probe.is_supported(&item)?;
        known.push((item, supported));
    }
    if let Some(lost) = differences.subjects().find(|subject| known.iter().all(|(item, _)| item.name != *subject)) {
        return Err(format!("differences.md: Kusto's documentation has no '{lost}'").into());
    }
    let mut text = HEAD.to_owned();
    let all: Vec<&(Item, bool)> = known.iter().collect();
    for (kind, title) in KINDS {
        let of_kind: Vec<_> = all.iter().copied().filter(|(item, _)| item.kind == kind).collect();
        writeln!(
            text,
            "| [{title}](#{}) | {} | {} |",
            title.to_lowercase().replace(' ', "-"),
            of_kind.len(),
            count(&of_kind)
        )?;
    }
    writeln!(text, "| all | {} | {} |", all.len(), count(&all))?;
    for (kind, title) in KINDS {
        write!(text, "\n## {title}\n")?;
        let mut chapter = None;
        for (item, supported) in known.iter().filter(|(item, _)| item.kind == kind) {
            if chapter != Some(&item.chapter) {
                chapter = Some(&item.chapter);
                heading(&mut text, &item.chapter)?;
            }
            row(&mut text, item, *supported, differences)?;
        }
    }
    other_names(&mut text, &probe, &known)?;
    Ok(text)
}

fn count(items: &[&(Item, bool)]) -> usize {
    items.iter().filter(|(_, supported)| *supported).count()
}

fn heading(text: &mut String, chapter: &str) -> std::fmt::Result {
    if !chapter.is_empty() {
        write!(text, "\n### {chapter}\n")?;
    }
    text.write_str("\n| | supported | differences |\n|---|---|---|\n")
}

fn row(text: &mut String, item: &Item, supported: bool, differences: &Differences) -> std::fmt::Result {
    let links: Vec<String> = differences.of(&item.name).map(link).collect();
    let supported = if supported { "yes" } else { "no" };
    writeln!(text, "| [`{}`]({}) | {supported} | {} |", item.name, item.url(), links.join("; "))
}

/// Names that run in Kusto and that nobody documents: old ones mostly.
fn other_names(text: &mut String, probe: &Probe, known: &[(Item, bool)]) -> Result<(), Box<dyn Error>> {
    let is_documented = |name: &str| known.iter().any(|(item, _)| item.name == name);
    let (mut supported, mut others) = (Vec::new(), Vec::new());
    for name in kusto_names().filter(|name| !is_documented(name) && !name.starts_with("__")) {
        let mut found = false;
        for kind in ["function", "aggregate", "window function", "plugin"] {
            found |= probe.has_name(kind, name)?;
        }
        let list = if found { &mut supported } else { &mut others };
        list.push(format!("`{name}`"));
    }
    write!(text, "\n## Names without documentation\n\nKusto's own library knows further names, old ones mostly.\n")?;
    write!(text, "\nSupported: {}.\n\nNot supported: {}.\n", supported.join(", "), others.join(", "))?;
    Ok(())
}
