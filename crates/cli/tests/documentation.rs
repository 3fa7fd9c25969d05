//! The command line is documented as it is, and can be completed.

mod support;

use std::path::{Path, PathBuf};

use support::{Folder, lurcher};

/// What stands below this line is written by the program.
const MARK: &str = "## Commands and options\n\n";

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/command-line.md")
}

/// With `UPDATE_DOCS=1` in the environment the page is written anew.
#[test]
fn the_page_has_every_command_and_every_option() {
    let text = std::fs::read_to_string(page()).expect("the page");
    let (head, told) = text.split_once(MARK).expect("a page with the mark");
    let is = lurcher(&["man", "--markdown"]).ok();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(page(), format!("{head}{MARK}{is}")).expect("the page can be written");
        return;
    }
    assert!(told == is, "docs/command-line.md is out of date; `just docs` writes it anew");
}

#[test]
fn every_dot_command_is_in_the_page_of_the_shell() {
    let page = std::fs::read_to_string(page().with_file_name("shell.md")).expect("the page");
    let help = support::lurcher_with_input(&["repl"], ".help\n").ok();
    let commands: Vec<&str> = help.lines().filter(|l| l.starts_with('.')).filter_map(|l| l.split(' ').next()).collect();
    assert!(commands.len() > 10, "{help}");
    let missing: Vec<&&str> = commands.iter().filter(|c| !page.contains(&format!("`{c}"))).collect();
    assert!(missing.is_empty(), "docs/shell.md does not tell {missing:?}");
}

#[test]
fn shells_can_complete_the_command_line() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = lurcher(&["completions", shell]).ok();
        assert!(script.contains("--workspace") || script.contains("workspace"), "{shell}: {script}");
        assert!(script.contains("explain"), "{shell}: {script}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    assert!(lurcher(&["man"]).ok().contains("lurcher"));
    assert!(lurcher(&["man", "query"]).ok().contains("repeat"));
    let folder = Folder::with(&[]);
    lurcher(&["man", "--output", &folder.file("man").display().to_string()]).ok();
    for page in ["lurcher.1", "lurcher-query.1", "lurcher-explain.1"] {
        assert!(folder.file("man").join(page).is_file(), "{page}");
    }
    assert_eq!(lurcher(&["man", "nonsense"]).code, Some(2));
}

#[test]
fn a_file_may_begin_with_the_line_that_runs_it() {
    let folder = Folder::with(&[("hello.kql", b"#!/usr/bin/env -S lurcher query -f\nprint hello = 1\n")]);
    let text = lurcher(&["query", "--format", "csv", "-f", &folder.file("hello.kql").display().to_string()]).ok();
    assert_eq!(text, "hello\n1\n");
}

#[test]
fn mistakes_are_written_as_the_user_wants() {
    let query = "print x = 1\n| where y == 2";
    let short = lurcher(&["query", "--error-format", "short", query]).stderr;
    assert!(short.starts_with("<query>:2:9: error[KS142]: "), "{short}");
    let json = lurcher(&["query", "--error-format", "json", query]).stderr;
    let json: serde_json::Value = serde_json::from_str(json.trim()).expect("JSON");
    assert_eq!((json["line"].as_u64(), json["column"].as_u64()), (Some(2), Some(9)), "{json}");
    let coloured = lurcher(&["query", "--color", "always", query]).stderr;
    assert!(coloured.contains('\u{1b}'), "{coloured:?}");
    let plain = lurcher(&["query", "--color", "never", query]).stderr;
    assert!(!plain.contains('\u{1b}') && plain.contains("| where y == 2"), "{plain:?}");
}
