//! Changes of tables that come together: all of them are prepared, and then take their places one after the other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lurcher_symbols::Column;

use super::draft::{Draft, ENDING, PREFIX, sweep};
use super::error::StoreError;
use super::is_data_file;
use super::lock::WriterLock;
use super::manifest::{DataFile, Manifest, Origin, manifest_of, sync_folder, time_text};
use super::rewrite::{Gone, rows_of_origins, without};
use crate::tables::DataError;

/// A table that nobody else changes, and what it is to become.
pub(super) struct Locked {
    /// Its name.
    pub(super) name: String,
    /// Its folder.
    pub(super) folder: PathBuf,
    /// What it becomes.
    pub(super) manifest: Manifest,
    /// The new data files and the names that they get.
    new: Vec<(Draft, String)>,
    lock: WriterLock,
}

impl Locked {
    /// Locks a table. One that nobody has written yet gets a manifest, so that a data file never lies there without
    /// one; data files that lie there without one, as a copy has them, count from then on as they did before.
    pub(super) fn take(name: &str, folder: &Path) -> Result<Self, StoreError> {
        let lock = WriterLock::take(folder)?;
        let manifest = match manifest_of(folder)? {
            Some(manifest) => manifest,
            None => {
                let manifest = adopted(folder)?;
                manifest.prepare(folder)?.commit()?;
                manifest
            }
        };
        Ok(Self { name: name.to_owned(), folder: folder.to_path_buf(), manifest, new: Vec::new(), lock })
    }

    /// Adds a data file. `origins` gives the numbers that its origins have in this table.
    pub(super) fn add(&mut self, draft: Draft, columns: &[Column], origins: &BTreeMap<usize, u64>) {
        let is_free = |name: &String| {
            !self.folder.join(name).exists() && !self.manifest.lists(name) && self.new.iter().all(|(_, n)| n != name)
        };
        let name = |number: u64| format!("{PREFIX}{:06}-{number:02}{ENDING}", self.manifest.version + 1);
        let name = (0..).map(name).find(is_free).unwrap_or_default();
        self.manifest.add_columns(columns);
        self.manifest.files.push(DataFile {
            name: name.clone(),
            rows: draft.rows,
            bytes: draft.bytes(),
            first: draft.span.map(|(first, _)| time_text(first)),
            last: draft.span.map(|(_, last)| time_text(last)),
            origins: draft.origins.keys().filter_map(|origin| origins.get(origin)).copied().collect(),
        });
        self.new.push((draft, name));
    }

    /// Takes origins back, with all their rows.
    pub(super) fn forget(&mut self, is_forgotten: impl Fn(&Origin) -> bool) -> Result<Vec<Origin>, StoreError> {
        let (gone, kept): (Vec<Origin>, Vec<Origin>) =
            std::mem::take(&mut self.manifest.origins).into_iter().partition(is_forgotten);
        self.manifest.origins = kept;
        if gone.is_empty() {
            return Ok(gone);
        }
        let is_gone = |id: &u64| gone.iter().any(|origin| origin.id == *id);
        let names = Gone::Of(gone.iter().map(|origin| origin.name.clone()).collect());
        self.change_files(|file| match file.origins.iter().filter(|id| is_gone(id)).count() {
            0 => None,
            some if some == file.origins.len() => Some(None),
            _ => Some(Some(names.clone())),
        })?;
        Ok(gone)
    }

    /// Takes the rows back that are older. Returns how many there were.
    pub(super) fn forget_before(&mut self, time: i64) -> Result<u64, StoreError> {
        let before = self.manifest.rows();
        let text = time_text(time);
        let change = |file: &DataFile| match (&file.first, &file.last) {
            // Kusto spells all times with as many digits: the texts are in the order of the times.
            (_, Some(last)) if *last < text => Some(None),
            (Some(first), _) if *first < text => Some(Some(Gone::Before(time))),
            _ => None,
        };
        let mut expired: BTreeMap<u64, u64> = BTreeMap::new();
        for file in self.manifest.files.iter().filter(|file| change(file).is_some()) {
            let counted = match file.origins[..] {
                [origin] => BTreeMap::from([(origin as usize, file.rows)]),
                _ => rows_of_origins(&self.folder.join(&file.name), &self.places(file))?,
            };
            counted.into_iter().for_each(|(origin, rows)| *expired.entry(origin as u64).or_default() += rows);
        }
        self.change_files(change)?;
        for (origin, kept) in self.new.iter().flat_map(|(draft, _)| &draft.origins) {
            let rows = expired.entry(*origin as u64).or_default();
            *rows = rows.saturating_sub(*kept);
        }
        for origin in &mut self.manifest.origins {
            let rows = expired.get(&origin.id).map_or(0, |rows| origin.rows.min(*rows));
            origin.rows -= rows;
            origin.expired += rows;
        }
        Ok(before - self.manifest.rows())
    }

