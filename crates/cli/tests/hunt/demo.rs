//! Our own hunts over the demo workspace find what the generator's plan has planted, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::lurcher::{project, run};
use crate::originals::{HUNT, originals};
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

/// The original hunt takes the newest summary and finds the ports that ours finds.
#[test]
fn the_original_hunt_finds_the_same_ports() {
    let Some(originals) = originals("the_original_hunt_finds_the_same_ports") else { return };
    let (results, answer) = run(&originals.join(HUNT), &project().join("data"));
    assert_eq!((results.len(), answer.code), (1, Some(0)), "{answer:?}");
    let rows = results[0]["rows"].as_array().expect("rows");
    // Name, Severity, Tactic, port, protocols, directions and actions: without the description, which ours leaves out.
    let common = |row: &Value| json!([row[0], row[1], row[2], row[3], row[5], row[6], row[7]]);
    let found = json!({"columns": [], "rows": rows.iter().map(common).collect::<Vec<_>>()});
    let planned: Value =
        serde_json::from_str(&std::fs::read_to_string(project().join("data/expected_hits.json")).expect("the plan"))
            .expect("JSON");
    let planned = planned["port_misuse_static_threshold"]["rows"].as_array().expect("rows");
    let planned: Vec<_> = planned.iter().map(|row| json!(row.as_array().map(|cells| &cells[..7]))).collect();
    Table::of(&found)
        .assert_is(&Table::of(&json!({"columns": [], "rows": planned})), "the original hunt over the demo");
}
