//! Results on their way out: to a terminal, a file, a pager, a full disk.

#[path = "../support/mod.rs"]
mod support;

mod bad;
mod files;
#[cfg(target_os = "linux")]
mod pager;
mod shell;
#[cfg(target_os = "linux")]
mod terminal;
