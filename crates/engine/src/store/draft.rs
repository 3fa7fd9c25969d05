//! A data file on its way to its place.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_writer::ArrowWriter;
use tempfile::{Builder, TempPath};

use super::error::{Heard, Said, StoreError, unwritable};
use super::layout::{ROW_GROUP_BYTES, properties};
use super::manifest::Manifest;
use super::{FOLDER, is_data_file, lock};

/// How the names of data files begin and end.
pub(super) const PREFIX: &str = "lurcher-";
pub(super) const ENDING: &str = ".parquet";
/// How the drafts of manifests begin.
const MANIFEST_DRAFT: &str = ".manifest-";

/// A data file that nobody reads yet. It is deleted unless it is kept.
#[derive(Debug)]
pub(super) struct Draft {
    path: TempPath,
    /// What locks it for as long as it is written: nobody sweeps it.
    #[expect(dead_code, reason = "it is held, not read: closing it frees the lock")]
    locked: File,
    /// How many rows it has.
    pub(super) rows: u64,
    /// How many of them came from each origin.
    pub(super) origins: BTreeMap<usize, u64>,
    /// The least and the greatest `TimeGenerated`.
    pub(super) span: Option<(i64, i64)>,
}

/// What writes a draft.
pub(super) struct DraftWriter {
    writer: ArrowWriter<Heard>,
    said: Said,
    path: TempPath,
    locked: File,
    rows: u64,
}

impl DraftWriter {
    /// Begins a data file of the table in a folder, which is made where it does not exist.
    pub(super) fn begin(table: &Path, schema: SchemaRef) -> Result<Self, StoreError> {
        let folder = table.join(FOLDER);
        let (file, path) = new_file(&folder).map_err(|e| unwritable(&folder, &e))?;
        let locked = file.try_clone().map_err(|e| unwritable(&path, &e))?;
        let said = Said::default();
        let writer = ArrowWriter::try_new(Heard::new(file, &said), schema, Some(properties()))
            .map_err(|e| StoreError::Internal(e.to_string()))?;
        Ok(Self { writer, said, path, locked, rows: 0 })
    }

    /// Writes rows.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        self.rows += batch.num_rows() as u64;
        self.writer.write(batch).map_err(|e| self.said.unwritten(&self.path, &e))?;
        if self.writer.in_progress_size() > ROW_GROUP_BYTES {
            self.writer.flush().map_err(|e| self.said.unwritten(&self.path, &e))?;
        }
        Ok(())
    }

    /// Ends the file, which then is on the disk.
    pub(super) fn finish(self, origins: BTreeMap<usize, u64>, span: Option<(i64, i64)>) -> Result<Draft, StoreError> {
        let Self { writer, said, path, locked, rows } = self;
        let file = writer.into_inner().map_err(|e| said.unwritten(&path, &e))?.into_file();
        file.sync_all().map_err(|e| unwritable(&path, &e))?;
        Ok(Draft { path, locked, rows, origins, span })
    }
}

impl Draft {
    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has.
    pub(super) fn bytes(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |found| found.len())
    }

    /// Puts the file among the data files, where it counts as soon as a manifest lists it.
    pub(super) fn keep(self, place: &Path) -> Result<(), StoreError> {
        self.path.persist(place).map_err(|e| unwritable(place, &e.error))
    }
}

/// A new file for a draft, locked.
fn new_file(folder: &Path) -> io::Result<(File, TempPath)> {
    let mut name = Builder::new();
    name.prefix(PREFIX).suffix(ENDING).rand_bytes(12);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are their owner's only; a table is as readable as any new file.
        name.permissions(fs::Permissions::from_mode(0o666));
    }
    loop {
        fs::create_dir_all(folder)?;
        let file = match name.tempfile_in(folder) {
            Ok(file) => file,
            // Another ingest has just taken away the folder that it found empty.
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(e),
        };
        let (file, path) = file.into_parts();
        // Another writer may have taken the file for a left one, before the lock.
        if file.lock().is_err() || path.exists() {
            return Ok((file, path));
        }
    }
}

/// Takes away the folders of a table that has nothing in them.
pub(super) fn remove_if_empty(table: &Path) {
    // A folder with something in it is not removed, which is what is wanted.
    let _ = fs::remove_dir(table.join(FOLDER)).and_then(|()| fs::remove_dir(table));
}

/// Deletes what ended writers left: drafts that nobody locks, and data files that the manifest does not list, where
/// nobody reads an older version of it. The caller holds the table's lock. What cannot be deleted is left for the next
/// one.
pub(super) fn sweep(table: &Path, manifest: &Manifest) {
    let folder = table.join(FOLDER);
    for (name, path) in files_in(&folder) {
        // Manifests are written under the lock that the caller has: none of them is anybody's.
        let is_left = name.starts_with(MANIFEST_DRAFT)
            || is_data_file(&name)
                && OpenOptions::new().write(true).open(&path).is_ok_and(|draft| draft.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_file(path);
        }
    }
    let listed: HashSet<&str> = manifest.files.iter().map(|file| &*file.name).collect();
    let left: Vec<PathBuf> = files_in(table)
        .filter(|(name, _)| is_data_file(name) && !listed.contains(&**name))
        .map(|(_, path)| path)
        .collect();
    let _ = lock::unless_read(table, || left.iter().for_each(|path| drop(fs::remove_file(path))));
}

fn files_in(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = found.filter(|found| found.file_type().is_ok_and(|kind| kind.is_file()));
    files.filter_map(|found| Some((OsStr::to_str(&found.file_name())?.to_owned(), found.path())))
}
