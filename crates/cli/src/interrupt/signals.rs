//! SIGTERM, by which services are stopped, and SIGHUP, which comes when a terminal goes away.

use std::fs;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGTERM};
use signal_hook::iterator::Signals;

/// A shell adds this to the number of the signal that ended a program.
const BY_SIGNAL: i32 = 128;

/// Listens from now on.
pub(super) fn listen() {
    let wanted = [SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
    // Who cannot listen ends as the system ends programs.
    let Ok(mut signals) = Signals::new(wanted) else { return };
    thread::spawn(move || {
        for signal in &mut signals {
            super::end(u8::try_from(BY_SIGNAL + signal).unwrap_or(super::INTERRUPTED));
        }
    });
}

/// Whether whoever started the program wants it to go on: `nohup` does so. Only Linux tells; elsewhere a terminal that
/// goes away is left to the system.
fn is_ignored(signal: i32) -> bool {
    let Ok(status) = fs::read_to_string("/proc/self/status") else { return signal == SIGHUP };
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    ignored & 1 << (signal - 1) != 0
}
