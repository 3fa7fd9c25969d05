//! Queries over the demo workspace.

use std::path::Path;
use std::sync::OnceLock;
use std::thread;

use lurcher_diagnostics::SourceId;
use lurcher_engine::{Session, SessionOptions};
use lurcher_syntax::{parse, print};

use super::run::{limits, run};

/// A parser's thread has that much stack at least.
const STACK: usize = 8 << 20;

/// Reads a text as a query, writes it and reads it again, and runs it. What is not UTF-8 is no query.
pub fn query(bytes: &[u8]) {
    static SESSION: OnceLock<Session> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    read_and_write(text);
    let open = || {
        let workspace = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"));
        Session::open(SessionOptions { workspace, limits: limits(), ..SessionOptions::default() })
    };
    let session = SESSION.get_or_init(|| open().unwrap_or_else(|e| panic!("the demo does not open: {e}")));
    run(session, text);
}

/// What a tree is written as means the same.
fn read_and_write(text: &str) {
    thread::scope(|scope| {
        let work = || {
            let parsed = parse(text, SourceId::default());
            if parsed.diagnostics.has_errors() {
                return;
            }
            let printed = print(&parsed.query);
            let again = parse(&printed, SourceId::default());
            assert!(again.query == parsed.query, "{text}\nis written as\n{printed}");
        };
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        if let Err(panic) = started.unwrap_or_else(|e| panic!("no thread: {e}")).join() {
            std::panic::resume_unwind(panic);
        }
    });
}