    /// Which origin of a data file has which name.
    fn places(&self, file: &DataFile) -> BTreeMap<String, usize> {
        let origins = self.manifest.origins.iter().filter(|origin| file.origins.contains(&origin.id));
        origins.map(|origin| (origin.name.clone(), origin.id as usize)).collect()
    }

    /// Changes data files: `None` leaves one as it is, `Some(None)` takes it away, otherwise it loses rows.
    fn change_files(&mut self, change: impl Fn(&DataFile) -> Option<Option<Gone>>) -> Result<(), StoreError> {
        for file in std::mem::take(&mut self.manifest.files) {
            let Some(change) = change(&file) else {
                self.manifest.files.push(file);
                continue;
            };
            let Some(gone) = change else { continue };
            let places = self.places(&file);
            let path = self.folder.join(&file.name);
            let Some(draft) = without(&path, &gone, &self.folder, &places)? else { continue };
            let same = draft.origins.keys().map(|id| (*id, *id as u64)).collect();
            self.add(draft, &[], &same);
        }
        if self.manifest.files.is_empty() {
            self.manifest.forget_columns();
        }
        Ok(())
    }

    /// The drafts, as they lie there.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &Path> {
        self.new.iter().map(|(draft, _)| draft.path())
    }
}

/// Puts the data files of a table at their places. Returns them; after an error none is left.
fn place(folder: &Path, new: Vec<(Draft, String)>) -> Result<Vec<PathBuf>, StoreError> {
    let mut placed = Vec::with_capacity(new.len());
    for (draft, name) in new {
        let path = folder.join(name);
        if let Err(e) = draft.keep(&path) {
            remove(&placed);
            return Err(e);
        }
        placed.push(path);
    }
    sync_folder(folder);
    Ok(placed)
}

fn remove(files: &[PathBuf]) {
    files.iter().for_each(|path| drop(fs::remove_file(path)));
}

/// Changes tables. What can fail for want of room, or of permission, fails before the first of them has changed.
pub(super) fn commit(tables: Vec<Locked>) -> Result<(), StoreError> {
    let mut placed: Vec<PathBuf> = Vec::new();
    let mut prepared = Vec::with_capacity(tables.len());
    let mut locks = Vec::with_capacity(tables.len());
    for Locked { folder, mut manifest, new, lock, .. } in tables {
        manifest.version += 1;
        let done = place(&folder, new).and_then(|files| {
            placed.extend(files);
            manifest.prepare(&folder)
        });
        match done {
            Ok(ready) => prepared.push((folder, manifest, ready)),
            Err(e) => {
                remove(&placed);
                return Err(e);
            }
        }
        locks.push(lock);
    }
    for (folder, manifest, ready) in prepared {
        ready.commit()?;
        sweep(&folder, &manifest);
    }
    drop(locks);
    Ok(())
}

/// The manifest of a table whose data files have none.
fn adopted(folder: &Path) -> Result<Manifest, StoreError> {
    let mut manifest = Manifest::default();
    let entries = fs::read_dir(folder).map_err(|e| DataError::io(folder, &e))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_data_file(name))
        .collect();
    names.sort_unstable();
    for name in names {
        let path = folder.join(&name);
        let file = fs::File::open(&path).map_err(|e| DataError::io(&path, &e))?;
        let bytes = file.metadata().map_or(0, |found| found.len());
        let reader = parquet::file::reader::SerializedFileReader::new(file)
            .map_err(|e| DataError::new(&path, format!("cannot be read: {e}")))?;
        let rows = parquet::file::reader::FileReader::metadata(&reader).file_metadata().num_rows();
        let rows = u64::try_from(rows).unwrap_or(0);
        manifest.files.push(DataFile { name, rows, bytes, first: None, last: None, origins: Vec::new() });
    }
    Ok(manifest)
}
