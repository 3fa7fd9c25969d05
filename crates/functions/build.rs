//! Generates the list of functions from the folders: adding a function touches one file.
//!
//! For each folder of `src` named below, writes `OUT_DIR/FOLDER.rs` with one `mod` line a file (by absolute `#[path]`) and a constant
//! that lists each file's `FUNCTION`.

use std::path::Path;
use std::{env, fs};

const FOLDERS: [(&str, &str); 4] = [
    ("scalar", "crate::ScalarFunction"),
    ("operators", "crate::ScalarFunction"),
    ("aggregate", "crate::AggregateFunction"),
    ("window", "crate::WindowFunction"),
];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    for (folder, ty) in FOLDERS {
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
            text += &format!("#[path = {path:?}]\nmod r#{name};\n");
        }
        let list: String = names.iter().map(|name| format!("    &r#{name}::FUNCTION,\n")).collect();
        text += &format!("pub(crate) static ALL: &[&{ty}] = &[\n{list}];\n");
        fs::write(Path::new(&out).join(format!("{folder}.rs")), text).expect("OUT_DIR is writable");
    }
}
