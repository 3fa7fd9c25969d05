//! `lurcher check` over files and folders, by the built binary.

mod bad_input;
mod baseline;
mod docs;
mod formats;
mod metadata;
mod originals;
mod sarif;
mod summary;
#[path = "../support/mod.rs"]
mod support;

use support::{Folder, Run};

/// A rule with which nothing is wrong.
const RULE: &str = "\
id: 70e2a349-87f0-4266-809c-e92fc71e0830
name: Port misuse
description: Identifies ports that are used too much.
severity: Medium
kind: NRT
requiredDataConnectors: []
tactics: [CommandAndControl]
relevantTechniques: [T1095]
query: |
  CommonSecurityLog
  | summarize Hits = count() by SourceIP
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: SourceIP
";

/// The rule with another text in place of one of its own.
fn rule(from: &str, to: &str) -> String {
    assert!(RULE.contains(from), "{from:?} is not in the rule");
    RULE.replacen(from, to, 1)
}

/// `lurcher check` with a line for each finding, in the folder.
fn check(folder: &Folder, arguments: &[&str]) -> Run {
    let arguments = [&["check", "--error-format", "short"], arguments].concat();
    support::lurcher_in(folder.path(), &arguments)
}
