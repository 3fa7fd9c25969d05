//! Microsoft's own binder, in a process that lives as long as the search.

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

/// The process.
#[derive(Debug)]
pub struct Official {
    process: Child,
    questions: Sender<String>,
    answers: BufReader<ChildStdout>,
    /// Whether the result of the last answer may have further columns.
    is_open: bool,
    /// The file of the tables that it knows.
    tables: Option<TempPath>,
}

impl Official {
    /// Starts it over these tables alone; nothing where it is not installed.
    pub fn start(tables: &[(&str, Vec<Column>)]) -> Option<Self> {
        let mut known = NamedTempFile::new().ok()?;
        let schemas: Json = tables.iter().map(|(name, columns)| ((*name).to_owned(), schema(columns))).collect();
        write!(known, "{}", json!({ "tables": schemas })).ok()?;
        let known = known.into_temp_path();
        let mut official = Self::start_with(&["--empty".as_ref(), "--extra".as_ref(), known.as_os_str()])?;
        official.tables = Some(known);
        Some(official)
    }

    /// Starts it over the documented tables, and the tables and functions of a file; nothing where it is not installed.
    pub fn start_knowing(known: &Path) -> Option<Self> {
        Self::start_with(&["--extra".as_ref(), known.as_os_str()])
    }

    fn start_with(arguments: &[&OsStr]) -> Option<Self> {
        let package = package()?;
        let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/official/check.js");
        let script = env::var_os(SCRIPT).map_or_else(beside, PathBuf::from);
        let mut process = Command::new("node")
            .arg("--stack-size=16000")
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
        Some(Self { process, questions, answers, is_open: false, tables: None })
    }

    /// Asks it about queries, whose [answers](Self::answer) come in their order.
    ///
    /// # Errors
    /// Where the process ended.
    pub fn ask<'a>(&self, queries: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let lines = queries.into_iter().map(|query| format!("{}\n", json!({ "id": "", "kql": query }))).collect();
        self.questions.send(lines).map_err(|_| Error::other("Microsoft's binder ended"))
    }

    /// What it says of the next query.
    ///
    /// # Errors
    /// Where the process ended, or does not answer as it should.
    pub fn answer(&mut self) -> Result<Opinion> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
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
        Ok(Opinion::Refused(
            errors.map(|d| Objection { code: text(&d, "code"), message: text(&d, "message") }).collect(),
        ))
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
