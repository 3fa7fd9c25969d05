//! Watches the work of a thread: what hangs ends the program with the inputs told, and how much memory was held is
//! known afterwards.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;
use std::{fs, process};

/// Inputs that take longer, and cannot be stopped, end the program.
const HANGS: Duration = Duration::from_secs(60);

/// Watches one piece of work after the other.
pub(super) struct Watch {
    sender: Sender<Option<PathBuf>>,
}

impl Watch {
    pub(super) fn start() -> Self {
        let (sender, receiver) = channel();
        // Without a thread nothing is watched, and the work is done as well.
        drop(thread::Builder::new().name("watch".to_owned()).spawn(move || watch(&receiver)));
        Self { sender }
    }

    /// Work begins, whose inputs stand in that file.
    pub(super) fn begin(&self, inputs: PathBuf) {
        drop(self.sender.send(Some(inputs)));
    }

    /// It has ended.
    pub(super) fn end(&self) {
        drop(self.sender.send(None));
    }
}

fn watch(receiver: &Receiver<Option<PathBuf>>) {
    while let Ok(work) = receiver.recv() {
        let Some(inputs) = work else { continue };
        if receiver.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
            eprintln!("hangs: {} has the inputs", inputs.display());
            process::exit(1);
        }
    }
}

/// How long the processors have worked for the process, to a hundredth of a second; none where the system does not say
/// it.
pub(super) fn worked() -> Option<Duration> {
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold anything, a parenthesis too.
    let (_, fields) = status.rsplit_once(')')?;
    let ticks = fields.split_ascii_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().ok());
    Some(Duration::from_millis(ticks.sum::<Option<u64>>()? * 10))
}

/// The most memory that the process has held since [`forget_memory`], in bytes; 0 where the system does not say it.
pub(super) fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Lets the measurement begin anew, where the system can.
pub(super) fn forget_memory() {
    drop(fs::write("/proc/self/clear_refs", "5"));
}
