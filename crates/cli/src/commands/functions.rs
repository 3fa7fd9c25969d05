//! `lurcher functions`: what is built in.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use lurcher_functions::{aggregates, operators, scalars, windows};
use lurcher_symbols::{Category, FunctionSymbol};

use crate::failure::Failure;

/// The built-in functions, or the page of one of them.
#[derive(Debug, Args)]
pub(crate) struct Functions {
    /// A function, an operator (has_any) or a part of a name
    name: Option<String>,
}

impl Functions {
    pub(crate) fn execute(&self) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        let Some(name) = &self.name else {
            write_list(&mut out, &symbols())?;
            return Ok(());
        };
        if write(&mut out, name)? { Ok(()) } else { Err(Failure::Message(unknown(name))) }
    }
}

/// Writes the page of a function, or the functions that have `name` in theirs. Returns whether there is any.
pub(crate) fn write(out: &mut impl Write, name: &str) -> io::Result<bool> {
    let all = symbols();
    if let Some(symbol) = all.iter().find(|s| s.name == name || s.aliases.contains(&name)) {
        write_page(out, symbol)?;
        return Ok(true);
    }
    let similar: Vec<_> = all.into_iter().filter(|s| s.name.contains(name)).collect();
    write_list(out, &similar)?;
    Ok(!similar.is_empty())
}

/// What is said where there is no such function.
pub(crate) fn unknown(name: &str) -> String {
    format!("no built-in function is called '{name}'; `lurcher functions` lists all")
}

/// All symbols, sorted by name.
pub(crate) fn symbols() -> Vec<&'static FunctionSymbol> {
    let scalars = scalars().iter().chain(operators()).map(|f| &f.symbol);
    let others = aggregates().iter().map(|f| &f.symbol).chain(windows().iter().map(|f| &f.symbol));
    let mut all: Vec<_> = scalars.chain(others).collect();
    all.sort_by_key(|s| s.name);
    all
}

fn write_list(out: &mut impl Write, symbols: &[&'static FunctionSymbol]) -> io::Result<()> {
    let mut chapters: BTreeMap<Category, Vec<&FunctionSymbol>> = BTreeMap::new();
    for symbol in symbols {
        chapters.entry(symbol.category).or_default().push(symbol);
    }
    let width = symbols.iter().map(|s| s.name.len()).max().unwrap_or(0);
    for (i, (category, symbols)) in chapters.into_iter().enumerate() {
        writeln!(out, "{}{category:?}", if i == 0 { "" } else { "\n" })?;
        for symbol in symbols {
            writeln!(out, "  {:width$}  {}", symbol.name, symbol.summary)?;
        }
    }
    Ok(())
}

fn write_page(out: &mut impl Write, symbol: &FunctionSymbol) -> io::Result<()> {
    writeln!(out, "{}: {}", symbol.name, symbol.summary)?;
    if !symbol.aliases.is_empty() {
        writeln!(out, "Also: {}", symbol.aliases.join(", "))?;
    }
    writeln!(out, "\nSyntax")?;
    for signature in symbol.signatures {
        writeln!(out, "  {}", signature.to_text(symbol.name))?;
    }
    if !symbol.examples.is_empty() {
        writeln!(out, "\nExamples")?;
        for example in symbol.examples {
            writeln!(out, "  {}\n    => {}", example.kql.trim().replace('\n', "\n  "), example.result)?;
        }
    }
    writeln!(out, "\n{}", symbol.url)
}
