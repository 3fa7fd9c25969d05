//! Findings as SARIF 2.1.0, as GitHub's code scanning takes it.
//! <https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support>

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use lurcher_diagnostics::{Code, Example, Severity};
use serde_json::{Value, json};

use super::findings::{Finding, Findings};
use super::locations;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes a log with one run.
pub(super) fn write(findings: &Findings, mut out: impl Write) -> io::Result<()> {
    let mut codes: BTreeMap<&str, (Code, Severity)> = BTreeMap::new();
    for Finding { diagnostic, .. } in findings.iter() {
        let gravest = codes.entry(diagnostic.code.id()).or_insert((diagnostic.code, diagnostic.severity));
        gravest.1 = gravest.1.max(diagnostic.severity);
    }
    let indices: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(i, id)| (*id, i)).collect();
    let results: Vec<Value> = findings.fingerprints().map(|(f, print)| result(f, &print, &indices)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Lurcher",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.values().map(|(code, severity)| rule(*code, *severity)).collect::<Vec<_>>(),
            }},
            // Columns count characters, as everywhere here; SARIF would count units of UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut out, &log)?;
    writeln!(out)
}

/// What `lurcher explain` says of a code.
fn rule(code: Code, severity: Severity) -> Value {
    let page = code.page();
    let explanation: Vec<String> = page.explanation().collect();
    let full = if explanation.is_empty() { page.title() } else { explanation.join(" ") };
    let help: Vec<&str> = explanation.iter().map(String::as_str).chain([page.remedy]).collect();
    let help = help.join("\n\n");
    let example = match page.example {
        Example::Query { kql, .. } => format!("\n\n```kusto\n{kql}\n```"),
        Example::File { text, .. } => format!("\n\n```yaml\n{}\n```", text.trim_end()),
        Example::Told(_) => String::new(),
    };
    json!({
        "id": page.id,
        "shortDescription": {"text": page.title()},
        "fullDescription": {"text": full},
        "help": {"text": help, "markdown": format!("{help}{example}")},
        "defaultConfiguration": {"level": level(severity)},
    })
}

fn result(finding: &Finding, fingerprint: &str, indices: &BTreeMap<&str, usize>) -> Value {
    let Finding { diagnostic, sources, position, path } = finding;
    let help = diagnostic.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
    let end = sources.get(diagnostic.span.source).end(diagnostic.span);
    let mut artifact = json!({"uri": locations::uri(path)});
    if !Path::new(&**path).is_absolute() {
        artifact["uriBaseId"] = "%SRCROOT%".into();
    }
    json!({
        "ruleId": diagnostic.code.id(),
        "ruleIndex": indices.get(diagnostic.code.id()),
        "level": level(diagnostic.severity),
        "message": {"text": format!("{}{help}", diagnostic.message)},
        "locations": [{"physicalLocation": {
            "artifactLocation": artifact,
            "region": {
                "startLine": position.line,
                "startColumn": position.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        }}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}
