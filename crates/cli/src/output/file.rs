//! Results in files: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// A file that is being written, beside the place where it belongs.
pub(crate) struct Draft {
    /// Where it belongs.
    path: PathBuf,
    /// Where it is now; deleted unless it is kept. A device or a pipe has no draft.
    temporary: Option<TempPath>,
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
        let (file, temporary) = builder().tempfile_in(folder)?.into_parts();
        if let Ok(found) = fs::metadata(&path) {
            file.set_permissions(found.permissions())?;
        }
        Ok((file, Self { path, temporary: Some(temporary) }))
    }

    /// Puts the file in its place, instead of one that is there.
    pub(crate) fn keep(self) -> io::Result<()> {
        match self.temporary {
            Some(temporary) => temporary.persist(&self.path).map_err(|e| e.error),
            None => Ok(()),
        }
    }
}

/// Temporary files are their owner's only; a result is as readable as any new file.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lurcher-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
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
