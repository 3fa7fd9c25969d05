//! What was looked at, and what was found, in a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use lurcher_binder::codes::{LEG_DROPPED, UNKNOWN_FUNCTION, UNKNOWN_TABLE};
use lurcher_content::Loaded;
use lurcher_content::kinds::Content;
use lurcher_diagnostics::{Code, Diagnostic, Severity};

use super::findings::Findings;

/// The codes of names that stand for no table or function: an unknown table, an unknown function, a leg that a fuzzy
/// union dropped.
const UNKNOWN_NAMES: [Code; 3] = [UNKNOWN_TABLE, UNKNOWN_FUNCTION, LEG_DROPPED];
/// Of so many files that use an unknown name the names are told.
const MOST_USERS: usize = 3;

/// What the summary is of.
pub(super) struct Summary<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) findings: &'a Findings,
    pub(super) elapsed: Duration,
}

impl Summary<'_> {
    /// The lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.files()];
        lines.extend(self.unknown_names());
        for (severity, title) in [(Severity::Error, "errors"), (Severity::Warning, "warnings")] {
            lines.extend(self.by_code(severity).map(|codes| format!("{title} by code: {codes}")));
        }
        let forgiven = match self.findings.forgiven {
            0 => String::new(),
            n => format!(", {n} forgiven by the baseline"),
        };
        let (errors, warnings) = (self.findings.errors(), self.findings.warnings());
        lines.push(format!("{}, {}{forgiven}", counted(errors, "error"), counted(warnings, "warning")));
        lines
    }

    fn files(&self) -> String {
        let (files, skipped) = (self.loaded.files, self.loaded.skipped.len());
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for kind in self.loaded.contents().map(Content::kind) {
            *kinds.entry(kind).or_default() += 1;
        }
        let mut parts: Vec<String> = kinds.into_iter().map(|(kind, n)| counted(n, kind)).collect();
        if skipped > 0 {
            parts.push(format!("{skipped} skipped"));
        }
        let parts = if parts.is_empty() { "no content".to_owned() } else { parts.join(", ") };
        format!("{} in {:.1} s: {parts}", counted(files, "file"), self.elapsed.as_secs_f64())
    }

    /// A line for each name that is unknown, with the files that use it.
    fn unknown_names(&self) -> Vec<String> {
        let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let lacks = |d: &Diagnostic| UNKNOWN_NAMES.contains(&d.code);
        for finding in self.findings.iter().filter(|f| lacks(&f.diagnostic)) {
            if let Some(name) = finding.diagnostic.message.split('\'').nth(1) {
                users.entry(name).or_default().insert(&finding.path);
            }
        }
        let line = |(name, files): (&str, BTreeSet<&str>)| {
            let rest = files.len().saturating_sub(MOST_USERS);
            let named: Vec<&str> = files.into_iter().take(MOST_USERS).collect();
            let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            format!("unknown table or function '{name}': {}{rest}", named.join(", "))
        };
        users.into_iter().map(line).collect()
    }

    /// `3 KS204, 1 LUR511`, the most frequent first.
    fn by_code(&self, severity: Severity) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in self.findings.iter().filter(|f| f.diagnostic.severity == severity) {
            *counts.entry(finding.diagnostic.code.id()).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let parts: Vec<String> = counts.iter().map(|(code, n)| format!("{n} {code}")).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// `1 error`, `2 errors`, `3 hunting queries`.
fn counted(n: usize, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if n == 1 => format!("1 {noun}"),
        Some(stem) => format!("{n} {stem}ies"),
        None => format!("{n} {noun}s"),
    }
}
