//! Workspaces of a connector, and runs of the built binary in them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::plan::{Source, project};

/// A workspace with all parsers, the demo's watchlists and only the files of these sources, ten minutes after the misuse.
/// It reads them as the demo does.
pub(crate) fn workspace(sources: &[&Source]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let demo = project().join("data");
    let of_demo = fs::read_to_string(demo.join("lurcher.toml")).expect("the demo's settings");
    let of_demo: toml::Table = of_demo.parse().expect("TOML");
    let mut settings = toml::Table::new();
    settings.insert("now".into(), "2026-01-14T12:10:00Z".into());
    settings.insert("content".into(), vec![project().join("queries/parsers").display().to_string()].into());
    settings.insert("raw".into(), of_demo["raw"].clone());
    fs::write(folder.path().join("lurcher.toml"), settings.to_string()).expect("settings");
    for logs in of_demo["raw"].as_array().expect("logs") {
        let path = logs["path"].as_str().expect("a path");
        fs::create_dir_all(folder.path().join(path)).expect("a folder");
    }
    let watchlist = "watchlists/NetworkSession_Monitor_Configuration.csv";
    for file in sources.iter().flat_map(|s| s.files.iter().map(String::as_str)).chain([watchlist]) {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(demo.join(file), &to).unwrap_or_else(|e| panic!("{file}: {e}"));
    }
    folder
}

fn lurcher(arguments: &[&str], workspace: &Path) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lurcher"));
    let output = command.args(arguments).arg("--workspace").arg(workspace).output().expect("the binary starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{arguments:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

/// What a query gives.
pub(crate) struct Answer {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// Runs a query.
pub(crate) fn query(kql: &str, workspace: &Path) -> Answer {
    let (stdout, _) = lurcher(&["query", "--format", "json", kql], workspace);
    let answer: Value = serde_json::from_str(&stdout).unwrap_or_else(|e| panic!("{e}: {stdout}"));
    let name = |column: &Value| column.as_str().or(column["name"].as_str()).expect("a column has a name").to_owned();
    let row = |row: &Value| row.as_array().expect("a row").clone();
    Answer {
        columns: answer["columns"].as_array().expect("columns").iter().map(name).collect(),
        rows: answer["rows"].as_array().expect("rows").iter().map(row).collect(),
    }
}

/// The rows that our hunt for port misuse finds; `clock` is another time than the workspace's.
pub(crate) fn hunt(workspace: &Path, clock: Option<&str>) -> Vec<Value> {
    let file = project().join("queries/hunting/port_misuse_static_threshold.yaml");
    let mut arguments = vec!["run", "--format", "json", file.to_str().expect("UTF-8")];
    arguments.extend(clock.iter().flat_map(|time| ["--now", time]));
    let (stdout, _) = lurcher(&arguments, workspace);
    let results: Value = serde_json::from_str(&stdout).unwrap_or_else(|e| panic!("{e}: {stdout}"));
    results[0]["rows"].as_array().expect("rows").clone()
}

/// What a query says beside its result.
pub(crate) fn warnings(kql: &str, workspace: &Path) -> String {
    lurcher(&["query", kql], workspace).1
}

/// The plan of a query.
pub(crate) fn explain(kql: &str, workspace: &Path) -> String {
    lurcher(&["explain", "--internals", kql], workspace).0
}
