//! Packs the table schemas of `data/` into one text a file that the binary carries as it is: a line a table, sorted by
//! name, so that a lookup is a binary search in the text, and nothing is parsed, allocated or relocated at start.
//!
//! A line is `Name[*]`, then for each column a tab, a letter for its type and its name. `*` marks a table that takes
//! any further column; a capital letter a column that resolves by name and stays out of the table's result.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// The letters of the types; `catalog/schema_text.rs` reads them back.
const LETTERS: [(&str, char); 10] = [
    ("bool", 'b'),
    ("int", 'i'),
    ("long", 'l'),
    ("real", 'r'),
    ("decimal", 'm'),
    ("string", 's'),
    ("datetime", 'd'),
    ("timespan", 't'),
    ("guid", 'g'),
    ("dynamic", 'y'),
];

fn main() {
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let deployed = read("data/deployed_columns.csv");
    // What Lurcher itself writes is asked for like what a connector fills.
    let own = read("data/own_tables.csv");
    for (name, known_as) in [("log_analytics_tables", ["log_analytics", ""]), ("custom_tables", ["custom", "no"])] {
        let source = format!("data/{name}.csv");
        let documented = read(&source);
        let mut tables = Tables::new();
        let own = if name == "custom_tables" { &own } else { "" };
        add_documented(&mut tables, &documented)
            .and_then(|()| add_documented(&mut tables, own))
            .and_then(|()| add_deployed(&mut tables, &deployed, known_as))
            .unwrap_or_else(|e| panic!("{source}: {e}"));
        fs::write(Path::new(&out).join(format!("{name}.txt")), pack(&tables)).expect("OUT_DIR is writable");
    }
}

fn read(source: &str) -> String {
    println!("cargo::rerun-if-changed={source}");
    fs::read_to_string(source).unwrap_or_else(|e| panic!("{source}: {e}"))
}

/// By name: whether the table takes any column, and its packed columns.
type Tables<'a> = BTreeMap<&'a str, (bool, String)>;

/// `table,column,type[,open]` lines under a header. Columns keep their order.
fn add_documented<'a>(tables: &mut Tables<'a>, csv: &'a str) -> Result<(), String> {
    for line in csv.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [table, column, ty, ref open @ ..] = fields[..] else {
            return Err(format!("too few fields: {line}"));
        };
        let entry = tables.entry(table).or_default();
        entry.0 |= open == ["1"];
        entry.1.extend(['\t', letter(ty, line)?]);
        entry.1.push_str(column);
    }
    Ok(())
}

/// `table,column,type,known_table,source` lines under a header: what workspaces have beside the documentation. What the
/// `reference` says, and all columns of a table that nothing else documents, are ordinary columns; the others are not
/// part of the table's result.
fn add_deployed<'a>(tables: &mut Tables<'a>, csv: &'a str, known_as: [&str; 2]) -> Result<(), String> {
    for line in csv.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [table, column, ty, known_table, source] = fields[..] else {
            return Err(format!("not five fields: {line}"));
        };
        if !known_as.contains(&known_table) {
            continue;
        }
        let (table, letter) = (table.trim_end(), letter(ty, line)?);
        let shown = source == "reference" || known_table == "no";
        let entry = tables.entry(table).or_default();
        if entry.1.split('\t').any(|known| known.get(1..) == Some(column)) {
            continue;
        }
        entry.1.extend(['\t', if shown { letter } else { letter.to_ascii_uppercase() }]);
        entry.1.push_str(column);
    }
    Ok(())
}

fn letter(ty: &str, line: &str) -> Result<char, String> {
    let letter = LETTERS.iter().find(|(name, _)| *name == ty).map(|(_, letter)| *letter);
    letter.ok_or_else(|| format!("unknown type: {line}"))
}

fn pack(tables: &Tables<'_>) -> String {
    let lines =
        tables.iter().map(|(name, (open, columns))| format!("{name}{}{columns}\n", if *open { "*" } else { "" }));
    lines.collect()
}
