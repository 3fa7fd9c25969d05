//! Content in all the forms that people keep it in, by the built binary.

mod broken;
mod files;
mod functions;
mod placeholders;
#[path = "../support/mod.rs"]
mod support;
mod templates;

use support::{Folder, Run};

/// Three sessions of two days.
const SESSIONS: &[u8] =
    b"TimeGenerated,Account\n2026-01-14T00:00:00Z,alice\n2026-01-15T00:00:00Z,\"o'hara\"\n2026-01-15T12:00:00Z,carol\n";

/// The program in a folder, with the folder as its workspace.
fn lurcher(folder: &Folder, arguments: &[&str]) -> Run {
    support::lurcher_in(folder.path(), &[arguments, &["--workspace", ".", "--error-format", "short"]].concat())
}
