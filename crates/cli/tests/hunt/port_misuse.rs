//! The original hunt "Detect port misuse by static threshold (ASIM Network Session schema)", unchanged, in the
//! workspaces that it tells apart.

use std::path::Path;

use serde_json::{Value, json};

use crate::lurcher::{lurcher, query, run};
use crate::originals::{CUSTOM_PARSER, HUNT, PALO_ALTO, WATCHLIST, originals};
use crate::table::Table;
use crate::workspace::{Workspace, expected};

/// The one object that the hunt gives.
fn hunt(originals: &Path, workspace: &Workspace) -> Value {
    let (mut results, answer) = run(&originals.join(HUNT), workspace.path());
    assert_eq!((results.len(), answer.code), (1, Some(0)), "{answer:?}");
    results.remove(0)
}

fn assert_hits(originals: &Path, workspace: &Workspace, name: &str) {
    Table::of(&hunt(originals, workspace)).assert_is(&expected(name), name);
}

#[test]
fn raw_sessions_where_there_is_no_custom_table() {
    let Some(originals) = originals("raw_sessions_where_there_is_no_custom_table") else { return };
    assert_hits(&originals, &Workspace::new().with_sessions(), "raw");
}

#[test]
fn hits_say_what_the_hunt_is() {
    let Some(originals) = originals("hits_say_what_the_hunt_is") else { return };
    let result = hunt(&originals, &Workspace::new().with_sessions());
    assert_eq!(result["id"], "70e2a349-87f0-4266-809c-e92fc71e0830");
    assert_eq!(result["name"], "Detect port misuse by static threshold (ASIM Network Session schema)");
    assert_eq!(result["kind"], "hunting query");
    assert_eq!(result["tactics"], json!(["CommandAndControl", "InitialAccess", "Execution"]));
    assert_eq!(result["techniques"], json!(["T1095", "T1190", "T1059", "T1203"]));
    let types: Vec<_> = result["columns"].as_array().into_iter().flatten().map(|c| c["type"].clone()).collect();
    assert_eq!(types, ["string", "string", "string", "int", "string", "dynamic", "dynamic", "dynamic"]);
    assert_eq!(result.get("error"), None);
}

#[test]
fn raw_sessions_where_the_custom_parser_finds_none_of_its_tables() {
    let Some(originals) = originals("raw_sessions_where_the_custom_parser_finds_none_of_its_tables") else { return };
    let workspace = Workspace::new().with_sessions().with_function(&originals.join(CUSTOM_PARSER));
    assert_hits(&originals, &workspace, "raw");
}

/// Without the parser nothing leads to its tables.
#[test]
fn raw_sessions_where_the_custom_parser_is_not_installed() {
    let Some(originals) = originals("raw_sessions_where_the_custom_parser_is_not_installed") else { return };
    let workspace = Workspace::new().with_sessions().with_table("NetworkCustomAnalytics_protocol_CL");
    assert_hits(&originals, &workspace, "raw");
}

#[test]
fn the_newest_summary_where_there_is_one() {
    let Some(originals) = originals("the_newest_summary_where_there_is_one") else { return };
    let workspace = Workspace::new().with_sessions().with_table("NetworkSummary_Protocol_CL");
    assert_hits(&originals, &workspace, "summary");
}

#[test]
fn the_newest_analytics_through_the_custom_parser() {
    let Some(originals) = originals("the_newest_analytics_through_the_custom_parser") else { return };
    let workspace = Workspace::new().with_sessions().with_table("NetworkCustomAnalytics_protocol_CL");
    assert_hits(&originals, &workspace.with_function(&originals.join(CUSTOM_PARSER)), "analytics");
}

/// The parser need not be copied: content that the settings name is enough.
#[test]
fn the_newest_analytics_through_the_custom_parser_in_content() {
    let Some(originals) = originals("the_newest_analytics_through_the_custom_parser_in_content") else { return };
    let folder = originals.join(CUSTOM_PARSER).parent().map(|p| p.display().to_string());
    let workspace = Workspace::new().with_sessions().with_table("NetworkCustomAnalytics_protocol_CL");
    assert_hits(&originals, &workspace.with_settings(&format!("content = [{}]\n", json!(folder))), "analytics");
}

