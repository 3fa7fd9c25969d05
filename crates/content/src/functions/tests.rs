use lurcher_diagnostics::{Origin, Source, Span};

use super::*;

struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(dir)
    }

    fn open(&self) -> Library {
        let content: Vec<_> =
            ["content", "more"].iter().map(|f| self.0.path().join(f)).filter(|p| p.is_dir()).collect();
        Library::open(Some(&self.0.path().join("functions")), &content).unwrap()
    }

    fn relative(&self, text: &str) -> String {
        text.replace(&*self.0.path().to_string_lossy(), "W").replace('\\', "/")
    }
}

fn body(library: &Library, name: &str) -> String {
    library.function(name).unwrap().unwrap().body.to_string()
}

const VIM: &str = "ParserName: vimNetworkSessionX\nEquivalentBuiltInParser: _im_NetworkSession_X\nParserParams:\n  - {Name: starttime, Type: datetime, Default: datetime(null)}\n  - {Name: disabled, Type: bool, Default: false}\nParserQuery: X_CL\n";

#[test]
fn functions_of_all_forms() {
    let w = Workspace::new(&[
        ("functions/a.yaml", "FunctionName: a\nFunctionQuery: A\n"),
        ("functions/deep/b.kql", "B | take 1"),
        ("functions/c.kql", ".create-or-alter function cc(n:long) { C }"),
        ("content/d.yml", "\"FunctionAlias\": d d\nFunctionQuery: D\n"),
        ("content/e.yaml", "FunctionAlias: e1\nFunctionQuery: E1\n---\nFunctionAlias: e2\nFunctionQuery: E2\n"),
        ("content/query.kql", "Q"),
        ("content/f.kql", "// f\n.create function f() { F }"),
        ("content/hunt.yaml", "name: FunctionQuery\nquery: Q\n"),
    ]);
    let library = w.open();
    for (name, text) in
        [("a", "A"), ("b", "B | take 1"), ("cc", " C "), ("d d", "D"), ("e1", "E1"), ("e2", "E2"), ("f", " F ")]
    {
        assert_eq!(body(&library, name), text, "{name}");
    }
    assert_eq!(library.function("cc").unwrap().unwrap().parameters.len(), 1);
    for absent in ["query", "A", "c", "hunt"] {
        assert!(library.function(absent).is_none(), "{absent}");
    }
    let names = library.function_names();
    for name in ["a", "e2", "_Im_NetworkSession"] {
        assert!(names.iter().any(|n| &**n == name), "{name}");
    }
    assert_eq!(library.warnings(), []);
}

#[test]
fn a_body_knows_its_place() {
    let w = Workspace::new(&[("functions/a.yaml", "FunctionName: a\nFunctionQuery: |\n  A\n  | take 1\n")]);
    let function = w.open().function("a").unwrap().unwrap();
    let (text, map) = function.origin.clone().unwrap();
    let source =
        Source { name: function.file.clone(), text: function.body.clone(), origin: Some(Origin { text, map }) };
    let at = function.body.find("take").unwrap();
    let position = source.position(Span::new(Default::default(), at, at + 4)).to_string();
    assert_eq!(w.relative(&position), "W/functions/a.yaml:4:5");
}

#[test]
fn the_workspace_wins_and_both_files_are_named() {
    let w = Workspace::new(&[
        ("functions/own.yaml", "FunctionName: f\nFunctionQuery: Own\n"),
        ("content/theirs.yaml", "FunctionName: f\nFunctionQuery: Theirs\n"),
        ("content/g.yaml", "FunctionName: g\nFunctionQuery: First\n"),
        ("more/g.yaml", "FunctionName: g\nFunctionQuery: Second\n"),
    ]);
    let library = w.open();
    assert_eq!(body(&library, "f"), "Own");
    let warnings: Vec<_> = library.warnings().iter().map(|m| w.relative(&m.to_string())).collect();
    assert_eq!(
        warnings,
        ["the function 'f' is defined in W/functions/own.yaml and in W/content/theirs.yaml; the first one is used"]
    );
    assert_eq!(body(&library, "g"), "First");
}

