//! Files that are there only while the program works on them. However it ends, none stays: Ctrl-C deletes them on its
//! way, and what a killed program left goes with the next run that writes into the folder.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, TempPath};

/// How the drafts of results begin and end. No table has files of such names.
const DRAFT: (&str, &str) = (".lurcher-", ".part");

/// What there is to delete when the program ends at once.
static LIVING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The folders whose drafts of others have been looked at.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that is deleted unless it is kept.
#[derive(Debug)]
pub(crate) struct Temporary {
    /// There until the file is kept or deleted.
    path: Option<TempPath>,
}

impl Temporary {
    /// A new file of such a name; in the system's folder for temporary files where none is named.
    pub(crate) fn begin(name: &Builder<'_, '_>, folder: Option<&Path>) -> io::Result<(File, Self)> {
        // Whoever ends the program waits until the file can be found, or is not yet there.
        let mut living = lock(&LIVING);
        let file = match folder {
            Some(folder) => name.tempfile_in(folder)?,
            None => name.tempfile()?,
        };
        let (file, path) = file.into_parts();
        living.insert(path.to_path_buf());
        Ok((file, Self { path: Some(path) }))
    }

    /// A draft of a file of that folder, which only this program touches while it is open.
    pub(crate) fn draft(folder: &Path) -> io::Result<(File, Self)> {
        sweep(folder);
        let mut name = Builder::new();
        name.prefix(DRAFT.0).suffix(DRAFT.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Temporary files are their owner's only; a result is as readable as any new file.
            name.permissions(fs::Permissions::from_mode(0o666));
        }
        loop {
            let (file, draft) = Self::begin(&name, Some(folder))?;
            // Where nothing can be locked (a network's disk may have no locks) nobody sweeps. Elsewhere another program
            // may have taken the file for a left one, before the lock.
            if file.lock().is_err() || draft.path().exists() {
                return Ok((file, draft));
            }
        }
    }

    /// Where the file is.
    pub(crate) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(""))
    }

    /// Puts the file in its place, instead of one that is there.
    pub(crate) fn keep(mut self, place: &Path) -> io::Result<()> {
        let mut living = lock(&LIVING);
        let Some(path) = self.path.take() else { return Ok(()) };
        living.remove(&*path);
        path.persist(place).map_err(|e| e.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            let mut living = lock(&LIVING);
            living.remove(&*path);
            drop(path);
        }
    }
}

/// Ends the program at once, without a temporary file.
pub(crate) fn end(code: u8) -> ! {
    // Held to the end: no file is begun or kept any more.
    let living = lock(&LIVING);
    // A file that cannot be deleted is left; nobody is there to tell.
    living.iter().for_each(|path| drop(fs::remove_file(path)));
    std::process::exit(code.into())
}

/// Deletes the drafts that nobody works on: the programs that wrote them were killed. A folder is looked at once.
pub(crate) fn sweep(folder: &Path) {
    if !lock(&SWEPT).insert(folder.to_path_buf()) {
        return;
    }
    let is_draft = |name: &OsStr| name.to_str().is_some_and(|n| n.starts_with(DRAFT.0) && n.ends_with(DRAFT.1));
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let drafts = found.filter(|f| is_draft(&f.file_name()) && f.file_type().is_ok_and(|kind| kind.is_file()));
    for path in drafts.map(|draft| draft.path()) {
        // Who works on a draft holds its lock. What cannot be opened, locked or deleted is left to whom it belongs.
        if let Ok(file) = OpenOptions::new().write(true).open(&path)
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(&path);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_draft_takes_its_place_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        drop(Temporary::draft(folder.path()).unwrap());
        assert!(names(folder.path()).is_empty());
        let (_file, draft) = Temporary::draft(folder.path()).unwrap();
        draft.keep(&folder.path().join("a.csv")).unwrap();
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn what_a_killed_program_left_goes_and_what_another_works_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".lurcher-left.part", ".lurcher-other.csv", "mine.part"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        // As another program has it, which began after the left one ended.
        let busy = File::create(folder.path().join(".lurcher-busy.part")).unwrap();
        busy.lock().unwrap();
        let (_file, draft) = Temporary::draft(folder.path()).unwrap();
        let stays = [".lurcher-busy.part", ".lurcher-other.csv", "mine.part"];
        assert!(draft.path().exists());
        drop(draft);
        assert_eq!(names(folder.path()), stays);
    }
}
