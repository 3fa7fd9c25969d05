//! One ingest: rows of any tables, which all become the tables' together.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions, StringViewArray};
use arrow::datatypes::{Field, Schema};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::{Column, ScalarType};

use super::commit::{self, Locked};
use super::draft::{Draft, remove_if_empty};
use super::error::StoreError;
use super::layout::Room;
use super::manifest::{Manifest, Origin, OriginKind, manifest_of, time_text};
use super::rewrite::{Gone, without};
use super::run::Run;
use super::writer::Writer;
use super::{SOURCE_FILE, SOURCE_RECORD};
use crate::tables::DataError;

/// An origin of an ingest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginId(usize);

/// Rows on their way into tables. Unless they are committed they leave nothing.
#[derive(Debug)]
pub struct Ingest {
    /// The folder of all tables.
    folder: PathBuf,
    tables: BTreeMap<Arc<str>, Writing>,
    origins: Vec<Pending>,
    writer: Writer,
    room: Room,
    /// When it is, in ticks.
    now: i64,
}

/// A table that is written.
#[derive(Debug, Default)]
struct Writing {
    run: Run,
    drafts: Vec<Draft>,
    columns: Vec<Column>,
}

/// What rows come from.
#[derive(Debug)]
struct Pending {
    name: Arc<str>,
    kind: OriginKind,
    records: u64,
    tables: BTreeSet<Arc<str>>,
}

/// Says why rows of these drafts, which hold columns that the table has not had, cannot be the table's.
pub type Check<'c> = dyn Fn(&str, &[&Path]) -> Result<(), DataError> + 'c;

impl Ingest {
    /// Begins an ingest into the tables of that folder, which may use so much memory. `now` is when it is.
    pub fn begin(folder: &Path, now: i64, memory: usize) -> Self {
        let (tables, origins, writer) = (BTreeMap::new(), Vec::new(), Writer::default());
        Self { folder: folder.to_path_buf(), tables, origins, writer, room: Room::of(memory), now }
    }