#[test]
fn a_broken_function_is_an_error_when_it_is_asked_for() {
    let w = Workspace::new(&[
        ("content/a.yaml", "FunctionName: a\nFunctionQuery: |\n  A\n bad\n"),
        ("content/b.yaml", "FunctionName: b\nFunctionParameters: x:text\nFunctionQuery: B\n"),
        ("content/c.yaml", "FunctionName: c\nFunctionQuery: C\n"),
        ("content/d.yaml", "FunctionName: [d\nFunctionQuery: D\n"),
    ]);
    let library = w.open();
    let error = |name: &str| w.relative(&library.function(name).unwrap().unwrap_err().to_string());
    assert!(error("a").starts_with("W/content/a.yaml:4:"), "{}", error("a"));
    assert!(
        error("b").starts_with("W/content/b.yaml:2:23: the parameter 'x' has the unknown type 'text'"),
        "{}",
        error("b")
    );
    assert_eq!(body(&library, "c"), "C");
    let warnings: Vec<_> = library.warnings().iter().map(|m| w.relative(&m.to_string())).collect();
    assert!(warnings.len() == 1 && warnings[0].starts_with("left out: W/content/d.yaml:"), "{warnings:?}");
}

#[test]
fn a_missing_content_folder_is_an_error() {
    let error = Library::open(None, &[PathBuf::from("no/such/folder")]).unwrap_err().to_string();
    assert!(error.starts_with("no/such/folder: the content folder cannot be read: "), "{error}");
}

#[test]
fn asim_sources_replace_built_ins_and_join_the_unifier() {
    let w = Workspace::new(&[
        ("content/x.yaml", VIM),
        (
            "content/native.yaml",
            &VIM.replace("vimNetworkSessionX", "vimNative")
                .replace("_im_NetworkSession_X", "_Im_NetworkSession_Native"),
        ),
        ("content/plain.yaml", &VIM.replace("vimNetworkSessionX", "ASimNetworkSessionX").replace("_im_", "_ASim_")),
        (
            "content/unifier.yaml",
            "ParserName: imNetworkSession\nEquivalentBuiltInParser: _Im_NetworkSession\nParserQuery: Written\n",
        ),
        ("functions/Im_NetworkSessionCustom.kql", "Mine_CL"),
    ]);
    let library = w.open();
    assert_eq!(
        body(&library, "_Im_NetworkSession"),
        "union isfuzzy=true\n    _Im_NetworkSession_Empty,\n    _Im_NetworkSession_Native(starttime=starttime),\n    _Im_NetworkSession_X(starttime=starttime),\n    Im_NetworkSessionCustom"
    );
    assert_eq!(
        body(&library, "_ASim_NetworkSession"),
        "union isfuzzy=true\n    _Im_NetworkSession_Empty,\n    _ASim_NetworkSession_Native(),\n    _ASim_NetworkSession_X()"
    );
    for name in [
        "vimNetworkSessionX",
        "_Im_NetworkSession_X",
        "_Im_NetworkSession_XV07",
        "_im_NetworkSession_X",
        "_Im_NetworkSession_Native",
    ] {
        assert_eq!(body(&library, name), "X_CL", "{name}");
    }
    assert_eq!(body(&library, "imNetworkSession"), "Written");
    assert!(body(&library, "_Im_NetworkSession_EmptyV03").starts_with("datatable("));
    for absent in ["_Im_NetworkSession_Y", "_Im_NetworkSession_YV01", "_Im_NoSchema", "_GetWatchlist"] {
        assert!(library.function(absent).is_none(), "{absent}");
    }
    assert_eq!(&*library.function("_Im_NetworkSession_XV07").unwrap().unwrap().name, "_Im_NetworkSession_X");
}

#[test]
fn a_broken_source_is_warned_of() {
    let w = Workspace::new(&[("content/x.yaml", &VIM.replace("datetime,", "date time,"))]);
    let library = w.open();
    assert!(!body(&library, "_Im_NetworkSession").contains("_X"));
    let warnings: Vec<_> = library.warnings().iter().map(|m| w.relative(&m.to_string())).collect();
    assert!(
        warnings[0].starts_with("'_Im_NetworkSession' goes without a source: W/content/x.yaml:4:29: "),
        "{warnings:?}"
    );
}
