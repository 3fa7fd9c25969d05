//! Each raw row becomes the session that the plan says, in every column; other rows of the table become none.

use serde_json::Value;

use crate::plan::{Source, sources};
use crate::run::{query, workspace};

#[test]
fn every_raw_row_becomes_the_planned_session() {
    for source in sources() {
        let workspace = workspace(&[&source]);
        for (table, rows) in &source.tables {
            let raw = query(&format!("{table} | count"), workspace.path());
            assert_eq!(raw.rows, [[Value::from(*rows)]], "raw rows of {}", source.name);
        }

        let answer = query(&source.parser(), workspace.path());
        let mut columns = answer.columns.clone();
        columns.sort();
        assert_eq!(columns, source.columns, "columns of {}", source.name);
        let order: Vec<usize> =
            source.columns.iter().filter_map(|c| answer.columns.iter().position(|a| a == c)).collect();
        let found = answer.rows.iter().map(|row| order.iter().map(|i| row[*i].clone()).collect());
        assert_same(&source, found.collect(), &source.sessions);
    }
}

/// Fails with the fields that differ.
#[track_caller]
fn assert_same(source: &Source, found: Vec<Vec<Value>>, planned: &[Vec<Value>]) {
    let ordered = |mut rows: Vec<Vec<Value>>| {
        for cell in rows.iter_mut().flatten().filter(|cell| cell.as_str() == Some("")) {
            *cell = Value::Null;
        }
        rows.sort_by_key(|row| format!("{} {row:?}", source.text(row, "TimeGenerated")));
        rows
    };
    let (found, planned) = (ordered(found), ordered(planned.to_vec()));
    assert_eq!(found.len(), planned.len(), "sessions of {}", source.name);
    for (found, planned) in found.iter().zip(&planned) {
        let fields = source.columns.iter().zip(found.iter().zip(planned));
        let different: Vec<_> = fields.filter(|(_, (found, planned))| found != planned).collect();
        assert!(different.is_empty(), "{}: found and planned\n{different:#?}\n{planned:?}", source.name);
    }
}

#[test]
fn eighteen_connectors_and_all_their_sources_are_planned() {
    let mut connectors: Vec<_> = sources().into_iter().flat_map(|source| source.connectors).collect();
    connectors.sort();
    connectors.dedup();
    assert_eq!(
        connectors,
        [
            "AIVectraStream",
            "AWSS3",
            "AzureFirewall",
            "AzureMonitor(VMInsights)",
            "AzureNSG",
            "CheckPoint",
            "CiscoASA",
            "CiscoAsaAma",
            "CiscoMeraki",
            "Corelight",
            "Fortinet",
            "MicrosoftSysmonForLinux",
            "MicrosoftThreatProtection",
            "PaloAltoNetworks",
            "SecurityEvents",
            "WindowsForwardedEvents",
            "WindowsSecurityEvents",
            "Zscaler",
        ]
    );
}