#[test]
fn the_summary_goes_before_the_analytics() {
    let Some(originals) = originals("the_summary_goes_before_the_analytics") else { return };
    let workspace = Workspace::new().with_sessions().with_function(&originals.join(CUSTOM_PARSER));
    let workspace = workspace.with_table("NetworkSummary_Protocol_CL").with_table("NetworkCustomAnalytics_protocol_CL");
    assert_hits(&originals, &workspace, "summary");
}

/// The parser finds a table of its list, and that one has none of the columns that the hunt takes. In a custom table
/// their endings make columns of them.
#[test]
fn a_warning_where_the_custom_parser_has_other_columns() {
    let Some(originals) = originals("a_warning_where_the_custom_parser_has_other_columns") else { return };
    let workspace = Workspace::new().with_sessions().with_table("NetworkCustomAnalytics_ip_CL");
    let workspace = workspace.with_function(&originals.join(CUSTOM_PARSER));
    let (_, answer) = run(&originals.join(HUNT), workspace.path());
    assert_eq!(answer.code, Some(0), "{answer:?}");
    assert!(answer.stderr.contains("LUR014") && answer.stderr.contains("'count__d'"), "{answer:?}");
    // The file's line, not the query's.
    let text = std::fs::read_to_string(originals.join(HUNT)).expect("the hunt");
    let line = text.lines().position(|line| line.contains("count__d")).expect("a line") + 1;
    let place = format!("DetectPortMisuseByStaticThresholdHunting.yaml:{line}:");
    assert!(answer.stderr.contains(&place), "{line} {answer:?}");
}

#[test]
fn the_watchlist_as_the_template_that_it_is_deployed_with() {
    let Some(originals) = originals("the_watchlist_as_the_template_that_it_is_deployed_with") else { return };
    let workspace = Workspace::without_watchlist().with_sessions().with_watchlist(&originals.join(WATCHLIST));
    assert_hits(&originals, &workspace, "template");
}

/// A watchlist that is not there has no rows.
#[test]
fn no_hits_without_a_watchlist() {
    let Some(originals) = originals("no_hits_without_a_watchlist") else { return };
    let result = hunt(&originals, &Workspace::without_watchlist().with_sessions());
    assert_eq!(result["rows"], json!([]));
}

#[test]
fn raw_logs_through_the_parser_of_their_source() {
    let Some(originals) = originals("raw_logs_through_the_parser_of_their_source") else { return };
    let workspace = Workspace::new().with_palo_alto().with_function(&originals.join(PALO_ALTO));
    assert_hits(&originals, &workspace, "paloalto");
}

#[test]
fn two_sources_are_summed_up_together() {
    let Some(originals) = originals("two_sources_are_summed_up_together") else { return };
    let workspace = Workspace::new().with_sessions().with_palo_alto().with_function(&originals.join(PALO_ALTO));
    assert_hits(&originals, &workspace, "paloalto and native");
}

/// All originals together as content: the built-in parsers and the unifying one are no sources of `_Im_NetworkSession`.
#[test]
fn all_originals_as_content() {
    let Some(originals) = originals("all_originals_as_content") else { return };
    let settings = format!("content = [{}]\n", json!(originals));
    let workspace = Workspace::new().with_sessions().with_palo_alto().with_settings(&settings);
    assert_hits(&originals, &workspace, "paloalto and native");
}

#[test]
fn the_busiest_ports() {
    let workspace = Workspace::new().with_sessions();
    let kql = "ASimNetworkSessionLogs | summarize count() by DstPortNumber | top 5 by count_";
    let result = query(&[kql.as_ref()], workspace.path());
    assert_eq!(
        result["columns"],
        json!([{"name": "DstPortNumber", "type": "int"}, {"name": "count_", "type": "long"}])
    );
    Table::of(&result).assert_is(&expected("top ports"), kql);
    let counts: Vec<_> = result["rows"].as_array().into_iter().flatten().filter_map(|row| row[1].as_i64()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
}

#[test]
fn the_originals_have_no_mistakes() {
    let Some(originals) = originals("the_originals_have_no_mistakes") else { return };
    let answer = lurcher([Path::new("check"), &originals]);
    assert_eq!(answer.code, Some(0), "{answer:?}");
    let said = answer.stdout + &answer.stderr;
    assert!(said.contains("note: 6 files") && said.contains("note: 0 errors, 0 warnings"), "{said}");
}
