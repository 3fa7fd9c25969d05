//! The reference of the built-in functions: a page a chapter.

use std::collections::BTreeMap;
use std::fmt::Write;

use lurcher_functions::{aggregates, operators, scalars, windows};
use lurcher_symbols::{Category, FunctionSymbol};

/// The pages with their paths.
pub fn pages() -> Vec<(String, String)> {
    let mut chapters: BTreeMap<Category, Vec<&FunctionSymbol>> = BTreeMap::new();
    symbols().into_iter().for_each(|symbol| chapters.entry(symbol.category).or_default().push(symbol));
    let mut index = "# Functions\n\nThe built-in functions by chapter, generated from their files in `crates/functions`. `lurcher functions NAME` shows the same.\n".to_owned();
    let mut pages = Vec::new();
    for (category, mut symbols) in chapters {
        symbols.sort_by_key(|symbol| symbol.name);
        let (title, file) = (title(category), file(category));
        let names: Vec<String> = symbols.iter().map(|symbol| format!("`{}`", symbol.name)).collect();
        let written = write!(index, "\n## [{title}]({file})\n\n{}\n", names.join(", "));
        debug_assert!(written.is_ok(), "a string takes everything");
        let mut page = format!("# {title}\n");
        symbols.iter().for_each(|symbol| page += &section(symbol));
        pages.push((format!("functions/{file}"), page));
    }
    pages.push(("functions/README.md".to_owned(), index));
    pages
}

fn symbols() -> Vec<&'static FunctionSymbol> {
    let scalars = scalars().iter().chain(operators()).map(|f| &f.symbol);
    scalars.chain(aggregates().iter().map(|f| &f.symbol)).chain(windows().iter().map(|f| &f.symbol)).collect()
}

fn section(symbol: &FunctionSymbol) -> String {
    let mut text = format!("\n## {}\n\n{}\n", symbol.name, symbol.summary);
    if !symbol.aliases.is_empty() {
        let aliases: Vec<String> = symbol.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        text += &format!("\nAlso: {}\n", aliases.join(", "));
    }
    text += "\n";
    symbol.signatures.iter().for_each(|signature| text += &format!("    {}\n", signature.to_text(symbol.name)));
    if !symbol.examples.is_empty() {
        text += "\n| query | result |\n|---|---|\n";
        symbol.examples.iter().for_each(|e| text += &format!("| {} | {} |\n", code(e.kql), code(e.result)));
    }
    text + &format!("\n[Kusto's page]({})\n", symbol.url)
}

/// Text as code in a cell of a table.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if text.is_empty() {
        return String::new();
    }
    // One more backtick around than there are inside.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

fn title(category: Category) -> &'static str {
    match category {
        Category::Aggregation => "Aggregates",
        Category::Dynamic => "Dynamic values",
        Category::Binary => "Bits",
        Category::Conditional => "Conditions",
        Category::Conversion => "Conversions",
        Category::DateTime => "Dates and times",
        Category::Geospatial => "Geography",
        Category::Hash => "Hashes",
        Category::Ip => "IP addresses",
        Category::Mathematical => "Mathematics",
        Category::Metadata => "Metadata",
        Category::Operator => "Operators",
        Category::Plugin => "Plugins",
        Category::Series => "Series",
        Category::String => "Strings",
        Category::Window => "Window functions",
    }
}

fn file(category: Category) -> String {
    format!("{}.md", title(category).to_lowercase().replace(' ', "_"))
}
