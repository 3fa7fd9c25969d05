//! Who may do what with a table at the same time. Locks are the system's: the end of a process frees them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::FOLDER;
use super::error::{StoreError, unwritable};

/// The file that a writer locks while it changes the manifest.
const LOCK: &str = "lock";
/// The file that readers share.
const READERS: &str = "readers";

/// One writer of a table. It waits for another one, which holds the lock for the moment of a commit only.
#[derive(Debug)]
pub(super) struct WriterLock {
    #[expect(dead_code, reason = "it is held, not read: closing it frees the lock")]
    file: File,
}

impl WriterLock {
    /// Locks the table in a folder, which is made where it does not exist.
    pub(super) fn take(table: &Path) -> Result<Self, StoreError> {
        let folder = table.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|e| unwritable(&folder, &e))?;
        let path = folder.join(LOCK);
        let open = || OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = open().and_then(|file| file.lock().map(|()| file)).map_err(|e| unwritable(&path, &e))?;
        Ok(Self { file })
    }
}

/// A reader's hold on the data files of a table: as long as it lives, none is deleted.
#[derive(Debug)]
pub(crate) struct Snapshot {
    #[expect(dead_code, reason = "it is held, not read: closing it frees the lock")]
    readers: File,
}

impl Snapshot {
    /// Holds the data files of the table in a folder. `None` where the table was never written, or where nothing can
    /// be locked: on a disk that is read-only nobody deletes anything either.
    pub(crate) fn take(table: &Path) -> Option<Self> {
        let readers = File::open(table.join(FOLDER).join(READERS)).ok()?;
        readers.lock_shared().ok()?;
        Some(Self { readers })
    }
}

/// Does something while nobody reads the table, and not at all where somebody does.
pub(super) fn unless_read(table: &Path, work: impl FnOnce()) -> io::Result<()> {
    let path = table.join(FOLDER).join(READERS);
    let readers = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    match readers.try_lock() {
        Ok(()) => work(),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(e)) => return Err(e),
    }
    Ok(())
}
