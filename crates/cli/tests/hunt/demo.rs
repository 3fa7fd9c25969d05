//! Our own hunts over the demo workspace find what the generator's plan has planted, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::lurcher::{project, run};
use crate::originals::{CUSTOM_PARSER, HUNT, originals};
use crate::table::Table;

/// The hits of all of our hunts, by the name of their file without its ending.
fn hits() -> BTreeMap<String, Value> {
    let (results, answer) = run(&project().join("queries/hunting"), &project().join("data"));
    assert_eq!(answer.code, Some(0), "{answer:?}");
    let stem = |result: &Value| {
        let file = Path::new(result["file"].as_str().expect("a file"));
        file.file_stem().and_then(|s| s.to_str()).expect("a name").to_owned()
    };
    results.into_iter().map(|result| (stem(&result), result)).collect()
}

fn planned() -> BTreeMap<String, Table> {
    Table::read_all(&project().join("data/expected_hits.json"))
}

#[test]
fn every_hunt_finds_what_is_planted() {
    let (found, planned) = (hits(), planned());
    assert_eq!(found.keys().collect::<Vec<_>>(), planned.keys().collect::<Vec<_>>());
    for (name, expected) in &planned {
        Table::of(&found[name]).assert_is(expected, name);
    }
}

#[test]
fn every_hunt_says_what_it_is() {
    let mut ids = Vec::new();
    for (name, hunt) in hits() {
        assert_eq!(hunt["kind"], "hunting query", "{name}");
        assert!(hunt["id"].as_str().is_some_and(|id| id.len() == 36), "{name}");
        assert!(hunt["name"].as_str().is_some_and(|title| !title.is_empty()), "{name}");
        assert!(hunt["tactics"].as_array().is_some_and(|tactics| !tactics.is_empty()), "{name}");
        assert!(hunt["techniques"].as_array().is_some_and(|techniques| !techniques.is_empty()), "{name}");
        ids.push(hunt["id"].to_string());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "two hunts have one id");
}

/// The ports that the hunt finds, each with name, severity, tactic, protocols, directions and actions: what the
/// original hunt and ours have in common.
fn planned_ports() -> Table {
    let text = fs::read_to_string(project().join("data/expected_hits.json")).expect("the plan");
    let plan: Value = serde_json::from_str(&text).expect("JSON");
    let rows = plan["port_misuse_static_threshold"]["rows"].as_array().expect("rows").iter();
    Table::of(
        &json!({"columns": [], "rows": rows.map(|row| json!(row.as_array().map(|r| &r[..7]))).collect::<Vec<_>>()}),
    )
}

/// Runs the original hunt and compares the ports that it finds; its fifth column is the description.
fn assert_original_finds_ports(originals: &Path, workspace: &Path) {
    let (results, answer) = run(&originals.join(HUNT), workspace);
    assert_eq!((results.len(), answer.code), (1, Some(0)), "{answer:?}");
    let rows = results[0]["rows"].as_array().expect("rows").iter();
    let rows: Vec<_> = rows.map(|row| json!([row[0], row[1], row[2], row[3], row[5], row[6], row[7]])).collect();
    Table::of(&json!({"columns": [], "rows": rows})).assert_is(&planned_ports(), "the original hunt over the demo");
}

/// A copy of the demo without these files of tables.
fn demo_without(tables: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in ["data", "queries"] {
        copy(&project().join(part), &folder.path().join(part));
    }
    for table in tables {
        fs::remove_file(folder.path().join("data/tables").join(table)).unwrap_or_else(|e| panic!("{table}: {e}"));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").map(|e| e.expect("an entry")) {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a file");
    }
}

const SUMMARY: &str = "NetworkSummary_Protocol_CL.csv.gz";
const ANALYTICS: &str = "NetworkCustomAnalytics_protocol_CL.jsonl.gz";

#[test]
fn the_original_hunt_finds_the_same_ports_in_the_summary() {
    let Some(originals) = originals("the_original_hunt_finds_the_same_ports_in_the_summary") else { return };
    assert_original_finds_ports(&originals, &project().join("data"));
}

#[test]
fn the_original_hunt_finds_the_same_ports_in_the_analytics() {
    let Some(originals) = originals("the_original_hunt_finds_the_same_ports_in_the_analytics") else { return };
    let folder = demo_without(&[SUMMARY]);
    let workspace = folder.path().join("data");
    fs::create_dir(workspace.join("functions")).expect("a folder");
    fs::copy(originals.join(CUSTOM_PARSER), workspace.join("functions/parser.yaml")).expect("the parser");
    assert_original_finds_ports(&originals, &workspace);
}

#[test]
fn the_original_hunt_finds_the_same_ports_in_the_sessions() {
    let Some(originals) = originals("the_original_hunt_finds_the_same_ports_in_the_sessions") else { return };
    let folder = demo_without(&[SUMMARY, ANALYTICS]);
    assert_original_finds_ports(&originals, &folder.path().join("data"));
}

/// Ours counts sessions where no summary has the last window.
#[test]
fn our_hunt_finds_the_same_ports_in_the_sessions() {
    let folder = demo_without(&[SUMMARY, ANALYTICS]);
    let hunt = folder.path().join("queries/hunting/port_misuse_static_threshold.yaml");
    let (results, answer) = run(&hunt, &folder.path().join("data"));
    assert_eq!((results.len(), answer.code), (1, Some(0)), "{answer:?}");
    Table::of(&results[0]).assert_is(&planned()["port_misuse_static_threshold"], "without a summary");
}
