//! Results in files: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::temporary::Temporary;

/// A file that is being written, beside the place where it belongs.
pub(crate) struct Draft {
    /// Where it belongs.
    path: PathBuf,
    /// Where it is now, and what locks it until it is kept. A device or a pipe has no draft.
    temporary: Option<(File, Temporary)>,
}

impl Draft {
    /// Begins a file: what to write to, and the draft, which [`Self::keep`] puts in its place.
    pub(crate) fn begin(path: &Path) -> io::Result<(File, Self)> {
        // A link stays one, and its target is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok((file, Self { path, temporary: None }));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, temporary) = Temporary::draft(folder)?;
        if let Ok(found) = fs::metadata(&path) {
            file.set_permissions(found.permissions())?;
        }
        Ok((file.try_clone()?, Self { path, temporary: Some((file, temporary)) }))
    }

    /// Puts the file in its place, instead of one that is there.
    pub(crate) fn keep(self) -> io::Result<()> {
        let Some((file, temporary)) = self.temporary else { return Ok(()) };
        // A disk that is full or gone may say so only now; a file that takes another's place must be there in full.
        file.sync_all()?;
        temporary.keep(&self.path)
    }
}

/// More results behind those of a file. What was begun and is not kept is cut off again.
pub(crate) struct Addition {
    file: File,
    length: u64,
    kept: bool,
}

impl Addition {
    /// Begins at the end of a file.
    pub(crate) fn begin(path: &Path) -> io::Result<(File, Self)> {
        let file = OpenOptions::new().append(true).open(path)?;
        let length = file.metadata()?.len();
        Ok((file.try_clone()?, Self { file, length, kept: false }))
    }

    /// Keeps what was written.
    pub(crate) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Addition {
    fn drop(&mut self) {
        if !self.kept {
            // The error that led here is told; this one could not add anything.
            let _ = self.file.set_len(self.length);
        }
    }
}
