//! Each rule over a piece of content that is right but for one thing. What Sentinel takes is documented in
//! <https://learn.microsoft.com/azure/sentinel/sentinel-analytic-rules-creation> and
//! <https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview>, and held by the validations of
//! Azure-Sentinel.

mod attack;
mod keys;
mod mappings;
mod query;
mod schedule;

use std::sync::Arc;

use lurcher_diagnostics::{Sources, render_short};

use super::{Remark, duplicate_functions, duplicate_ids, metadata, unknown_columns};
use crate::Piece;
use crate::kinds::{Content, read_document};
use crate::yaml::{self, Document};

/// A rule with which nothing is wrong.
const RULE: &str = "\
id: 70e2a349-87f0-4266-809c-e92fc71e0830
name: Port misuse
description: Identifies ports that are used too much.
severity: Medium
kind: Scheduled
requiredDataConnectors:
  - connectorId: Fortinet
    dataTypes: [CommonSecurityLog]
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [CommandAndControl, InitialAccess]
relevantTechniques:
  - T1095
  - T1190
query: |
  CommonSecurityLog
  | summarize Hits = count() by SourceIP, SourceUserName
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: SourceIP
customDetails:
  Hits: Hits
alertDetailsOverride:
  alertDisplayNameFormat: Port misuse by {{SourceIP}}
eventGroupingSettings:
  aggregationKind: SingleAlert
version: 1.0.0
";

/// A hunting query with which nothing is wrong.
const HUNT: &str = "\
id: 70e2a349-87f0-4266-809c-e92fc71e0831
name: Port misuse
description: Identifies ports that are used too much.
requiredDataConnectors: []
tactics: [CommandAndControl]
relevantTechniques: [T1095]
query: |
  CommonSecurityLog
";

fn read(file: &str, text: &str) -> Vec<(Document, Content)> {
    let documents = yaml::parse(&file.into(), &Arc::from(text)).unwrap();
    documents.into_iter().map(|document| (document.clone(), read_document(&document).unwrap())).collect()
}

fn pieces(files: &[(&str, &str)]) -> Vec<Piece> {
    let read = files.iter().flat_map(|(file, text)| read(file, text));
    read.map(|(document, content)| Piece { content, document: Some(document) }).collect()
}

fn shown(remarks: &[Remark]) -> Vec<String> {
    let mut sources = Sources::new();
    let diagnostics: Vec<_> = remarks.iter().map(|remark| remark.diagnostic(&mut sources)).collect();
    diagnostics.iter().map(|diagnostic| render_short(diagnostic, &sources)).collect()
}

/// What there is to say about a text.
#[track_caller]
fn said(text: &str) -> Vec<String> {
    read("r.yaml", text).iter().flat_map(|(document, content)| shown(&metadata(document, content))).collect()
}

/// What there is to say about `base` when `from` stands as `to` in it.
#[track_caller]
fn changed(base: &str, from: &str, to: &str) -> Vec<String> {
    assert!(base.contains(from), "{from:?} is not in the text");
    said(&base.replacen(from, to, 1))
}

/// What there is to say about the columns that a text names, when its query returns `columns`.
fn columns(text: &str, columns: &[&str]) -> Vec<String> {
    read("r.yaml", text)
        .iter()
        .flat_map(|(document, content)| shown(&unknown_columns(document, content, columns)))
        .collect()
}

#[test]
fn nothing_is_wrong() {
    assert_eq!(said(RULE), [""; 0]);
    assert_eq!(said(HUNT), [""; 0]);
    assert_eq!(columns(RULE, &["SourceIP", "SourceUserName", "Hits"]), [""; 0]);
}

#[test]
fn functions_and_parsers_have_no_such_keys() {
    assert_eq!(said("FunctionName: f\nFunctionQuery: T\n"), [""; 0]);
    assert_eq!(said("ParserName: p\nParserQuery: T\n"), [""; 0]);
    assert_eq!(said("destinationTable: T_CL\nquery: T\n"), [""; 0]);
}
