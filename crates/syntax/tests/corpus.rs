//! Queries of the documentation, of the real engine's tests and of published hunting content, beside the workspace.

use std::path::{Path, PathBuf};

use lurcher_diagnostics::{Diagnostics, SourceId};
use lurcher_syntax::{parse, print};
use serde_json::Value;

/// The folder beside the workspace that holds the originals. Without it a test has nothing to read, which only CI
/// minds.
fn shared(test: &str, path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{test}: {} is missing", folder.display());
    println!("skipped: {test} ({path} is not there)");
    None
}

fn cases(folder: &Path) -> Vec<Value> {
    let files = ["docs.jsonl", "emulator.jsonl", "sentinel-schema.jsonl"];
    let text: String = files.iter().map(|file| std::fs::read_to_string(folder.join(file)).expect(file)).collect();
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|d| format!("{} {}", d.code, d.message)).collect()
}

/// Reads a query that the real engine accepts, writes it and reads it again; what is wrong with that.
fn fault(kql: &str) -> Option<String> {
    let parsed = parse(kql, SourceId::default());
    if parsed.diagnostics.has_errors() {
        return Some(format!("{:?}", messages(&parsed.diagnostics)));
    }
    let printed = print(&parsed.query);
    let again = parse(&printed, SourceId::default());
    (again.query != parsed.query || again.diagnostics.has_errors()).then(|| format!("written as\n{printed}"))
}

#[test]
fn accepted_queries_are_read_and_written() {
    let Some(folder) = shared("accepted_queries_are_read_and_written", "conformance") else { return };
    for case in cases(&folder).iter().filter(|case| case["check"] != "error") {
        let (id, kql) = (&case["id"], case["kql"].as_str().unwrap_or_default());
        let fault = fault(kql);
        // The graph operators and `declare pattern`.
        let expected = fault.as_ref().is_none_or(|fault| fault.contains("is not implemented"));
        assert!(expected, "{id}\n{kql}\n{}", fault.unwrap_or_default());
    }
}

#[test]
fn refused_syntax_is_refused() {
    let Some(folder) = shared("refused_syntax_is_refused", "conformance") else { return };
    // The codes of the official parser, not of its binder. It says KS006 of a binder's matter as well.
    let syntactic = |hint: &str| ["KS005", "KS228", "KS198"].iter().any(|code| hint.starts_with(code));
    for case in cases(&folder).iter().filter(|case| case["check"] == "error") {
        let hints: Vec<&str> = case["hint"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let kql = case["kql"].as_str().unwrap_or_default();
        if hints.iter().any(|hint| syntactic(hint)) {
            assert!(parse(kql, SourceId::default()).diagnostics.has_errors(), "{}\n{kql}", case["id"]);
        }
    }
}

#[test]
fn sentinel_content_is_read_and_written() {
    let Some(folder) = shared("sentinel_content_is_read_and_written", "sentinel") else { return };
    let mut queries = Vec::new();
    collect_files(&folder, &mut |path, text| {
        let document: serde_yaml::Value = serde_yaml::from_str(text).expect(path);
        collect_queries(path, &document, &mut queries);
    });
    assert!(queries.len() >= 5, "{}", queries.len());
    for (place, kql) in queries {
        assert_eq!(fault(&kql), None, "{place}\n{kql}");
    }
}

fn collect_files(folder: &Path, visit: &mut impl FnMut(&str, &str)) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect_files(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            let text = std::fs::read_to_string(&path).expect("a text file");
            visit(&path.to_string_lossy(), &text);
        }
    }
}

fn collect_queries(place: &str, value: &serde_yaml::Value, queries: &mut Vec<(String, String)>) {
    match value {
        serde_yaml::Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value.as_str()) {
                    (Some("query" | "FunctionQuery" | "ParserQuery"), Some(kql)) => {
                        queries.push((place.to_owned(), kql.to_owned()));
                    }
                    _ => collect_queries(place, value, queries),
                }
            }
        }
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| collect_queries(place, item, queries)),
        _ => {}
    }
}
