//! Output that nobody reads to the end, and queries that somebody stops.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use support::{attended, command};

const ENDLESS: &str = "range x from 1 to 100000000000 step 1 | extend y = tostring(x)";

#[test]
fn a_closed_pipe_ends_quietly() {
    for format in ["csv", "json", "jsonl", "table", "markdown"] {
        let mut child = command()
            .args(["query", "--format", format, ENDLESS])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn who_is_asked_to_end_stops_at_once() {
    use std::process::Command;
    // A number that the query has to count to, and no row before that.
    let kql = "range x from 1 to 100000000000 step 1 | summarize sum(x)";
    for (signal, expected) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let mut child = attended().args(["query", kql]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        assert_eq!(child.try_wait().unwrap(), None, "the query still runs");
        let start = Instant::now();
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let code = child.wait().unwrap().code();
        assert_eq!(code, Some(expected), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(2), "{signal}: {:?}", start.elapsed());
    }
}
