//! The inputs that are kept: one for every defect that was found, named after it, and a few that reach much.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Target;

/// The folder of the corpus in the project.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus")
}

/// The kept inputs of a target.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// Names and inputs, by name.
    pub inputs: Vec<(String, Vec<u8>)>,
}

impl Corpus {
    /// Reads a target's folder below `folder`; it need not be there.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read(folder: &Path, target: &Target) -> io::Result<Self> {
        let folder = folder.join(target.name);
        let mut inputs = Vec::new();
        if folder.is_dir() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                inputs.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
            }
        }
        inputs.sort();
        Ok(Self { inputs })
    }
}
