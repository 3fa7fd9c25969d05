//! The packages of solutions hold what their YAML says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::values;
use crate::convert::{Target, convert};
use crate::walk;

/// So many solutions with rules are compared at least.
const SOLUTIONS: usize = 20;

/// The solutions of a clone beside the project, or where `AZURE_SENTINEL` says. Without it the test is skipped, by name.
fn solutions() -> Option<PathBuf> {
    let clone = std::env::var_os("AZURE_SENTINEL")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../Azure-Sentinel"), PathBuf::from);
    let has_package = |folder: &PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter(|entry| entry.path().join("Package/mainTemplate.json").is_file()).count() >= SOLUTIONS
    };
    let folder = Some(clone.join("Solutions")).filter(has_package);
    if folder.is_none() {
        eprintln!(
            "skipped: the_packages_of_solutions_equal_their_yaml needs a clone of Azure-Sentinel with {SOLUTIONS} solutions beside the project, or named by AZURE_SENTINEL"
        );
    }
    folder
}

/// What a package keeps of a rule: how its lines end and what blanks stand around a text is not told.
fn compared(rule: &Value) -> Vec<(&'static str, Value)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.replace("\r\n", "\n").trim().trim_matches(['\'', '"']).trim().into(),
        other => other.clone(),
    };
    let list = |value: &Value| match value {
        Value::Array(items) => {
            let mut words: Vec<String> =
                items.iter().filter_map(Value::as_str).map(|word| word.replace(' ', "")).collect();
            words.sort();
            words.dedup();
            words.into()
        }
        _ => Value::Array(Vec::new()),
    };
    let mut all: Vec<(&'static str, Value)> = ["name", "description", "severity", "kind", "query", "triggerThreshold"]
        .into_iter()
        .map(|key| (key, text(&rule[key])))
        .collect();
    all.push(("tactics", list(&rule["tactics"])));
    all.push(("queryPeriod", text(&rule["queryPeriod"].as_str().unwrap_or_default().to_ascii_lowercase().into())));
    all
}

/// The versions of a package's rules by their ids: a package is made when a solution is published, and YAML that was
/// changed since has another version.
fn versions(package: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(package).unwrap_or_default();
    let package: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).unwrap_or_default();
    let variables = package["variables"].as_object().cloned().unwrap_or_default();
    let inner = variables.values().filter_map(Value::as_object).cloned();
    let mut versions = HashMap::new();
    for group in inner.chain([variables.clone()]) {
        for (key, id) in &group {
            let number = key.trim_start_matches('_').strip_prefix("analyticRulecontentId");
            let version = number.and_then(|number| group.get(&format!("analyticRuleVersion{number}")));
            if let (Some(id), Some(version)) = (id.as_str(), version.and_then(Value::as_str)) {
                versions.insert(id.to_ascii_lowercase(), version.to_owned());
            }
        }
    }
    versions
}

#[test]
fn the_packages_of_solutions_equal_their_yaml() {
    let Some(folder) = solutions() else { return };
    let (mut solutions, mut rules, mut different) = (0, 0, Vec::new());
    for solution in std::fs::read_dir(folder).unwrap().flatten() {
        let package = solution.path().join("Package/mainTemplate.json");
        let Ok(converted) = convert(&package, Target::Yaml) else { continue };
        let packed: HashMap<String, Value> = converted
            .parts
            .iter()
            .flat_map(|part| values(&part.text))
            .filter(|rule| !rule["kind"].is_null())
            .filter_map(|rule| Some((rule["id"].as_str()?.to_ascii_lowercase(), rule)))
            .collect();
        let (before, versions) = (rules, versions(&package));
        for file in walk::files(&solution.path().join("Analytic Rules"), &["yaml", "yml"]).files {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            let rule = &values(text.trim_start_matches('\u{FEFF}'))[0];
            let id = rule["id"].as_str().unwrap_or_default().to_ascii_lowercase();
            let is_same = versions.get(&id).is_some_and(|version| Some(&**version) == rule["version"].as_str());
            let Some(packed) = packed.get(&id).filter(|_| is_same) else { continue };
            rules += 1;
            let (ours, theirs) = (compared(packed), compared(rule));
            different.extend((ours != theirs).then(|| format!("{}: {ours:?}\n{theirs:?}", file.display())));
        }
        solutions += usize::from(rules > before);
    }
    assert!(solutions >= SOLUTIONS, "{solutions} solutions with rules");
    assert!(different.len() * 100 <= rules, "{} of {rules} differ:\n{}", different.len(), different.join("\n"));
}
