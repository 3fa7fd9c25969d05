//! A terminal, made by `script`: how wide it is, what stands on it while a query runs.

use std::process::{Command, Stdio};

use crate::support::Folder;

/// The program, for a shell.
pub(crate) const LURCHER: &str = env!("CARGO_BIN_EXE_lurcher");

/// What a terminal shows of a shell's command, or nothing where `script` is not installed.
pub(crate) fn in_terminal(command: &str, environment: &[(&str, &str)]) -> Option<String> {
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--echo", "never", "--command", command, "/dev/null"]);
    script.env("TERM", "xterm").env_remove("NO_COLOR").envs(environment.iter().copied());
    let output = script.stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

#[test]
fn twenty_columns() {
    let query = "range x from 1 to 3 step 1 | extend name = strcat('name ', x), text = strrep('long ', 20), n = 1.5";
    let command = format!("stty -F /dev/tty rows 30 cols 20; {LURCHER} query --color never --no-progress \"{query}\"");
    let Some(shown) = in_terminal(&command, &[]) else { return };
    assert!(shown.starts_with("# │ x │ name\n"), "{shown}");
    assert!(shown.contains("\n1 │ long long long …\n") && shown.contains("\n3 rows, "), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 20), "{shown}");
}

#[test]
fn a_query_that_takes_long_shows_how_far_it_is_until_it_ends() {
    let folder = Folder::with(&[]);
    let out = folder.file("out").display().to_string();
    let endless = "range x from 1 to 100000000000 step 1 | summarize sum(x)";
    let command = format!("{LURCHER} query --color never --timeout 1500ms '{endless}' > {out}");
    let Some(shown) = in_terminal(&command, &[]) else { return };
    let (before, after) = shown.rsplit_once("\r\u{1b}[K").unwrap_or_else(|| panic!("nothing was shown: {shown:?}"));
    assert!(before.contains(" rows, ") && before.ends_with(" s\u{1b}[K"), "{shown:?}");
    assert!(after.starts_with("error: <query>: the query was stopped after 1.5s"), "{shown:?}");
    let command = format!("{LURCHER} query --color never --no-progress --timeout 1500ms '{endless}'");
    assert!(in_terminal(&command, &[]).is_some_and(|shown| !shown.contains(" rows, ")));
}
