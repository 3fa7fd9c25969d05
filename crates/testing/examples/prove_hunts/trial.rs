//! A sample on its way through the program: ingested, looked at, hunted.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::hunts::Hunts;
use crate::samples::Sample;

/// What a hunt found in a sample.
pub(super) struct Hit {
    pub(super) hunt: String,
    pub(super) tactics: Vec<String>,
    pub(super) techniques: Vec<String>,
    pub(super) rows: usize,
}

/// What became of a sample.
pub(super) struct Outcome {
    pub(super) sample: Sample,
    /// How many rows of each table.
    pub(super) rows: BTreeMap<String, u64>,
    /// Records that could not be read.
    pub(super) unread: u64,
    /// The numbers of its events, with how many there are.
    pub(super) events: BTreeMap<i64, u64>,
    /// How many processes it has, and of how many of them the command line.
    pub(super) processes: (u64, u64),
    pub(super) hits: Vec<Hit>,
    /// The files of hunts that fail over its rows, and why: what a `pivot` makes of them may lack a column.
    pub(super) failed: BTreeMap<PathBuf, String>,
}

/// The program, with what it is asked.
pub(super) struct Trial<'t> {
    program: &'t Path,
    hunts: &'t Hunts,
    /// The files of hunts that are not run, and why.
    pub(super) failed: BTreeMap<PathBuf, String>,
    workspace: TempDir,
}

const EVENTS: &str = "union SecurityEvent, Event, WindowsEvent | summarize count() by tolong(EventID)";
const PROCESSES: &str = "SecurityEvent | where EventID == 4688 | summarize count(), countif(isnotempty(CommandLine))";

impl<'t> Trial<'t> {
    /// Makes a workspace whose content is parsers, and whose clock follows its rows. Hunts that fail there while there
    /// are no rows, or find something, are not run again.
    pub(super) fn begin(program: &'t Path, parsers: &Path, hunts: &'t Hunts) -> Result<Self, Box<dyn Error>> {
        let workspace = TempDir::new()?;
        let parsers = fs::canonicalize(parsers)?;
        let settings = format!("now = \"data\"\ncontent = [{}]\n", Value::from(parsers.to_string_lossy()));
        fs::write(workspace.path().join("lurcher.toml"), settings)?;
        let mut trial = Self { program, hunts, failed: BTreeMap::new(), workspace };
        let answers = trial.ask("run", hunts.files())?;
        trial.failed =
            answers.as_array().into_iter().flatten().filter_map(|a| failure(a).or_else(|| idle(a))).collect();
        Ok(trial)
    }

    /// Tries a sample.
    pub(super) fn run(&self, sample: Sample) -> Result<Outcome, Box<dyn Error>> {
        let tables = self.workspace.path().join("tables");
        if tables.exists() {
            fs::remove_dir_all(&tables)?;
        }
        let sources = rows_of(&self.ask("ingest", [&sample.path])?);
        let (mut rows, mut unread) = (BTreeMap::new(), 0);
        for source in &sources {
            for (table, count) in source["Rows"].as_object().into_iter().flatten() {
                *rows.entry(table.clone()).or_default() += count.as_u64().unwrap_or(0);
            }
            unread += source["Unparsed"].as_object().into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum::<u64>();
        }
        let events =
            self.counts(EVENTS)?.into_iter().filter_map(|row| Some((row.first()?.as_i64()?, row.get(1)?.as_u64()?)));
        let events: BTreeMap<i64, u64> = events.collect();
        let processes = self.counts(PROCESSES)?.first().map_or((0, 0), |row| {
            let number = |place: usize| row.get(place).and_then(Value::as_u64).unwrap_or(0);
            (number(0), number(1))
        });
        let (mut hits, mut failed) = (Vec::new(), BTreeMap::new());
        let files: BTreeSet<&PathBuf> =
            self.hunts.reading(&rows, &events).filter(|file| !self.failed.contains_key(*file)).collect();
        let answers = if files.is_empty() { Value::Null } else { self.ask("run", files)? };
        for answer in answers.as_array().into_iter().flatten() {
            let texts = |key: &str| {
                let values = answer[key].as_array().into_iter().flatten();
                values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
            };
            let hunt = answer["name"].as_str().unwrap_or_default().to_owned();
            match answer["rows"].as_array() {
                Some(found) if found.is_empty() => {}
                Some(found) => {
                    let (tactics, techniques) = (texts("tactics"), texts("techniques"));
                    hits.push(Hit { hunt, tactics, techniques, rows: found.len() });
                }
                None => failed.extend(failure(answer)),
            }
        }
        eprintln!("{}: {} found something", sample.name, hits.len());
        Ok(Outcome { sample, rows, unread, events, processes, hits, failed })
    }

    fn counts(&self, kql: &str) -> Result<Vec<Vec<Value>>, Box<dyn Error>> {
        let answer = self.ask("query", [Path::new(kql)])?;
        let rows = answer["rows"].as_array().into_iter().flatten();
        Ok(rows.filter_map(|row| row.as_array().cloned()).collect())
    }

    /// Runs a command over the workspace and returns what it says as JSON. That a hunt failed is among it.
    fn ask<A: AsRef<Path>>(
        &self,
        command: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Value, Box<dyn Error>> {
        let mut program = Command::new(self.program);
        program.arg(command).args(["--format", "json", "--workspace"]).arg(self.workspace.path());
        let output = program.args(arguments.into_iter().map(|a| a.as_ref().as_os_str().to_owned())).output()?;
        serde_json::from_slice(&output.stdout)
            .map_err(|e| format!("lurcher {command}: {e}: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// The file of a hunt that finds something although there is nothing: it tells which tables are missing, say.
fn idle(answer: &Value) -> Option<(PathBuf, String)> {
    let found = answer["rows"].as_array().is_some_and(|rows| !rows.is_empty());
    let file = PathBuf::from(answer["file"].as_str().unwrap_or_default());
    found.then(|| (file, "finds something where no table has rows".to_owned()))
}

/// The file of a hunt that failed, and why.
fn failure(answer: &Value) -> Option<(PathBuf, String)> {
    let why = answer["error"].as_str()?.lines().next().unwrap_or_default();
    Some((PathBuf::from(answer["file"].as_str().unwrap_or_default()), why.to_owned()))
}

/// The rows of an answer, each by the names of its columns.
fn rows_of(answer: &Value) -> Vec<BTreeMap<String, Value>> {
    let names: Vec<String> = answer["columns"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|column| column["name"].as_str().map(str::to_owned))
        .collect();
    let rows = answer["rows"].as_array().into_iter().flatten().filter_map(Value::as_array);
    rows.map(|row| names.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}
