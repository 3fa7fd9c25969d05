//! Findings that are known and forgiven.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::findings::Finding;

/// The version of the file's form.
const VERSION: u32 = 1;

/// A file of known findings.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

/// Findings that are alike: lines and columns do not matter, so that they may move.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    code: String,
    message: String,
    count: usize,
}

/// File, code and message.
type Key = (String, String, String);

/// The findings that are still to be forgiven.
#[derive(Debug)]
pub(super) struct Baseline(BTreeMap<Key, usize>);

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Why it cannot be read, for the user.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let failed = |reason: &dyn std::fmt::Display| format!("--baseline {}: {reason}", path.display());
        let text = fs::read_to_string(path).map_err(|e| failed(&e))?;
        let file: File = serde_json::from_str(&text).map_err(|e| failed(&e))?;
        if file.version != VERSION {
            return Err(failed(&format!("its version is {}, and {VERSION} is known", file.version)));
        }
        let entries = file.findings.into_iter().map(|e| ((e.file, e.code, e.message), e.count));
        Ok(Self(entries.fold(BTreeMap::new(), |mut known, (key, count)| {
            *known.entry(key).or_default() += count;
            known
        })))
    }

    /// Whether the finding is known; of those that are alike as many as were known before.
    pub(super) fn forgives(&mut self, finding: &Finding) -> bool {
        match self.0.get_mut(&key(finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many of its findings were not found.
    pub(super) fn unused(&self) -> usize {
        self.0.values().sum()
    }
}

/// Writes findings as a baseline, sorted, so that it changes little from time to time.
///
/// # Errors
/// Why it cannot be written, for the user.
pub(super) fn write<'a>(path: &Path, findings: impl IntoIterator<Item = &'a Finding>) -> Result<(), String> {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding)).or_default() += 1;
    }
    let entry = |((file, code, message), count)| Entry { file, code, message, count };
    let file = File { version: VERSION, findings: counts.into_iter().map(entry).collect() };
    let text = serde_json::to_string_pretty(&file).map_err(|e| e.to_string())? + "\n";
    fs::write(path, text).map_err(|e| format!("--write-baseline {}: {e}", path.display()))
}

fn key(Finding { path, diagnostic, .. }: &Finding) -> Key {
    (path.to_string(), diagnostic.code.to_string(), diagnostic.message.clone())
}
