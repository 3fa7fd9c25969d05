//! From YAML into Azure's templates, and back.

use crate::lurcher;
use crate::support::Folder;

const RULE: &str = "# ours\nid: 70e2a349-87f0-4266-809c-e92fc71e0830\nkind: NRT\nname: Ports\nquery: |\n  print a = 1\n  | where a == 1\n";

#[test]
fn there_and_back() {
    let folder = Folder::with(&[("rule.yaml", RULE.as_bytes())]);
    let run = lurcher(&folder, &["convert", "rule.yaml", "--to", "arm", "--output", "rule.json"]);
    assert!(run.stderr.contains("note: not kept: 1 lines of comments"), "{run:#?}");
    assert_eq!(run.ok(), "");
    let yaml = lurcher(&folder, &["convert", "rule.json", "--to", "yaml"]).ok();
    assert_eq!(yaml, RULE.trim_start_matches("# ours\n"));
    let run = lurcher(&folder, &["run", "rule.json", "--format", "json"]);
    assert!(run.ok().contains("\"kind\":\"NRT rule\""));
    std::fs::write(folder.file("other.json"), "{}").unwrap();
    lurcher(&folder, &["convert", "other.json", "--to", "yaml"]).fails_with(&["this is no query, rule or function"]);
    lurcher(&folder, &["convert", "none.yaml", "--to", "arm"]).fails_with(&["none.yaml", "cannot be read"]);
}
