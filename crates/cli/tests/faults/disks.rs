//! Disks that take no more. A limit on the size of files stands for a disk that is full.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::{Folder, Run};

/// Rows that are larger than any file may be here.
const MANY: &str = "range x from 1 to 500000 step 1 | extend s = strrep('-', 100)";

/// Runs the program where no file may have more than 256 kB.
fn with_small_files(folder: &Folder, arguments: &[&str]) -> Run {
    // The signal that comes with the limit would end the program; a full disk sends none.
    let script = "trap '' XFSZ; ulimit -f 512; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_lurcher")]).args(arguments).current_dir(folder.path());
    let output = command.stdin(Stdio::null()).output().expect("a shell");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn a_result_that_does_not_fit_leaves_the_old_file() {
    for name in ["r.csv", "r.parquet", "r.json", "r.arrow", "r.html"] {
        let folder = Folder::with(&[(name, b"old")]);
        with_small_files(&folder, &["query", "--output", name, &format!("{MANY}, r = rand()")])
            .fails_with(&["cannot be written"]);
        assert_eq!(fs::read(folder.file(name)).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}");
    }
}

#[test]
fn what_is_spilled_names_the_folder_and_says_what_to_do() {
    let folder = Folder::with(&[]);
    let groups = format!("{MANY}, k = hash(x, 1000000) | summarize c = count() by strcat(s, k) | summarize max(c)");
    with_small_files(&folder, &["query", "--memory-limit", "24MB", "--partitions", "2", &groups]).fails_with(&[
        "what the query spills to disk cannot be written",
        "TMPDIR",
        "more memory",
    ]);
}

#[test]
fn standard_output_that_takes_no_more() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    // Linux only has such a device.
    let Ok(full) = full else { return };
    let mut command = crate::support::command();
    let output = command.args(["query", "--format", "csv", MANY]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the output cannot be written"), "{output:?}");
}

#[test]
fn a_summary_rule_that_cannot_be_written_leaves_its_table_whole() {
    let rule = b"id: a\ndisplayName: A\ndestinationTable: A_CL\nbinSize: 20\nquery: |\n  Logs | mv-expand x = range(1, 100000) to typeof(long) | extend r = rand()\n";
    let folder = Folder::with(&[
        ("lurcher.toml", b"now = \"2026-01-15T12:10:00Z\"\n"),
        ("tables/Logs.csv", b"TimeGenerated,Port\n2026-01-15T11:45:00Z,22\n"),
        ("summary_rules/a.yaml", rule),
    ]);
    with_small_files(&folder, &["summarize", "--workspace", "."]).fails_with(&["cannot be written"]);
    assert!(!folder.file("tables/A_CL").exists());
}
