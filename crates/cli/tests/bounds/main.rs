//! The worst queries known, each a test: it ends within its time, with an answer or a clear error, and the process
//! stays within its memory.
//!
//! `worst.rs` lists them. `cargo test --test bounds -- pivot` runs those whose name holds a text.

#[path = "../support/mod.rs"]
mod support;

mod worst;

use std::io::Read;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use worst::{End, LIMIT, TIME, Worst, worst};

/// What a process may take beyond its limit and a quarter of it: see the engine's guard, and the program itself.
const BEYOND: u64 = (512 + 160) << 20;

/// The time of a query that ends by itself: a busy machine needs more than it should.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a busy machine may take to notice that the time is over.
const LATE: Duration = Duration::from_secs(10);

fn main() {
    let mut arguments = Arguments::from_args();
    // Each takes what it gets; two at once would measure each other.
    arguments.test_threads = Some(1);
    let trial = |worst: Worst| Trial::test(worst.name, move || run(&worst));
    libtest_mimic::run(&arguments, worst().into_iter().map(trial).collect()).exit();
}

/// How a run ended.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    time: Duration,
    /// The most memory that it had; none where the system does not tell.
    most: Option<u64>,
}

fn run(worst: &Worst) -> Result<(), Failed> {
    let allowed = match worst.end {
        End::Answer(_) | End::Refused(_) => PATIENCE,
        End::Bounded | End::AnswerOr(_) => TIME,
    };
    let ran = start(&worst.query, allowed);
    let Ran { code, stdout, stderr, time, most } = &ran;
    let fail =
        |what: &str| Err(format!("{what}\ncode {code:?} after {time:?}, {most:?} bytes\n{stdout}{stderr}").into());
    if ["panicked", "internal error", "RUST_BACKTRACE"].iter().any(|defect| stderr.contains(defect)) {
        return fail("a defect shows");
    }
    if *time > allowed + LATE {
        return fail("it takes too long");
    }
    if most.is_some_and(|most| most > LIMIT + LIMIT / 4 + BEYOND) {
        return fail("it takes too much memory");
    }
    let stopped = stderr.contains("the query was stopped after");
    let large = stderr.contains("the query needs more memory than it may have");
    let as_expected = match worst.end {
        End::Answer(csv) => *code == Some(0) && stdout == csv,
        End::Refused(text) => *code == Some(1) && stderr.contains(text),
        End::Bounded => *code == Some(1) && (stopped || large),
        End::AnswerOr(csv) => *code == Some(0) && stdout == csv || *code == Some(1) && (stopped || large),
    };
    if as_expected { Ok(()) } else { fail("it does not end as it should") }
}

/// Runs the program with the query on standard input: some are longer than an argument may be.
fn start(query: &str, allowed: Duration) -> Ran {
    let (limit, time) = (format!("{LIMIT}B"), format!("{}ms", allowed.as_millis()));
    let mut command = support::command();
    command.args(["query", "--format", "csv", "--max-rows", "2", "--memory-limit", &limit, "--timeout", &time, "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let begin = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    std::io::Write::write_all(&mut stdin, query.as_bytes()).expect("the program reads");
    drop(stdin);
    let (out, err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let [out, err] = [reader(out), reader(err)];
    let mut most = None;
    let code = loop {
        most = most_memory(&child).or(most);
        match child.try_wait().expect("the program can be waited for") {
            Some(status) => break status.code(),
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let time = begin.elapsed();
    let text =
        |reader: thread::JoinHandle<Vec<u8>>| String::from_utf8_lossy(&reader.join().expect("read")).into_owned();
    Ran { code, stdout: text(out), stderr: text(err), time, most }
}

fn reader(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was said before the end is what there is.
        drop(from.read_to_end(&mut bytes));
        bytes
    })
}

/// The most memory that a running process has had, where Linux tells it.
fn most_memory(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
