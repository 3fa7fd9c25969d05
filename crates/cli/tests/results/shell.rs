//! `.mode`, `.output`, `.timeout` in the shell.

use std::fs;

use crate::support::{Folder, lurcher, lurcher_with_input};

#[test]
fn results_of_one_file_stand_behind_each_other() {
    let folder = Folder::with(&[("a.csv", b"old\n")]);
    let file = folder.file("a.csv").display().to_string();
    let input = format!(".output {file}\nprint x = 1\nprint x = 2\nprint nope\n.output\nprint x = 3\n");
    let run = lurcher_with_input(&["repl"], &input);
    assert_eq!(fs::read_to_string(&file).unwrap(), "x\n1\nx\n2\n");
    assert!(run.stdout.contains("3\n1 row\n"), "{run:#?}");
    run.fails_with(&["'nope'"]);
}

#[test]
fn nothing_is_touched_before_the_first_result() {
    let folder = Folder::with(&[("a.csv", b"old\n")]);
    let file = folder.file("a.csv").display().to_string();
    lurcher_with_input(&["repl"], &format!(".output {file}\nprint nope\n.output\n")).fails_with(&["'nope'"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "old\n");
}

#[test]
fn a_binary_file_holds_one_result() {
    let folder = Folder::with(&[]);
    let file = folder.file("a.parquet").display().to_string();
    let input = format!(".output {file}\nprint x = 1\nprint x = 2\n.output\nprint done = true\n");
    let run = lurcher_with_input(&["repl"], &input);
    assert!(run.stdout.contains("done\n"), "the shell goes on: {run:#?}");
    run.fails_with(&["a.parquet: holds a result"]);
    let back = lurcher(&["query", "--format", "csv", &format!("'{file}' | project x")]);
    assert_eq!(back.stdout, "x\n1\n");
}

#[test]
fn a_file_that_cannot_be_written_does_not_end_the_shell() {
    let run = lurcher_with_input(&["repl"], ".output nowhere/a.csv\nprint x = 2\n");
    assert!(run.stdout.contains("2\n1 row\n"), "{run:#?}");
    run.fails_with(&["nowhere/a.csv: cannot be written"]);
    #[cfg(target_os = "linux")]
    {
        let run = lurcher_with_input(&["repl"], ".output /dev/full\nprint x = 1\n.output\nprint x = 2\n");
        assert!(run.stdout.contains("2\n1 row\n"), "{run:#?}");
        run.fails_with(&["cannot be written: No space left"]);
    }
}

#[test]
fn modes() {
    let run = lurcher_with_input(&["repl"], ".mode vertical\nprint x = 1\n.mode html\nprint x = '<'\n.mode\n");
    assert!(run.stdout.contains("x │ 1\n1 row\n") && run.stdout.contains("<td>&lt;</td>"), "{run:#?}");
    assert!(run.stderr.contains("html\n"), "{run:#?}");
}

#[test]
fn the_time_that_a_query_may_take() {
    let endless = "range x from 1 to 100000000000 step 1 | summarize sum(x)";
    let input = format!(".timeout 30\n.timeout 200ms\n.timeout\n{endless}\n.timeout off\n.timeout\nprint x = 1\n");
    let run = lurcher_with_input(&["repl", "--format", "csv"], &input);
    assert_eq!(run.stdout, "x\n1\n");
    assert!(run.stderr.contains("200ms\n") && run.stderr.contains("off\n"), "{run:#?}");
    run.fails_with(&[".timeout: a time with its unit is wanted", "was stopped after 200ms"]);
}
