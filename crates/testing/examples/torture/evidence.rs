//! What is ingested while the program is ended: a raw log and a file of a table, which fill two tables at once.

use std::fs;
use std::path::Path;

/// How many rows each file of the evidence has, and each of those that were ingested before it.
pub const ROWS: u32 = 4000;
pub const BEFORE_ROWS: u32 = 10;

/// The commands, in the folder of the evidence.
pub const BEFORE: &[&str] = &["ingest", "before", "--workspace", "w"];
pub const INGEST: &[&str] = &["ingest", "evidence", "--workspace", "w"];
pub const FORGET: &[&str] = &["forget", "evidence", "--workspace", "w"];

/// Writes the files.
pub fn write(folder: &Path) {
    for (name, rows) in [("before", BEFORE_ROWS), ("evidence", ROWS)] {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let time = |i: u32| format!("{:02}:{:02}:{:02}", i / 3600, i / 60 % 60, i % 60);
        let alerts: String = (0..rows).map(|i| format!("2026-01-15T{}Z,{name}{i}\n", time(i))).collect();
        let cef = |i| format!("Jan 15 {} fw1 CEF:0|Contoso|{name}|1|end|TRAFFIC|3|src=10.1.2.3 cnt={i}\n", time(i));
        fs::write(folder.join("Alerts.csv"), format!("TimeGenerated,Name\n{alerts}")).expect("a file");
        fs::write(folder.join("fw.log"), (0..rows).map(cef).collect::<String>()).expect("a file");
    }
}
