use lurcher_diagnostics::{Sources, render_short};

use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

#[test]
fn a_folder_gives_what_can_be_run_and_what_is_broken() {
    let dir = folder(&[
        ("a.yaml", "id: 1\nname: A\nquery: |\n  T\n"),
        ("b/c.kql", "U"),
        ("b/d.yml", "kind: NRT\nname: D\nseverity: Low\nquery: V\n---\nkind: Scheduled\nname: E\n"),
        ("e.yaml", "displayName: S\ndestinationTable: S_CL\nbinSize: 20\nquery: W\n"),
        ("f.yaml", "FunctionName: f\nFunctionQuery: F\n"),
        ("g.yaml", "on: push\n"),
        ("h.yaml", "a: [\n"),
        ("w.json", "{\"resources\": [{\"properties\": {\"watchlistAlias\": \"w\", \"rawContent\": \"\"}}]}"),
        ("x.json", "not JSON"),
    ]);
    let loaded = load(dir.path());
    let shown: Vec<_> =
        loaded.runnables().map(|r| format!("{} {} {}", r.kind, r.metadata.name, r.query.text.trim())).collect();
    assert_eq!(shown, ["hunting query A T", "query c U", "NRT rule D V", "summary rule S W"]);
    // The rows of a summary rule are a table's, not hits.
    assert_eq!(loaded.runnables().map(|r| r.finds_hits).collect::<Vec<_>>(), [true, true, true, false]);
    let kinds: Vec<_> = loaded.contents().map(Content::kind).collect();
    assert_eq!(kinds, ["hunting query", "query", "NRT rule", "summary rule", "function", "watchlist"]);
    let mut sources = Sources::new();
    let diagnostics: Vec<_> = loaded.errors.iter().map(|e| e.diagnostic(&mut sources)).collect();
    let errors: Vec<_> = diagnostics
        .iter()
        .map(|d| render_short(d, &sources).replace(&*dir.path().to_string_lossy(), "W").replace('\\', "/"))
        .collect();
    assert_eq!(
        errors[0],
        "W/b/d.yml:6:1: error[LUR410]: this scheduled rule has no 'query' (add 'query: |' with the KQL indented below it)"
    );
    assert!(errors[1].starts_with("W/h.yaml:"), "{errors:?}");
    assert_eq!(errors.len(), 2);
    let warnings: Vec<_> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.len() == 1 && warnings[0].contains("'itemsSearchKey'"), "{warnings:?}");
    assert_eq!((loaded.files, loaded.skipped.len()), (9, 2), "g.yaml and x.json are none of Sentinel's");
}

#[test]
fn a_named_file_must_be_content() {
    let dir = folder(&[("g.yaml", "on: push\n"), ("empty.yaml", ""), ("x.json", "{}")]);
    for name in ["g.yaml", "empty.yaml", "x.json", "none.yaml", "none.kql"] {
        let loaded = load(&dir.path().join(name));
        assert_eq!((loaded.pieces.len(), loaded.errors.len()), (0, 1), "{name}");
    }
}

#[test]
fn what_is_named_twice_is_read_once() {
    let dir = folder(&[("a/x.yaml", "query: T\n"), ("a/.b/y.yaml", "query: T\n"), ("c.kql", "T")]);
    let files = |names: &[&str]| load_all(&names.iter().map(|name| dir.path().join(name)).collect::<Vec<_>>()).files;
    assert_eq!(files(&["a", "a/x.yaml", "."]), 2);
    assert_eq!(files(&["a/x.yaml", "a/x.yaml"]), 1);
    assert_eq!(files(&["a", "a/.b"]), 2, "a hidden folder is not entered from above");
    assert_eq!(load_all(&["none".into(), "none".into()]).errors.len(), 2);
}
