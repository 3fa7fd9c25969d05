//! Holds the arrows that must never exist between the crates, see `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each package needs to be built, by package name. Tests may need more.
type Arrows = BTreeMap<String, BTreeSet<String>>;

fn arrows() -> Arrows {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo metadata");
    let needs = |package: cargo_metadata::Package| {
        let normal = package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal);
        (package.name.to_string(), normal.map(|d| d.name.clone()).collect())
    };
    metadata.packages.into_iter().map(needs).collect()
}

/// Everything that `package` needs, through our own crates.
fn reach(arrows: &Arrows, package: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut next = vec![package.to_owned()];
    while let Some(package) = next.pop() {
        for needed in arrows.get(&package).into_iter().flatten() {
            if found.insert(needed.clone()) {
                next.push(needed.clone());
            }
        }
    }
    found
}

fn is_execution(package: &str) -> bool {
    ["arrow", "parquet", "datafusion"].iter().any(|p| package == *p || package.starts_with(&format!("{p}-")))
}

fn assert_never(arrows: &Arrows, from: &str, forbidden: impl Fn(&str) -> bool) {
    assert!(arrows.contains_key(from), "there is no package {from}");
    let found: Vec<_> = reach(arrows, from).into_iter().filter(|p| forbidden(p)).collect();
    assert!(found.is_empty(), "{from} must not need {found:?}");
}

#[test]
fn the_front_knows_nothing_of_execution() {
    let arrows = arrows();
    for from in [
        "lurcher-diagnostics",
        "lurcher-symbols",
        "lurcher-syntax",
        "lurcher-binder",
        "lurcher-editor",
        "lurcher-content",
    ] {
        assert_never(&arrows, from, is_execution);
    }
}

#[test]
fn the_words_that_all_share_need_nothing_of_ours() {
    let arrows = arrows();
    for from in ["lurcher-diagnostics", "lurcher-symbols"] {
        assert_never(&arrows, from, |p| p.starts_with("lurcher"));
    }
}

#[test]
fn functions_know_no_text_and_no_names() {
    assert_never(&arrows(), "lurcher-functions", |p| ["lurcher-syntax", "lurcher-binder"].contains(&p));
}

/// The bound tree belongs to the binder, which needs the syntax tree: only the planner itself must not look at it.
#[test]
fn the_planner_sees_no_syntax() {
    let arrows = arrows();
    assert!(!arrows["lurcher-planner"].contains("lurcher-syntax"));
}

#[test]
fn the_engine_knows_nothing_of_the_outside() {
    let outside =
        ["lurcher", "lurcher-editor", "lurcher-render", "lurcher-testing", "lurcher-server", "lurcher-cluster"];
    for from in ["lurcher-engine", "lurcher-planner", "lurcher-functions", "lurcher-binder", "lurcher-content"] {
        assert_never(&arrows(), from, |p| outside.contains(&p));
    }
}

#[test]
fn output_needs_types_only() {
    assert_never(&arrows(), "lurcher-render", |p| {
        p.starts_with("lurcher") && !["lurcher-symbols", "lurcher-diagnostics"].contains(&p)
    });
}

#[test]
fn sources_know_types_only() {
    assert_never(&arrows(), "lurcher-sources", |p| {
        p.starts_with("lurcher") && !["lurcher-symbols", "lurcher-diagnostics"].contains(&p) || p == "datafusion"
    });
}

#[test]
fn server_and_command_line_are_strangers() {
    let arrows = arrows();
    for (from, to) in [("lurcher-server", "lurcher"), ("lurcher", "lurcher-server")] {
        assert!(!arrows.get(from).is_some_and(|needs| needs.contains(to)), "{from} must not need {to}");
    }
}
