//! Adds up by crate what `cargo llvm-cov` says of the tests, for `docs/reliability.md`:
//!
//!     cargo llvm-cov --workspace --json --summary-only --output-path coverage.json
//!     cargo run -p lurcher-testing --example record_coverage -- coverage.json tests/campaigns/coverage.csv
//!
//! The lines of tests themselves do not count.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        return Err("usage: record_coverage COVERAGE.json COVERAGE.csv".into());
    };
    let report: Value = serde_json::from_str(&fs::read_to_string(from).map_err(|e| format!("{from}: {e}"))?)?;
    let files = report["data"][0]["files"].as_array().ok_or_else(|| format!("{from}: is no export of llvm-cov"))?;
    let mut crates: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for file in files {
        let name = file["filename"].as_str().unwrap_or_default();
        let Some((name, path)) = name.rsplit_once("/crates/").and_then(|(_, path)| path.split_once('/')) else {
            continue;
        };
        if !path.starts_with("src/") || path.ends_with("/tests.rs") || path.contains("/tests/") {
            continue;
        }
        let lines = &file["summary"]["lines"];
        let sum = crates.entry(name).or_default();
        sum.0 += lines["count"].as_u64().unwrap_or(0);
        sum.1 += lines["covered"].as_u64().unwrap_or(0);
    }
    let mut text = "crate,lines,covered\n".to_owned();
    for (name, (lines, covered)) in crates {
        writeln!(text, "{name},{lines},{covered}")?;
    }
    fs::write(to, text).map_err(|e| format!("{to}: {e}").into())
}
