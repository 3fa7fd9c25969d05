//! What holds for every function.

use std::collections::HashSet;

use lurcher_functions::{aggregates, operators, scalars, windows};
use lurcher_symbols::FunctionSymbol;

fn all() -> Vec<(&'static str, Vec<&'static FunctionSymbol>)> {
    vec![
        ("scalar", scalars().iter().map(|f| &f.symbol).collect()),
        ("operators", operators().iter().map(|f| &f.symbol).collect()),
        ("aggregate", aggregates().iter().map(|f| &f.symbol).collect()),
        ("window", windows().iter().map(|f| &f.symbol).collect()),
    ]
}

#[test]
fn no_name_stands_for_two_functions() {
    for (folder, symbols) in all() {
        let mut seen = HashSet::new();
        for symbol in symbols {
            for name in std::iter::once(&symbol.name).chain(symbol.aliases) {
                assert!(seen.insert(*name), "{folder}: {name} is there twice");
            }
        }
    }
}

#[test]
fn every_function_is_documented() {
    let mut lacks = Vec::new();
    for (folder, symbols) in all() {
        for symbol in symbols {
            let mut check = |what: &str, fine: bool| {
                if !fine {
                    lacks.push(format!("{folder}/{}: {what}", symbol.name));
                }
            };
            check("a sentence for a summary", symbol.summary.ends_with('.'));
            check("its page", symbol.url.starts_with("https://learn.microsoft.com/"));
            check("an example", !symbol.examples.is_empty());
            check("a signature", !symbol.signatures.is_empty());
        }
    }
    assert_eq!(lacks, Vec::<String>::new());
}
