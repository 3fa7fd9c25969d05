//! The table of codes in the documentation.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::lurcher;

#[test]
fn the_table_of_codes_is_up_to_date() {
    let listed: Value = serde_json::from_str(&lurcher(&["explain", "--format", "json"]).stdout).expect("pages");
    let text = |page: &Value, key: &str| page[key].as_str().expect("a text").to_owned();
    let pages = listed.as_array().expect("a list").iter().map(|page| (text(page, "code"), text(page, "title")));
    let codes: BTreeMap<String, String> = pages.filter(|(code, _)| code.starts_with("LUR5")).collect();

    let documentation = include_str!("../../../../docs/check.md");
    let row = |line: &str| {
        let (code, title) = line.strip_prefix("| LUR")?.strip_suffix(" |")?.split_once(" | ")?;
        Some((format!("LUR{code}"), title.to_owned()))
    };
    assert_eq!(documentation.lines().filter_map(row).collect::<BTreeMap<_, _>>(), codes);
}
