//! Sentinel's own files, and the project's.

use std::path::{Path, PathBuf};

use crate::support::lurcher_in;

/// The folder of originals. Where it is missing a test is skipped, by its name; in CI it fails.
fn originals(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/sentinel");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    eprintln!("skipped: {test} needs the original Sentinel files in {}", folder.display());
    None
}

#[test]
fn the_solution_has_no_mistakes() {
    let Some(folder) = originals("the_solution_has_no_mistakes") else { return };
    let run = lurcher_in(&folder, &["check", ".", "--error-format", "short"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let kinds = "2 ASIM parsers, 1 function, 1 hunting query, 1 summary rule, 1 watchlist\n";
    assert!(run.stderr.contains(kinds), "{run:#?}");
    assert!(!run.stdout.contains("LUR5"), "{run:#?}");
}

#[test]
fn the_technique_of_the_documentation_is_none() {
    let Some(folder) = originals("the_technique_of_the_documentation_is_none") else { return };
    let file = "Network Session Essentials/Hunting Queries/DetectPortMisuseByStaticThresholdHunting.yaml";
    let text = std::fs::read_to_string(folder.join(file)).unwrap().replace("T1095", "T1905");
    let copy = crate::support::Folder::with(&[("hunt.yaml", text.as_bytes())]);
    let run = crate::check(&copy, &["hunt.yaml"]);
    assert_eq!(run.code, Some(1));
    let line = "error[LUR511]: 'T1905' is no technique of MITRE ATT&CK (did you mean 'T1095' (Non-Application Layer Protocol)?)\n";
    assert!(run.stdout.contains(line), "{run:#?}");
}

#[test]
fn the_content_of_this_project_has_no_findings() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let run = lurcher_in(&project, &["check", "queries", "--error-format", "short", "--deny", "warnings"]);
    assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{run:#?}");
}
