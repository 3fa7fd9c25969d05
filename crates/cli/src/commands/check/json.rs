//! Findings as JSON: an array, whatever the format of errors is.

use std::io::{self, Write};

use super::findings::Findings;
use crate::report;

/// Writes an object for each finding: `file`, `line`, `column`, `severity`, `code`, `message`, `help`, `fingerprint`.
pub(super) fn write(findings: &Findings, mut out: impl Write) -> io::Result<()> {
    let object = |(finding, fingerprint): (&super::Finding, String)| {
        let mut object = report::json(&finding.diagnostic, &finding.sources);
        object["fingerprint"] = fingerprint.into();
        object
    };
    let objects: Vec<serde_json::Value> = findings.fingerprints().map(object).collect();
    serde_json::to_writer_pretty(&mut out, &objects)?;
    writeln!(out)
}
