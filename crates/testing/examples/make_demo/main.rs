//! Makes the tables of the demo workspace, and what the hunts must find in them:
//! `cargo run -p lurcher-testing --example make_demo`.
//!
//! The same rows come out each time, on every machine.

mod demo;

use std::io::{Error, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::{Compression, GzBuilder};

fn main() -> Result<(), Error> {
    let project = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from(project), PathBuf::from);
    for (path, text) in demo::files() {
        write(&folder.join(path), text.as_bytes())?;
    }
    Ok(())
}

fn write(path: &Path, text: &[u8]) -> Result<(), Error> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let file = fs::File::create(path)?;
    if path.extension().is_some_and(|e| e == "gz") {
        // No name and no time in the header, so that the file depends on its text alone.
        let mut gzip = GzBuilder::new().write(file, Compression::best());
        gzip.write_all(text)?;
        gzip.finish()?.flush()
    } else {
        (&file).write_all(text)
    }
}