    /// The manifests of all tables that were written, by name.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn manifests(folder: &Path) -> Result<BTreeMap<String, Manifest>, DataError> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(e) => return Err(DataError::io(folder, &e)),
        };
        let mut manifests = BTreeMap::new();
        for entry in entries {
            let entry = entry.map_err(|e| DataError::io(folder, &e))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if let Some(manifest) = manifest_of(&entry.path())? {
                manifests.insert(name, manifest);
            }
        }
        Ok(manifests)
    }

    /// Something that rows come from.
    pub fn origin(&mut self, name: &str, kind: OriginKind) -> OriginId {
        self.origins.push(Pending { name: name.into(), kind, records: 0, tables: BTreeSet::new() });
        OriginId(self.origins.len() - 1)
    }

    /// Says what an origin is, where that shows at its end only.
    pub fn set_kind(&mut self, origin: OriginId, kind: OriginKind) {
        self.origins[origin.0].kind = kind;
    }

    /// Says how many records an origin has.
    pub fn set_records(&mut self, origin: OriginId, records: u64) {
        self.origins[origin.0].records = records;
    }

    /// Adds rows of an origin: columns of the types of plans, and the number of the record that each row came from.
    ///
    /// # Errors
    /// The table cannot have that name, or what is held in memory cannot be written.
    pub fn add(
        &mut self,
        table: &str,
        origin: OriginId,
        columns: &[Column],
        batch: RecordBatch,
        records: Int64Array,
    ) -> Result<(), StoreError> {
        let name = Arc::clone(&self.origins[origin.0].name);
        let rows = batch.num_rows();
        let provenance: [(&str, ScalarType, ArrayRef); 2] = [
            (SOURCE_FILE, ScalarType::String, Arc::new(repeated(&name, rows))),
            (SOURCE_RECORD, ScalarType::Long, Arc::new(records)),
        ];
        let mut all: Vec<Column> = columns.to_vec();
        let mut arrays = batch.columns().to_vec();
        for (name, ty, array) in provenance {
            all.push(Column::new(name, ty));
            arrays.push(array);
        }
        self.add_rows(table, origin, all, arrays, rows)
    }

    /// Adds rows that know nothing of files and records: those of a summary rule.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn add_computed(
        &mut self,
        table: &str,
        origin: OriginId,
        columns: &[Column],
        batch: &RecordBatch,
    ) -> Result<(), StoreError> {
        self.add_rows(table, origin, columns.to_vec(), batch.columns().to_vec(), batch.num_rows())
    }

    fn add_rows(
        &mut self,
        table: &str,
        origin: OriginId,
        columns: Vec<Column>,
        arrays: Vec<ArrayRef>,
        rows: usize,
    ) -> Result<(), StoreError> {
        check_name(table)?;
        if rows == 0 {
            return Ok(());
        }
        let field = |c: &Column| Field::new(&*c.name, arrow_type(c.ty), true);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(schema, arrays, &options)
            .map_err(|e| StoreError::Internal(e.to_string()))?;
        let table: Arc<str> = match self.tables.get_key_value(table) {
            Some((known, _)) => Arc::clone(known),
            None => table.into(),
        };
        self.origins[origin.0].tables.insert(Arc::clone(&table));
        let run = &self.tables.entry(Arc::clone(&table)).or_default().run;
        if !run.takes(&columns) || run.is_full(self.room.run) {
            self.flush(&table)?;
        }
        self.tables.entry(table).or_default().run.add(origin.0, columns.into(), batch);
        self.release()
    }

    /// Writes tables for as long as all together hold more than they may.
    fn release(&mut self) -> Result<(), StoreError> {
        let held = |ingest: &Self| ingest.tables.values().map(|writing| writing.run.bytes()).sum::<usize>();
        while held(self) + self.writer.bytes() > self.room.held {
            let largest = self.tables.iter().max_by_key(|(_, writing)| writing.run.bytes());
            match largest.map(|(name, writing)| (Arc::clone(name), writing.run.rows())) {
                Some((name, 1..)) => self.flush(&name)?,
                _ => self.settle()?,
            }
        }
        Ok(())
    }

    /// Begins to write what a table holds in memory, as soon as what was begun before is on the disk.
    fn flush(&mut self, table: &Arc<str>) -> Result<(), StoreError> {
        self.settle()?;
        let Some(run) = self.tables.get_mut(table).map(Writing::take) else { return Ok(()) };
        if run.rows() > 0 { self.writer.begin(table, run, &self.folder.join(&**table)) } else { Ok(()) }
    }

    /// Waits until nothing is being written.
    fn settle(&mut self) -> Result<(), StoreError> {
        if let Some((table, draft)) = self.writer.end()? {
            self.tables.entry(table).or_default().drafts.push(draft);
        }
        Ok(())
    }

    /// Takes the rows of an origin back: it turned out to be nothing that can be ingested.
    ///
    /// # Errors
    /// What was written already cannot be written anew.
    pub fn take_back(&mut self, origin: OriginId) -> Result<(), StoreError> {
        self.settle()?;
        let places = self.places();
        let gone = Gone::Of([self.origins[origin.0].name.to_string()].into());
        for (name, writing) in &mut self.tables {
            writing.run.take_back(origin.0);
            writing.drop_rows(origin.0, &gone, &self.folder.join(&**name), &places)?;
        }
        Ok(())
    }

    /// Which origin has which name.
    fn places(&self) -> BTreeMap<String, usize> {
        self.origins.iter().enumerate().map(|(place, origin)| (origin.name.to_string(), place)).collect()
    }

    /// How many rows are not committed yet.
    pub fn pending_rows(&self) -> u64 {
        let rows =
            |writing: &Writing| writing.run.rows() as u64 + writing.drafts.iter().map(|draft| draft.rows).sum::<u64>();
        self.tables.values().map(rows).sum::<u64>() + self.writer.rows() as u64
    }

    /// Lets all rows be the tables': at once in each table. A table in which somebody else has put an origin meanwhile
    /// keeps it, and its rows are not added again; these origins are returned. The ingest can go on with other origins.
    ///
    /// # Errors
    /// A table cannot be written, or does not take the rows; then no table has changed.
    pub fn commit(&mut self, check: &Check<'_>) -> Result<Vec<OriginId>, StoreError> {
        for table in self.tables.keys().cloned().collect::<Vec<_>>() {
            self.flush(&table)?;
        }
        self.settle()?;
        let places = self.places();
        let (mut again, mut added) = (BTreeSet::new(), BTreeSet::new());
        let mut locked = Vec::with_capacity(self.tables.len());
        for (name, writing) in &mut self.tables {
            if writing.drafts.is_empty() {
                continue;
            }
            let folder = self.folder.join(&**name);
            let mut table = Locked::take(name, &folder)?;
            for (place, origin) in self.origins.iter().enumerate() {
                if !origin.tables.contains(name) {
                    continue;
                }
                table.manifest.origins.retain(|known| !known.is_expired() || !origin.kind.is_again(&known.kind));
                let is_known = table.manifest.origins.iter().any(|known| origin.kind.is_again(&known.kind));
                match origin.kind {
                    _ if !is_known => drop(added.insert(OriginId(place))),
                    OriginKind::Bin { .. } => {
                        table.forget(|known| origin.kind.is_again(&known.kind))?;
                    }
                    OriginKind::File { .. } | OriginKind::Stream { .. } => {
                        let gone = Gone::Of([origin.name.to_string()].into());
                        writing.drop_rows(place, &gone, &folder, &places)?;
                        again.insert(OriginId(place));
                    }
                }
            }
            let is_new = !table.manifest.knows(&writing.columns);
            let ids = add_origins(&mut table.manifest, &writing.drafts, &self.origins, self.now);
            for draft in std::mem::take(&mut writing.drafts) {
                table.add(draft, &writing.columns, &ids);
            }
            if is_new {
                check(&table.name, &table.drafts().collect::<Vec<_>>())?;
            }
            locked.push(table);
        }
        commit::commit(locked)?;
        self.tables.clear();
        self.origins.clear();
        // What some table lacked came for that one.
        Ok(again.difference(&added).copied().collect())
    }
}

