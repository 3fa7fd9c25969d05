//! Files that nobody else may read, and that are gone afterwards.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{path::Path, thread};

use crate::support::{Folder, command};

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.flat_map(|e| if e.path().is_dir() { files(&e.path()) } else { vec![e.path()] }).collect()
}

/// Waits for temporary files, looks at them, and returns how many there were.
fn look_at(folder: &Path) -> usize {
    let start = Instant::now();
    while files(folder).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(60), "no temporary file");
        thread::sleep(Duration::from_millis(5));
    }
    let found = files(folder);
    for file in &found {
        // One that is gone meanwhile was looked at too late.
        let Ok(metadata) = fs::metadata(file) else { continue };
        assert_eq!(metadata.permissions().mode() & 0o077, 0, "{} is readable by others", file.display());
    }
    found.len()
}

#[test]
fn standard_input_is_kept_private_and_removed() {
    let temporary = Folder::with(&[]);
    let mut child = command()
        .args(["query", "stdin | count"])
        .env("TMPDIR", temporary.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    // More than the beginning that tells the format.
    input.write_all("a,b\n".repeat(40_000).as_bytes()).expect("it reads");
    assert!(look_at(temporary.path()) > 0);
    drop(input);
    assert!(child.wait().expect("it ends").success());
    assert_eq!(files(temporary.path()), Vec::<std::path::PathBuf>::new());
}
