//! Runs the built program.

#![allow(dead_code)] // Each test binary uses its own part.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Asserts that all went well, and returns standard output.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self.stdout
    }

    /// Asserts that the run failed with exit code 1 and said each of the texts, and nothing of a defect.
    #[track_caller]
    pub fn fails_with(self, texts: &[&str]) {
        assert_eq!(self.code, Some(1), "{self:#?}");
        let said = self.stdout.clone() + &self.stderr;
        for text in texts {
            assert!(said.contains(text), "it does not say {text:?}: {self:#?}");
        }
        for defect in ["panicked", "LUR050", "RUST_BACKTRACE"] {
            assert!(!said.contains(defect), "{self:#?}");
        }
    }
}

/// The program, in a folder without a workspace.
pub fn command() -> Command {
    settled(Command::new(env!("CARGO_BIN_EXE_lurcher")))
}

/// The same as a terminal starts it. The tests may run where the end of a terminal is ignored (`nohup`), which the
/// program would respect.
#[cfg(unix)]
pub fn attended() -> Command {
    if cfg!(not(target_os = "linux")) {
        return command();
    }
    let mut command = Command::new("env");
    command.args(["--default-signal=HUP", env!("CARGO_BIN_EXE_lurcher")]);
    settled(command)
}

fn settled(mut command: Command) -> Command {
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).env_remove("NO_COLOR").env_remove("LURCHER_WORKSPACE");
    command
}

/// Runs the program.
pub fn lurcher(arguments: &[&str]) -> Run {
    lurcher_with_input(arguments, "")
}

/// Runs the program in a folder.
pub fn lurcher_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = command();
    command.current_dir(folder);
    run(command, arguments, "")
}

/// Runs the program with a text on standard input.
pub fn lurcher_with_input(arguments: &[&str], input: &str) -> Run {
    run(command(), arguments, input)
}

/// Runs a command with a text on standard input.
pub fn run(mut command: Command, arguments: &[&str], input: &str) -> Run {
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A program that does not read its input closes it, which is its right.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The rows of `lurcher query --format csv`, without the header.
#[track_caller]
pub fn rows(workspace: &Path, kql: &str) -> Vec<String> {
    let csv = lurcher(&["query", "--workspace", &workspace.display().to_string(), "--format", "csv", kql]).ok();
    csv.lines().skip(1).map(str::to_owned).collect()
}

/// A folder of files, gone at the end of the test.
pub struct Folder(TempDir);

impl Folder {
    /// A folder with these files: path and contents.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(TempDir::new().expect("a folder for the test"));
        for (name, contents) in files {
            let path = folder.0.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            std::fs::write(path, contents).expect("a file");
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a query in this folder as the workspace.
    pub fn query(&self, kql: &str) -> Run {
        lurcher(&["query", "--workspace", &self.path().display().to_string(), "--format", "csv", kql])
    }

    /// Runs a command over a file of this folder.
    pub fn on_file(&self, command: &str, name: &str) -> Run {
        lurcher(&[command, &self.file(name).display().to_string()])
    }
}