/// Puts the origins of drafts into a table's manifest. Returns the numbers that they have there.
fn add_origins(manifest: &mut Manifest, drafts: &[Draft], origins: &[Pending], now: i64) -> BTreeMap<usize, u64> {
    let mut rows: BTreeMap<usize, u64> = BTreeMap::new();
    for (origin, count) in drafts.iter().flat_map(|draft| &draft.origins) {
        *rows.entry(*origin).or_default() += count;
    }
    let id = |(place, rows): (usize, u64)| {
        let origin = &origins[place];
        let origin = Origin {
            id: 0,
            name: origin.name.to_string(),
            kind: origin.kind.clone(),
            records: origin.records,
            rows,
            expired: 0,
            tables: origin.tables.iter().map(|name| name.to_string()).collect(),
            at: time_text(now),
        };
        (place, manifest.add_origin(origin))
    };
    rows.into_iter().map(id).collect()
}

impl Drop for Ingest {
    fn drop(&mut self) {
        // What is being written is nobody's.
        self.writer = Writer::default();
        for (name, writing) in std::mem::take(&mut self.tables) {
            drop(writing);
            remove_if_empty(&self.folder.join(&*name));
        }
    }
}

impl Writing {
    /// What is held in memory, which is to be written.
    fn take(&mut self) -> Run {
        let run = std::mem::take(&mut self.run);
        let known: HashSet<&Column> = self.columns.iter().collect();
        let new: Vec<Column> = run.columns().iter().filter(|column| !known.contains(column)).cloned().collect();
        self.columns.extend(new);
        run
    }

    /// Takes the rows of an origin out of the drafts.
    fn drop_rows(
        &mut self,
        origin: usize,
        gone: &Gone,
        folder: &Path,
        places: &BTreeMap<String, usize>,
    ) -> Result<(), StoreError> {
        for draft in std::mem::take(&mut self.drafts) {
            if !draft.origins.contains_key(&origin) {
                self.drafts.push(draft);
            } else if draft.origins.len() > 1 {
                self.drafts.extend(without(draft.path(), gone, folder, places)?);
            }
        }
        Ok(())
    }
}

/// The longest name of a table.
const LONGEST_NAME: usize = 200;

/// Refuses a name that no folder of a table has.
///
/// # Errors
/// Says which names there may be.
pub fn check_name(table: &str) -> Result<(), DataError> {
    let is_fine = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let begins = |c: char| c.is_alphanumeric();
    if table.starts_with(begins) && table.len() <= LONGEST_NAME && table.chars().all(is_fine) {
        return Ok(());
    }
    let error = DataError::new(table, "cannot be the name of a table");
    Err(error.with_help("a name is of letters, digits, '_', '-' and blanks; -t NAME=FILE gives a file another name"))
}

/// The same text in each row.
fn repeated(text: &str, rows: usize) -> StringViewArray {
    let mut texts = arrow::array::StringViewBuilder::with_capacity(rows).with_deduplicate_strings();
    (0..rows).for_each(|_| texts.append_value(text));
    texts.finish()
}
