//! Microsoft's own binder, in a process that lives as long as the search.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Error, Result, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::{env, fs, thread};

use lurcher_symbols::Column;
use serde_json::{Value as Json, json};
use tempfile::{NamedTempFile, TempPath};

use super::{Objection, Opinion};
use crate::query::quoted_name;

/// The package of the binder, as `check.js` asks for it.
const PACKAGE: &str = "KLS_DIR";

/// The script that asks it; without the variable it is looked for beside the project.
const SCRIPT: &str = "LURCHER_OFFICIAL_BINDER";

/// The script in front of that one, which makes the binder faster and says nothing else than it.
const HASTEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/binding/hasten.js");

/// The process.
#[derive(Debug)]
pub struct Official {
    process: Child,
    questions: Sender<String>,
    /// The queries that it has been asked about and has not answered.
    asked: VecDeque<String>,
    answers: BufReader<ChildStdout>,
    /// Whether the result of the last answer may have further columns.
    is_open: bool,
    /// The file of the tables that it knows.
    tables: Option<TempPath>,
}

impl Official {
    /// Starts it over these tables alone; nothing where it is not installed.
    pub fn start(tables: &[(&str, Vec<Column>)]) -> Option<Self> {
        Self::start_over(tables, &["--require", HASTEN])
    }

    /// [`start`](Self::start) without what makes it faster, to be held against.
    pub fn start_unhastened(tables: &[(&str, Vec<Column>)]) -> Option<Self> {
        Self::start_over(tables, &[])
    }

    fn start_over(tables: &[(&str, Vec<Column>)], preload: &[&str]) -> Option<Self> {
        let mut known = NamedTempFile::new().ok()?;
        let schemas: Json = tables.iter().map(|(name, columns)| ((*name).to_owned(), schema(columns))).collect();
        write!(known, "{}", json!({ "tables": schemas })).ok()?;
        let known = known.into_temp_path();
        let mut official = Self::start_with(preload, &["--empty".as_ref(), "--extra".as_ref(), known.as_os_str()])?;
        official.tables = Some(known);
        Some(official)
    }

    /// Starts it over the documented tables, and the tables and functions of a file; nothing where it is not installed.
    pub fn start_knowing(known: &Path) -> Option<Self> {
        Self::start_with(&["--require", HASTEN], &["--extra".as_ref(), known.as_os_str()])
    }

    fn start_with(preload: &[&str], arguments: &[&OsStr]) -> Option<Self> {
        let package = package()?;
        let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/official/check.js");
        let script = env::var_os(SCRIPT).map_or_else(beside, PathBuf::from);
        let mut process = Command::new("node")
            .arg("--stack-size=16000")
            .args(preload)
            .arg(script)
            .args(arguments)
            .env(PACKAGE, package)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (mut input, answers) = (process.stdin.take()?, BufReader::new(process.stdout.take()?));
        let (questions, asked) = channel::<String>();
        // It may wait until its answers are read, and must not be waited for meanwhile.
        thread::spawn(move || asked.iter().try_for_each(|question| input.write_all(question.as_bytes())));
        let asked = VecDeque::new();
        Some(Self { process, questions, asked, answers, is_open: false, tables: None })
    }

    /// Asks it about queries, whose [answers](Self::answer) come in their order.
    ///
    /// # Errors
    /// Where the process ended.
    pub fn ask<'a>(&mut self, queries: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let mut lines = String::new();
        for query in queries {
            lines += &format!("{}\n", json!({ "id": "", "kql": query }));
            self.asked.push_back(query.to_owned());
        }
        self.questions.send(lines).map_err(|_| Error::other("Microsoft's binder ended"))
    }

    /// What it says of the next query.
    ///
    /// # Errors
    /// Where the process ended, or does not answer as it should.
    pub fn answer(&mut self) -> Result<Opinion> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let query = self.asked.pop_front().unwrap_or_default();
        let answer: Json = serde_json::from_str(&line)?;
        self.is_open = answer["open"] == true;
        let text = |value: &Json, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| answer[key].as_array().cloned().unwrap_or_default();
        if let Some(crash) = answer["crash"].as_str() {
            return Ok(Opinion::Broke(crash.to_owned()));
        }
        if answer["ok"] == true {
            return Ok(Opinion::Columns(list("columns").iter().map(|c| (text(c, "name"), text(c, "type"))).collect()));
        }
        let errors = list("diagnostics").into_iter().filter(|diagnostic| diagnostic["severity"] == "Error");
        let place = |value: &Json, key: &str| value[key].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let objection = |d: Json| {
            let start = place(&d, "start");
            let bytes = [start, start + place(&d, "length")].map(|at| byte_of(&query, at));
            Objection::to(&query, bytes.into(), text(&d, "code"), text(&d, "message"))
        };
        Ok(Opinion::Refused(errors.map(objection).collect()))
    }

    /// Whether the last result that it told of may have columns that it does not know.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What it says of a query.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn judge(&mut self, query: &str) -> Result<Opinion> {
        self.ask([query])?;
        self.answer()
    }
}

/// The byte that a place in JavaScript's units is.
fn byte_of(text: &str, place: usize) -> usize {
    let mut units = 0;
    let byte = text.char_indices().find(|(_, c)| {
        let is_there = units >= place;
        units += c.len_utf16();
        is_there
    });
    byte.map_or(text.len(), |(byte, _)| byte)
}

/// The folder of the binder's package, where it is installed.
fn package() -> Option<OsString> {
    env::var_os(PACKAGE).filter(|package| fs::exists(package).unwrap_or(false))
}

/// Whether Microsoft's binder can be asked.
pub fn is_official_installed() -> bool {
    package().is_some()
}

fn schema(columns: &[Column]) -> String {
    let columns: Vec<String> = columns.iter().map(|c| format!("{}:{}", quoted_name(&c.name), c.ty)).collect();
    format!("({})", columns.join(", "))
}

impl Drop for Official {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = self.tables.take().map(TempPath::close);
    }
}
