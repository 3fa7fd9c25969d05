//! Queries over a table whose file holds anything.

use std::fs;
use std::path::Path;

use lurcher_engine::{EngineError, Request, Session, SessionOptions};

use super::run::{forgive_readers, limits, run};

/// How the file of the table may be called; the first byte chooses.
const FILES: [&str; 6] = ["T.csv", "T.json", "T.jsonl", "T.csv.gz", "T.jsonl.zst", "T.parquet"];

/// What is asked of any table.
const QUERIES: [&str; 8] = [
    "T | take 10",
    "T | count",
    "T | getschema",
    "T | summarize count(), take_any({last}) by {first}",
    "T | sort by {last}, {first} | extend row_number()",
    "T | search 'a' | summarize arg_max({first}, *)",
    "T | summarize dcount({first}), make_set({last}, 10), countif(isempty({first}))",
    "T | project a = tostring({first}), b = tostring({last}) | where a has 'a' or b !contains a | distinct a, b",
];

/// Takes all bytes but the first for the file of a table, and asks of it what can be asked of any.
pub fn table(bytes: &[u8]) {
    let Some((choice, content)) = bytes.split_first() else { return };
    forgive_readers();
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
    let file = folder.path().join(FILES[usize::from(*choice) % FILES.len()]);
    fs::write(&file, content).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let session = open(folder.path());
    let Some((first, last)) = columns(&session) else { return };
    for query in QUERIES {
        run(&session, &query.replace("{first}", &first).replace("{last}", &last));
    }
}

fn open(folder: &Path) -> Session {
    let workspace = Some(folder.to_owned());
    let opened = Session::open(SessionOptions { workspace, limits: limits(), ..SessionOptions::default() });
    opened.unwrap_or_else(|e| panic!("a folder of tables does not open: {e}"))
}

/// The first column and the last but `Type`, as queries name them; none where the table cannot be read.
fn columns(session: &Session) -> Option<(String, String)> {
    match session.run(Request::new("T")) {
        Ok(answer) => {
            let names = answer.results.first()?.columns.iter().map(|c| bracketed(&c.name));
            let names: Vec<String> = names.collect();
            Some((names.first()?.clone(), names.get(names.len().saturating_sub(2))?.clone()))
        }
        Err(EngineError::Internal(defect)) => panic!("{defect}"),
        Err(_) => None,
    }
}

fn bracketed(name: &str) -> String {
    format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
}
