//! The files of a folder as modules and as one list.

use std::path::Path;
use std::{env, fs};

/// Writes `OUT_DIR/NAME.rs` for the folder `src/FOLDER`: one `mod` line a file (by absolute `#[path]`), and a constant
/// `ALL` that lists each file's `CONSTANT`, of type `ty`. Adding to such a list touches one file.
pub fn list(folder: &str, name: &str, constant: &str, ty: &str) {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let dir = Path::new(&root).join("src").join(folder);
    println!("cargo::rerun-if-changed={}", dir.display());
    let mut names: Vec<String> = fs::read_dir(&dir)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "mod")
        .collect();
    names.sort();
    let mut text = String::new();
    for name in &names {
        let path = dir.join(format!("{name}.rs"));
        text += &format!("#[path = {path:?}]\npub(crate) mod r#{name};\n");
    }
    let items: String = names.iter().map(|name| format!("    &r#{name}::{constant},\n")).collect();
    text += &format!("pub(crate) static ALL: &[&{ty}] = &[\n{items}];\n");
    fs::write(Path::new(&out).join(format!("{name}.rs")), text).expect("OUT_DIR is writable");
}
