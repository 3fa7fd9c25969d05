//! The hunt finds the planted misuse in every connector's rows alone.

use serde_json::Value;

use crate::plan::sources;
use crate::run::{hunt, query, workspace};

/// Rows in one order; the arrays in their cells are sets.
pub(crate) fn canonical(rows: &[Value]) -> Vec<String> {
    let mut rows = rows.to_vec();
    for cell in rows.iter_mut().filter_map(Value::as_array_mut).flatten() {
        if let Value::Array(items) = cell {
            items.sort_by_key(Value::to_string);
        }
    }
    let mut rows: Vec<_> = rows.iter().map(Value::to_string).collect();
    rows.sort();
    rows
}

#[test]
fn the_hunt_finds_the_misuse_in_each_source_alone() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        assert_eq!(canonical(&hunt(workspace.path(), None)), canonical(&source.hits), "{}", source.name);
    }
}

/// The unifying function has the rows of the source, and nothing else.
#[test]
fn the_unifying_function_has_each_source_s_sessions() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        let kql = "_Im_NetworkSession | summarize count() by EventSchema";
        let expected = [[Value::from("NetworkSession"), source.sessions.len().into()]];
        assert_eq!(query(kql, workspace.path()).rows, expected, "{}", source.name);
    }
}
