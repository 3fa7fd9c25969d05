//! The generated pages of `docs` are up to date, and the known differences are still there.

use std::fs;
use std::path::{Path, PathBuf};

use lurcher_testing::binding::decided_kinds;
use lurcher_testing::cases::{EngineRunner, Runner, Verdict, describe, judge};

#[path = "../examples/make_docs/docs/mod.rs"]
mod docs;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

#[test]
fn the_committed_pages_are_the_generators() {
    let pages = docs::pages(&folder()).unwrap_or_else(|e| panic!("{e}"));
    for (path, expected) in &pages {
        let text = fs::read_to_string(folder().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        // Not `assert_eq`, which would print the whole page.
        assert!(text == *expected, "docs/{path} is out of date: cargo run -p lurcher-testing --example make_docs");
    }
    for made in ["functions", "sources"] {
        for entry in fs::read_dir(folder().join(made)).expect(made) {
            let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
            let is_made = pages.iter().any(|(path, _)| *path == format!("{made}/{name}"));
            assert!(is_made, "docs/{made}/{name} is no longer made, delete it");
        }
    }
}

#[test]
fn prose_has_one_width() {
    for path in docs::written(&folder()).unwrap_or_else(|e| panic!("{e}")) {
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let line = text.lines().zip(docs::filled(&text).lines()).position(|(line, filled)| line != filled);
        assert_eq!(line, None, "{}, counted from 0: this paragraph has a line that is too long", path.display());
    }
}

#[test]
fn known_differences_are_still_there() {
    for page in ["differences.md", "binder.md"] {
        let differences = docs::Differences::read(&folder().join(page)).unwrap_or_else(|e| panic!("{e}"));
        let file = &differences.file;
        for case in &file.cases {
            let outcome = EngineRunner::default().run(file, case);
            let advice = format!("if this is Kusto's answer now, take the difference out of docs/{page}");
            assert!(judge(case, &outcome) == Verdict::Passed, "{}{advice}", describe(file, case, &outcome, false));
        }
    }
}

#[test]
fn what_is_decided_between_the_binders_is_told() {
    let told = docs::Differences::read(&folder().join("binder.md")).unwrap_or_else(|e| panic!("{e}"));
    let told: Vec<&str> = told.file.cases.iter().map(|case| case.name.as_str()).collect();
    let decided: Vec<&str> = decided_kinds().map(|decided| decided.heading).collect();
    assert_eq!(told, decided, "docs/binder.md and crates/testing/src/binding/decided/kinds");
}
