//! Runs the parsers of a connector.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fixture::{Fields, Fixture, filled};
use crate::support::{Folder, lurcher};

/// Where the parsers are in a clone of Azure-Sentinel.
const PARSERS: &str = "Parsers/ASimNetworkSession/Parsers";

/// The parsers of a clone beside the project, or where `AZURE_SENTINEL` says.
pub(crate) fn originals() -> Option<PathBuf> {
    let clone = std::env::var_os("AZURE_SENTINEL")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../Azure-Sentinel"), PathBuf::from);
    clone.join(PARSERS).canonicalize().ok()
}

/// The text of the file that defines a parser.
pub(crate) fn parser_file(parsers: &Path, name: &str) -> Option<String> {
    let line = format!("ParserName: {name}");
    let files = std::fs::read_dir(parsers).expect("a folder").flatten();
    let mut texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.find(|text| text.lines().any(|l| l.trim_end() == line))
}

/// Checks both parsers of a connector.
pub(crate) fn check(connector: &str) {
    let Some(parsers) = originals() else {
        eprintln!(
            "skipped: {connector} needs a clone of Azure-Sentinel beside the project, or named by AZURE_SENTINEL"
        );
        return;
    };
    let fixture = Fixture::read(connector);
    let settings = format!("now = \"2026-01-15T14:00:00Z\"\ncontent = [{:?}]\n", parsers.display().to_string());
    let mut files = fixture.tables();
    files.insert("lurcher.toml".to_owned(), settings);
    files.extend(fixture.files.clone());
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let workspace = Folder::with(&files);
    for (kind, version) in [("vim", Some(&fixture.vim)), ("ASim", fixture.asim.as_ref())] {
        let parser = format!("{kind}{}", fixture.parser);
        let found = parser_file(&parsers, &parser);
        let version = version.map(|version| format!("\n  Version: '{version}'"));
        if !found.zip(version).is_some_and(|(text, version)| text.contains(&version)) {
            eprintln!("skipped: {connector}: the clone has no {parser} of the version that the expectations are of");
            continue;
        }
        let mut calls = vec![(String::new(), fixture.events(kind)), ("disabled=true".to_owned(), Vec::new())];
        if kind == "ASim" && fixture.asim_ignores_disabled {
            calls.truncate(1);
        }
        if kind == "vim" {
            calls.extend(fixture.calls.iter().map(|call| (call.with.clone(), fixture.events_of(call))));
        }
        let fields: Vec<&str> = fixture.fields().into_iter().collect();
        let queries: Vec<String> =
            calls.iter().map(|(with, _)| format!("{parser}({with}) | project {}", fields.join(", "))).collect();
        let results = query(&workspace, &queries.join(";\n"));
        assert_eq!(results.len(), calls.len(), "{parser}");
        for ((with, expected), found) in calls.into_iter().zip(results) {
            assert_same(&format!("{parser}({with})"), expected, found);
        }
    }
}

/// The events of each query.
pub(crate) fn query(workspace: &Folder, kql: &str) -> Vec<Vec<Fields>> {
    let folder = workspace.path().display().to_string();
    let answer = lurcher(&["query", "--workspace", &folder, "--format", "json", kql]).ok();
    let first: Value = serde_json::from_str(&answer).expect("a result");
    let more = first["more"].as_array().into_iter().flatten();
    std::iter::once(&first).chain(more).map(events).collect()
}

fn events(result: &Value) -> Vec<Fields> {
    let items = |key: &str| result[key].as_array().unwrap_or_else(|| panic!("no {key}: {result}")).iter();
    let names: Vec<&str> = items("columns").map(|c| c["name"].as_str().expect("a name")).collect();
    let event = |row: &Value| {
        let cells = row.as_array().expect("cells");
        filled(names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.clone())).collect())
    };
    items("rows").map(event).collect()
}

/// Fails with what is missing and what is too much.
pub(crate) fn assert_same(call: &str, mut expected: Vec<Fields>, found: Vec<Fields>) {
    let mut extra = Vec::new();
    for event in found {
        match expected.iter().position(|e| *e == event) {
            Some(place) => drop(expected.swap_remove(place)),
            None => extra.push(event),
        }
    }
    assert!(expected.is_empty() && extra.is_empty(), "{call}\nmissing: {expected:#?}\ntoo many: {extra:#?}");
}
