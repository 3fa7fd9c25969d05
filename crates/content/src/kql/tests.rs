use super::*;

fn kinds(path: &str, text: &str, way: Way<'_>) -> Vec<String> {
    let contents = read(Path::new(path), Source::new(path, text), way).unwrap();
    let shown = |content: &Content| match content {
        Content::Function(function) => format!("function {}", function.name),
        Content::Query(query) => format!("query {}", query.name),
        other => other.kind().to_owned(),
    };
    contents.iter().map(shown).collect()
}

#[test]
fn a_function_is_told_by_its_place_or_its_head() {
    let below = Way::Below(Path::new("tree"));
    assert_eq!(kinds("tree/Solutions/X/Parsers/X.txt", "T | take 1", below), ["function X"]);
    assert_eq!(kinds("tree/hunts/X.kql", "T | take 1", below), ["query X"]);
    assert_eq!(kinds("tree/hunts/X.kql", "// function alias as Y\nT | take 1", below), ["function Y"]);
    assert_eq!(kinds("tree/Parsers/X.csl", "// function alias as Y\nT | take 1", below), ["function Y"]);
    assert_eq!(kinds("a/Parsers/X.kql", "T", Way::Below(Path::new("a/Parsers"))), ["function X"]);
    assert_eq!(kinds("functions/tree/X.kql", "T", Way::Below(Path::new("functions/tree"))), ["query X"]);
    assert_eq!(kinds("functions/X.kql", "T", Way::Functions), ["function X"]);
}

#[test]
fn a_named_file_is_run_whatever_it_says() {
    assert_eq!(kinds("Parsers/X.txt", "// function alias as Y\nT", Way::Named), ["query X"]);
    assert_eq!(kinds("X.txt", "T", Way::Named), ["query X"]);
    assert_eq!(kinds("X.kql", ".create function f() { T }", Way::Named), ["function f"]);
}

#[test]
fn several_functions_and_queries() {
    let commands = ".create-or-alter function f() { T }\n\n// g\n.create function g(a:int) { U | take a }\n";
    assert_eq!(kinds("X.csl", commands, Way::Below(Path::new("tree"))), ["function f", "function g"]);
    assert_eq!(kinds("X.kql", "T | take 1\n\nU | take 1", Way::Named), ["query X (line 1)", "query X (line 3)"]);
}

#[test]
fn other_texts_are_no_kql() {
    let below = Way::Below(Path::new("tree"));
    assert_eq!(kinds("tree/Parsers/readme.txt", "Read this first.", below), [""; 0]);
    assert_eq!(kinds("tree/requirements.txt", "requests", below), [""; 0]);
}
