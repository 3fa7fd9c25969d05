//! How long completion takes in a workspace of 900 tables:
//! `cargo run --release --package lurcher-testing --example completion_latency`.

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use lurcher_editor::{NoProbe, complete};
use lurcher_engine::{Session, SessionOptions};

/// Tables of the workspace.
const TABLES: usize = 900;
/// Columns of each.
const COLUMNS: usize = 24;
/// How often each place is asked for.
const TURNS: usize = 20;

/// Texts with the cursor at their end; `#` is the number of a table.
const PLACES: [&str; 20] = [
    "",
    "Tab",
    "Table0#",
    "Table0# | ",
    "Table0# | wh",
    "Table0# | where ",
    "Table0# | where Col",
    "Table0# | where Column1 == ",
    "Table0# | where Column1 > 5 and ",
    "Table0# | extend x = str",
    "Table0# | summarize ",
    "Table0# | summarize count() by ",
    "Table0# | project Column1, Column2 | where ",
    "Table0# | join kind=",
    "Table0# | join kind=inner (Table0#",
    "Table0# | join kind=inner (Table0# | project Column1, Other = Column2) on ",
    "Table0# | join kind=inner (Table0#) on $left.",
    "let recent = Table0# | where Column1 > 1; recent | project ",
    "union Table0#, Table0# | where ",
    "Table0# | extend a = Column1 + 1 | extend b = a * 2 | summarize m = max(b) by Column3 | where m > 1 | sort by ",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let tables = folder.path().join("tables");
    fs::create_dir_all(&tables)?;
    let header: Vec<String> = (1..=COLUMNS).map(|i| format!("Column{i}")).collect();
    let row: Vec<String> = (1..=COLUMNS).map(|i| i.to_string()).collect();
    for table in 0..TABLES {
        fs::write(tables.join(format!("Table{table:03}.csv")), format!("{}\n{}\n", header.join(","), row.join(",")))?;
    }
    let workspace = Some(folder.path().to_path_buf());
    let session = Session::open(SessionOptions { workspace, ..SessionOptions::default() })?;
    let mut times = Vec::new();
    for turn in 0..TURNS {
        for (i, place) in PLACES.iter().enumerate() {
            let text = place.replace('#', &format!("{:02}", (turn * 7 + i * 3) % 90));
            let start = Instant::now();
            let found = session.with_environment(|environment| complete(&text, text.len(), environment, &NoProbe))?;
            times.push((start.elapsed(), text, found.items.len()));
        }
    }
    times.sort();
    let at = |share: f64| &times[((times.len() - 1) as f64 * share) as usize];
    for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)] {
        let (time, text, items) = at(share);
        println!("{name} {:8.2} ms  {items} candidates at {text:?}", ms(*time));
    }
    println!("{} places, {TABLES} tables of {COLUMNS} columns", times.len());
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
