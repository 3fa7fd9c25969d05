//! Writes the pages of `docs` that come from the code (what of Kusto is supported, the reference of the functions …), and
//! fills the paragraphs of the others: `cargo run --package lurcher-testing --example make_docs`.

mod docs;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (path, text) in docs::pages(&folder)? {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, text)?;
    }
    for path in docs::written(&folder)? {
        let text = docs::filled(&fs::read_to_string(&path)?);
        fs::write(path, text)?;
    }
    Ok(())
}
