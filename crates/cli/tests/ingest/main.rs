//! `lurcher ingest`, `tables` and `forget`: from files on the disk to the rows of a workspace.

#[path = "../support/mod.rs"]
mod support;

mod again;
mod bad;
#[cfg(unix)]
mod faults;
mod files;
mod logs;
mod raw;
#[cfg(unix)]
mod stream;

use std::path::Path;

use serde_json::Value;
use support::{Folder, Run, lurcher_in};

/// Two records of a firewall.
const CEF: &str = "\
Jan 15 10:11:12 fw1 CEF:0|Palo Alto Networks|PAN-OS|11.1|end|TRAFFIC|3|rt=Jan 15 2026 10:11:11 src=10.1.2.3 act=deny
Jan 15 10:12:12 fw1 CEF:0|Palo Alto Networks|PAN-OS|11.1|end|TRAFFIC|3|rt=Jan 15 2026 10:12:11 src=10.1.2.4 act=allow
";

const ALERTS: &str = "TimeGenerated,Name,Port\n2026-01-15T10:00:00Z,a,1\n2026-01-14T10:00:00Z,b,2\n";

/// Runs `lurcher ingest ARGUMENTS --workspace w` in a folder.
fn ingest(folder: &Folder, arguments: &[&str]) -> Run {
    lurcher_in(folder.path(), &[&["ingest", "--workspace", "w"], arguments].concat())
}

/// What `ingest --format json` said of each file: its name, what became of it, its rows and the note.
fn told(run: Run) -> Vec<(String, String, String, String)> {
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {run:#?}"));
    let names: Vec<&str> = json["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    let place = |name: &str| names.iter().position(|n| *n == name).unwrap();
    let rows = json["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let cell = |name: &str| match &row[place(name)] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        (cell("File"), cell("Status"), cell("Rows"), cell("Note"))
    })
    .collect()
}

/// The rows of a query over the workspace `w`.
#[track_caller]
fn rows(folder: &Folder, kql: &str) -> Vec<String> {
    let run = lurcher_in(folder.path(), &["query", "--workspace", "w", "--format", "csv", kql]);
    run.ok().lines().skip(1).map(str::to_owned).collect()
}

/// The names of all files below a folder.
fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path.display().to_string()) }
    }
    files
}
