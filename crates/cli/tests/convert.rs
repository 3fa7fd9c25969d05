//! `lurcher convert`, by the built binary.

mod support;

use support::{Folder, Run, lurcher_in};

const RULES: &str = "# ours\nid: a-1\nname: First rule\nkind: NRT\nquery: |\n  T\n  | take 1\n---\nid: a-2\nname: Hunt\ntactics: [Impact]\nquery: |\n  U\n";

fn convert(folder: &Folder, arguments: &[&str]) -> Run {
    lurcher_in(folder.path(), &[&["convert", "--error-format", "short"], arguments].concat())
}

#[test]
fn there_and_back() {
    let folder = Folder::with(&[("rules.yaml", RULES.as_bytes())]);
    let run = convert(&folder, &["rules.yaml", "--to", "arm", "--output", "rules.json"]);
    assert!(run.stderr.starts_with("rules.yaml:1:1: warning[LUR441]: a comment is not kept"), "{}", run.stderr);
    assert_eq!(run.ok(), "");
    let run = convert(&folder, &["rules.json", "--to", "yaml"]);
    assert_eq!(run.stderr, "");
    assert_eq!(
        run.ok(),
        "id: a-1\nname: First rule\nquery: |\n  T\n  | take 1\nkind: NRT\n---\nid: a-2\nname: Hunt\ntactics:\n- Impact\nquery: |\n  U\n"
    );
    convert(&folder, &["rules.json", "--to", "yaml", "--output", "apart/"]).ok();
    let first = std::fs::read_to_string(folder.file("apart/First-rule.yaml")).expect("a file for each");
    assert_eq!(first, "id: a-1\nname: First rule\nquery: |\n  T\n  | take 1\nkind: NRT\n");
    assert!(folder.file("apart/Hunt.yaml").is_file());
    convert(&folder, &["rules.yaml", "--to", "arm", "--output", "apart"]).ok();
    assert!(folder.file("apart/rules.json").is_file());
}

#[test]
fn a_template_is_checked_as_its_yaml_is() {
    let folder = Folder::with(&[("rules.yaml", RULES.as_bytes())]);
    convert(&folder, &["rules.yaml", "--to", "arm", "--output", "rules.json"]).ok();
    for file in ["rules.yaml", "rules.json"] {
        let run = lurcher_in(folder.path(), &["check", "--error-format", "short", file]);
        assert!(run.stdout.contains("'T'") && run.stdout.contains("'U'"), "{file}: {run:#?}");
    }
}

#[test]
fn files_lie_in_the_folder_whatever_the_content_is_called() {
    let long = "x".repeat(300);
    let names = ["../../up", "/root", "..", "a\\b", "A\\B", "ü", &long];
    let documents = names.iter().enumerate().map(|(id, name)| format!("id: id{id}\nname: '{name}'\nquery: T\n"));
    let yaml = documents.collect::<Vec<_>>().join("---\n");
    let folder = Folder::with(&[("in/rules.yaml", yaml.as_bytes())]);
    convert(&folder, &["in/rules.yaml", "--to", "arm", "--output", "in/rules.json"]).ok();
    convert(&folder, &["in/rules.json", "--to", "yaml", "--output", "in/apart/"]).ok();
    let entries = std::fs::read_dir(folder.file("in/apart")).expect("the folder");
    let mut found: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    found.sort();
    let cut = format!("{}.yaml", "x".repeat(100));
    assert_eq!(found, ["A-B-2.yaml", "a-b.yaml", "id2.yaml", "id5.yaml", "root.yaml", "up.yaml", &cut]);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn bad_input_is_named() {
    let folder = Folder::with(&[
        ("other.json", b"{\n \"a\": }"),
        ("hunt.yaml", b"name: x\nquery: T\n"),
        ("on.yaml", b"on: push\n"),
    ]);
    convert(&folder, &["other.json", "--to", "yaml"]).fails_with(&["other.json:2:7: error[LUR430]"]);
    convert(&folder, &["on.yaml", "--to", "arm"]).fails_with(&["on.yaml:1:1: error[LUR412]"]);
    convert(&folder, &["hunt.yaml", "--to", "yaml"]).fails_with(&["hunt.yaml", "error[LUR440]: this is YAML already"]);
    convert(&folder, &["none.yaml", "--to", "arm"]).fails_with(&["none.yaml", "cannot be read"]);
    convert(&folder, &[".", "--to", "arm"]).fails_with(&["this is a folder"]);
    convert(&folder, &["hunt.yaml", "--to", "arm", "--output", "no/such/x.json"])
        .fails_with(&["no/such/x.json: cannot be written"]);
    assert_eq!(convert(&folder, &["hunt.yaml"]).code, Some(2));
}
