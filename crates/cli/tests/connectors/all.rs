//! All connectors together, in the demo.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::hunt::canonical;
use crate::plan::{project, sources};
use crate::run::{hunt, workspace};

/// The hits of all sources: those of one name and port become one, whose sessions add up.
fn united(hits: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut united: BTreeMap<String, Value> = BTreeMap::new();
    for hit in hits {
        let Some(together) = united.get_mut(&format!("{} {}", hit[0], hit[3])) else {
            united.insert(format!("{} {}", hit[0], hit[3]), hit);
            continue;
        };
        for set in 4..7 {
            let items = together[set].as_array_mut().expect("a set");
            let more = hit[set].as_array().expect("a set").iter().filter(|item| !items.contains(item)).cloned();
            let more: Vec<_> = more.collect();
            items.extend(more);
        }
        together[7] = json!(together[7].as_u64().zip(hit[7].as_u64()).map(|(a, b)| a + b));
    }
    united.into_values().collect()
}

#[test]
fn the_hunt_finds_the_misuse_of_all_sources_together() {
    let sources = sources();
    let expected = united(sources.iter().flat_map(|source| source.hits.clone()));
    let workspace = workspace(&sources.iter().collect::<Vec<_>>());
    assert_eq!(canonical(&hunt(workspace.path(), None)), canonical(&expected));
}

/// The demo's own traffic of that morning is nothing that the hunt minds.
#[test]
fn the_hunt_finds_the_same_in_the_demo_at_that_time() {
    let expected = united(sources().into_iter().flat_map(|source| source.hits));
    let found = hunt(&project().join("data"), Some("2026-01-14T12:10:00Z"));
    assert_eq!(canonical(&found), canonical(&expected));
}
