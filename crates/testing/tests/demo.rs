//! The demo in `data/` is what its generator makes.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;

#[path = "../examples/make_demo/demo/mod.rs"]
mod demo;

fn read(path: &Path) -> std::io::Result<String> {
    let file = std::fs::File::open(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        (&file).read_to_string(&mut text)?;
    }
    Ok(text)
}

#[test]
fn the_committed_files_are_the_generators() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    for (path, expected) in demo::files() {
        let text = read(&folder.join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        // Not `assert_eq`, which would print megabytes.
        assert!(text == expected, "{path} is out of date: cargo run -p lurcher-testing --example make_demo");
    }
}
