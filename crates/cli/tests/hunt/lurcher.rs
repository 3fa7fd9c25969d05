//! The built binary.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a run of the binary said.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `lurcher` with these arguments.
pub(crate) fn lurcher(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_lurcher")).args(arguments).output().expect("the binary starts");
    Answer {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// The objects, one a query, that `lurcher run` prints for a file or a folder.
pub(crate) fn run(path: &Path, workspace: &Path) -> (Vec<Value>, Answer) {
    let arguments = [OsStr::new("run"), path.as_os_str(), OsStr::new("--workspace"), workspace.as_os_str()];
    let answer = lurcher(arguments.into_iter().chain(["--format", "json"].map(OsStr::new)));
    let Ok(Value::Array(results)) = serde_json::from_str(&answer.stdout) else { panic!("no array: {answer:?}") };
    (results, answer)
}

/// The object that `lurcher query` prints.
pub(crate) fn query(arguments: &[&OsStr], workspace: &Path) -> Value {
    let fixed = ["query", "--format", "json", "--workspace"].map(OsStr::new);
    let answer = lurcher(fixed.into_iter().chain([workspace.as_os_str()]).chain(arguments.iter().copied()));
    assert_eq!(answer.code, Some(0), "{answer:?}");
    serde_json::from_str(&answer.stdout).unwrap_or_else(|e| panic!("{e}: {answer:?}"))
}
