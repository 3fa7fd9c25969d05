//! Microsoft's own binder, in a process that lives as long as the search.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Result, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::{env, fs};

use serde_json::{Value as Json, json};

/// The package of the binder, as `check.js` asks for it.
const PACKAGE: &str = "KLS_DIR";

/// The script that asks it; without the variable it is looked for beside the project.
const SCRIPT: &str = "LURCHER_OFFICIAL_BINDER";

/// What Microsoft's binder says of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Whether it is a query.
    pub accepts: bool,
    /// What is wrong with it.
    pub errors: Vec<String>,
    /// Names and types of the result's columns.
    pub columns: Vec<(String, String)>,
}

/// The process.
#[derive(Debug)]
pub struct Official {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Official {
    /// Starts it over an empty database; nothing where it is not installed.
    pub fn start() -> Option<Self> {
        Self::start_with(&["--empty".as_ref()])
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
        let (questions, answers) = (process.stdin.take()?, BufReader::new(process.stdout.take()?));
        Some(Self { process, questions, answers })
    }

    /// Asks it about a query.
    ///
    /// # Errors
    /// Where the process ended, or does not answer as it should.
    pub fn ask(&mut self, query: &str) -> Result<Opinion> {
        writeln!(self.questions, "{}", json!({ "id": "", "kql": query }))?;
        self.questions.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Json = serde_json::from_str(&line)?;
        let text = |value: &Json, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| answer[key].as_array().cloned().unwrap_or_default();
        let is_error = |diagnostic: &Json| diagnostic["severity"] == "Error";
        Ok(Opinion {
            accepts: answer["ok"] == true,
            errors: list("diagnostics").iter().filter(|d| is_error(d)).map(|d| text(d, "message")).collect(),
            columns: list("columns").iter().map(|c| (text(c, "name"), text(c, "type"))).collect(),
        })
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

impl Drop for Official {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
