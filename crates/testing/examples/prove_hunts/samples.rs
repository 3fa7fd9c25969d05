//! What there is to be found, and what it promises.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The tactics of ATT&CK by their numbers. <https://attack.mitre.org/tactics/enterprise/>
const TACTICS: [(&str, &str); 14] = [
    ("TA0001", "InitialAccess"),
    ("TA0002", "Execution"),
    ("TA0003", "Persistence"),
    ("TA0004", "PrivilegeEscalation"),
    ("TA0005", "DefenseEvasion"),
    ("TA0006", "CredentialAccess"),
    ("TA0007", "Discovery"),
    ("TA0008", "LateralMovement"),
    ("TA0009", "Collection"),
    ("TA0010", "Exfiltration"),
    ("TA0011", "CommandAndControl"),
    ("TA0040", "Impact"),
    ("TA0042", "ResourceDevelopment"),
    ("TA0043", "Reconnaissance"),
];

/// A file of evidence.
pub(super) struct Sample {
    pub(super) path: PathBuf,
    /// What it is called.
    pub(super) name: String,
    /// What it is counted with.
    pub(super) group: String,
    /// The tactics that it promises.
    pub(super) tactics: BTreeSet<String>,
    /// The techniques that it promises.
    pub(super) techniques: BTreeSet<String>,
}

impl Sample {
    /// The logs of EVTX-ATTACK-SAMPLES: the folder is the tactic.
    pub(super) fn evtx(root: &Path) -> Vec<Sample> {
        let mut files = Vec::new();
        files_below(root, "evtx", &mut files);
        files.sort();
        let sample = |path: PathBuf| {
            let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            let folder = below.split_once('/').map_or("", |(folder, _)| folder);
            let tactic = folder.replace(' ', "").replace("CommandandControl", "CommandAndControl");
            let tactics = TACTICS.iter().filter(|(_, name)| *name == tactic).map(|(_, name)| (*name).to_owned());
            let (name, group) = (below.clone(), if folder.is_empty() { "(no folder)" } else { folder }.to_owned());
            Sample { tactics: tactics.collect(), techniques: BTreeSet::new(), path, name, group }
        };
        files.into_iter().map(sample).collect()
    }

    /// The data sets of Security-Datasets whose metadata names host logs that are there.
    pub(super) fn datasets(root: &Path) -> Vec<Sample> {
        let mut files = Vec::new();
        files_below(root, "yaml", &mut files);
        files.sort();
        files.iter().flat_map(|file| described(root, &fs::read_to_string(file).unwrap_or_default())).collect()
    }
}

/// The samples of one piece of metadata.
fn described(root: &Path, yaml: &str) -> Vec<Sample> {
    let lines = || yaml.lines().map(|line| line.trim().trim_start_matches("- "));
    let values = |key: &'static str| lines().filter_map(move |line| Some(line.strip_prefix(key)?.trim()));
    let techniques: BTreeSet<String> = values("technique:").map(str::to_owned).collect();
    let tactics: BTreeSet<String> = lines()
        .filter_map(|line| TACTICS.iter().find(|(number, _)| *number == line).map(|(_, name)| (*name).to_owned()))
        .collect();
    let is_log = |path: &Path| path.is_file() && !path.to_string_lossy().contains("/network/");
    values("link:")
        .filter_map(|link| link.split_once("/master/").map(|(_, below)| below))
        .filter(|below| below.contains("/windows/") && is_log(&root.join(below)))
        .map(|below| Sample {
            path: root.join(below),
            name: below.trim_start_matches("datasets/").to_owned(),
            group: below.split('/').rev().nth(2).unwrap_or_default().to_owned(),
            tactics: tactics.clone(),
            techniques: techniques.clone(),
        })
        .collect()
}

fn files_below(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_below(&path, ending, files),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending)) => {
                files.push(path);
            }
            _ => {}
        }
    }
}
