//! `--timeout`, and Ctrl-C.

use std::time::{Duration, Instant};

use crate::support::{Folder, lurcher};

const ENDLESS: &str = "range x from 1 to 100000000000 step 1 | summarize sum(x)";

#[test]
fn a_query_that_takes_too_long_is_stopped() {
    for query in [
        ENDLESS,
        // Rows come all the time.
        "range x from 1 to 100000000000 step 1 | where x < 0",
        // A stage, which runs before the query is bound.
        "print toscalar(range x from 1 to 100000000000 step 1 | summarize sum(x))",
    ] {
        let start = Instant::now();
        let run = lurcher(&["query", "--timeout", "300ms", query]);
        assert_eq!(run.stdout, "");
        run.fails_with(&["<query>: the query was stopped after 300ms", "--timeout"]);
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

#[test]
fn a_query_that_is_done_in_time_is_not() {
    assert_eq!(lurcher(&["query", "--timeout", "1h", "--format", "csv", "print x = 1"]).ok(), "x\n1\n");
}

#[test]
fn each_query_of_a_run_has_its_own_time() {
    let rule = |name: &str, query: &str| format!("name: {name}\nquery: |\n  {query}\n").into_bytes();
    let folder = Folder::with(&[("a.yaml", &rule("slow", ENDLESS)), ("b.yaml", &rule("quick", "print x = 1"))]);
    let run = lurcher(&["run", &folder.path().display().to_string(), "--timeout", "1s"]);
    assert!(run.stderr.contains("2 queries run, 1 with hits, 1 failed"), "{run:#?}");
    run.fails_with(&["was stopped after 1s"]);
}

#[test]
fn a_time_without_a_unit_is_refused() {
    let run = lurcher(&["query", "--timeout", "30", "print 1"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("a time with its unit is wanted"), "{run:#?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_behind() {
    use std::process::{Command, Stdio};
    let folder = Folder::with(&[("a.csv", b"old\n")]);
    let file = folder.file("a.csv").display().to_string();
    let mut child = crate::support::command()
        .args(["query", "--output", &file, "range x from 1 to 100000000000 step 1"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let is_writing = || std::fs::read_dir(folder.path()).unwrap().count() == 2;
    let start = Instant::now();
    while !is_writing() && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(is_writing(), "the draft stands beside the file");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!is_writing(), "the draft is gone");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "old\n");
}
