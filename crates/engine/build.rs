//! Packs the table schemas of `data/` into one text a file that the binary carries as it is: a line a table, sorted by name, so that a
//! lookup is a binary search in the text, and nothing is parsed, allocated or relocated at start.
//!
//! A line is `Name[*]`, then for each column a tab, a letter for its type and its name. `*` marks a table that takes any further column.

use std::collections::BTreeMap;
use std::fmt::Write;
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
    for name in ["log_analytics_tables", "custom_tables"] {
        let source = format!("data/{name}.csv");
        println!("cargo::rerun-if-changed={source}");
        let text = fs::read_to_string(&source).unwrap_or_else(|e| panic!("{source}: {e}"));
        let packed = pack(&text).unwrap_or_else(|e| panic!("{source}: {e}"));
        fs::write(Path::new(&out).join(format!("{name}.txt")), packed).expect("OUT_DIR is writable");
    }
}

/// The packed text of `table,column,type[,open]` lines under a header. Columns keep their order.
fn pack(csv: &str) -> Result<String, String> {
    let mut tables: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [table, column, ty, ref open @ ..] = fields[..] else {
            return Err(format!("too few fields: {line}"));
        };
        let letter = LETTERS.iter().find(|(name, _)| *name == ty).map(|(_, letter)| *letter);
        let letter = letter.ok_or_else(|| format!("unknown type: {line}"))?;
        let entry = tables.entry(table).or_default();
        entry.0 |= open == ["1"];
        write!(entry.1, "\t{letter}{column}").map_err(|e| e.to_string())?;
    }
    let mut packed = String::new();
    for (name, (open, columns)) in tables {
        writeln!(packed, "{name}{}{columns}", if open { "*" } else { "" }).map_err(|e| e.to_string())?;
    }
    Ok(packed)
}
