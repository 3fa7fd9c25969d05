//! The original summary rule "NetworkSession Protocol Summary", over the tables that the hunt reads too.

use std::path::Path;

use crate::lurcher::query;
use crate::originals::{PALO_ALTO, SUMMARY_RULE, originals};
use crate::table::Table;
use crate::workspace::{Workspace, expected};

/// Runs the rule's query, which calls sources by their versioned names, of which most are not there.
fn assert_summary(originals: &Path, workspace: &Workspace, name: &str) {
    let file = workspace.path().join("rule.kql");
    std::fs::write(&file, query_of(&originals.join(SUMMARY_RULE))).expect("a query");
    let result = query(&["-f".as_ref(), file.as_os_str()], workspace.path());
    Table::of(&result).assert_is(&expected(name), name);
}

/// The block below `query: |`.
fn query_of(rule: &Path) -> String {
    let text = std::fs::read_to_string(rule).expect("the rule");
    let block = text.lines().skip_while(|line| *line != "query: |").skip(1);
    let lines: Vec<&str> = block.take_while(|line| line.is_empty() || line.starts_with(' ')).collect();
    lines.join("\n")
}

#[test]
fn the_summary_of_the_native_sessions() {
    let Some(originals) = originals("the_summary_of_the_native_sessions") else { return };
    assert_summary(&originals, &Workspace::new().with_sessions(), "rule");
}

#[test]
fn the_summary_of_two_sources() {
    let Some(originals) = originals("the_summary_of_two_sources") else { return };
    let workspace = Workspace::new().with_sessions().with_palo_alto().with_function(&originals.join(PALO_ALTO));
    assert_summary(&originals, &workspace, "rule, paloalto and native");
}
