//! Rows of files that are tables already.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{AsArray, Int64Array};
use arrow::compute::{max, min};
use arrow::datatypes::Int64Type;
use lurcher_engine::execution::Cancellation;
use lurcher_engine::store::{self, OriginId, SOURCE_FILE, SOURCE_RECORD};
use lurcher_engine::tables::{Conversion, Declared, Loss, TIME_GENERATED};
use lurcher_engine::workspace::{FileFormat, TableFile};
use lurcher_engine::{EngineError, Request, Session};
use lurcher_sources::containers::Entry;
use lurcher_symbols::{Catalog, Column, ScalarType};
use tempfile::Builder;

use super::progress::Counters;
use super::raw::Given;
use crate::temporary::Temporary;

/// The types of columns that are known, by name.
pub(super) type Types = BTreeMap<Arc<str>, ScalarType>;

/// The types of a table's columns in the workspace: rows that come to it get them.
pub(super) fn known_types(session: &Session, table: &str) -> Types {
    match session.catalog().table(table) {
        Some(Ok(symbol)) => symbol.columns.iter().map(|c| (Arc::clone(&c.name), c.ty)).collect(),
        Some(Err(_)) | None => Types::new(),
    }
}

/// A file of a table as it lies on the disk: what is in an archive goes to a file for as long as it is read.
pub(super) struct OnDisk {
    pub(super) file: TableFile,
    #[expect(dead_code, reason = "it is held, not read: the file is deleted with it")]
    unpacked: Option<Temporary>,
}

impl OnDisk {
    /// The file of an entry.
    pub(super) fn of(entry: &Entry, file: &TableFile) -> io::Result<Self> {
        if Path::new(entry.name()).is_file() {
            return Ok(Self { file: file.clone(), unpacked: None });
        }
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let ending = format!(".{ending}");
        let mut name = Builder::new();
        let (mut unpacked, temporary) = Temporary::begin(name.prefix("lurcher-").suffix(&ending), None)?;
        io::copy(&mut entry.open()?, &mut unpacked)?;
        let (_, file) =
            TableFile::recognise(temporary.path()).ok_or_else(|| io::Error::other("has no known ending"))?;
        Ok(Self { file, unpacked: Some(temporary) })
    }
}

/// What reads a file of a table.
pub(super) struct Reader<'r> {
    /// Reads rows in their order: it has one partition.
    pub(super) session: &'r Session,
    pub(super) table: &'r str,
    pub(super) file: &'r TableFile,
    pub(super) counters: &'r Counters,
    pub(super) stop: &'r Cancellation,
}

/// What a file gave, and the cells that its columns do not hold.
pub(super) struct Read {
    pub(super) columns: Vec<Column>,
    pub(super) given: Given,
    pub(super) lost: Vec<Conversion>,
}

impl Read {
    /// The columns of which cells were lost and whose type only data told: those of the file itself, and those of other
    /// rows of the table. What is documented or declared, or has a name that tells its type, is what it is.
    pub(super) fn badly_told(&self, declared: &Declared, known: &Types) -> (Vec<Arc<str>>, Option<&Conversion>) {
        let is_told = |column: &str| declared.ty(column).or_else(|| declared.hint(column)).is_some();
        let mut lost = self.lost.iter().filter(|lost| lost.loss != Loss::Order && !is_told(&lost.column));
        let own = lost.clone().filter(|lost| !known.contains_key(&lost.column));
        let own = own.map(|lost| Arc::clone(&lost.column)).collect();
        (own, lost.find(|lost| known.contains_key(&lost.column)))
    }
}

impl Reader<'_> {
    /// Damaged data of a Parquet file end the reader in ways that look like a defect.
    fn damaged(&self, error: EngineError) -> EngineError {
        match error {
            EngineError::Internal(_) if self.file.format == FileFormat::Parquet => {
                EngineError::Failed(format!("{}: is damaged: its data contradict themselves", self.file.path.display()))
            }
            other => other,
        }
    }

    /// Adds the rows to an ingest; in a dry run they are only counted.
    pub(super) fn read(
        &self,
        types: &Types,
        mut ingest: Option<&mut store::Ingest>,
        origin: OriginId,
    ) -> Result<Read, EngineError> {
        drop(self.session.take_conversions());
        let request = Request { cancellation: self.stop.clone(), ..Request::new("") };
        let rows = self.session.file_rows(self.table, self.file, types, request)?;
        let columns = rows.columns.clone();
        if let Some(own) = columns.iter().find(|c| [SOURCE_FILE, SOURCE_RECORD].contains(&&*c.name)) {
            let message = format!(
                "{}: has a column '{}', which says here which file a row came from: rename it",
                self.file.path.display(),
                own.name
            );
            return Err(EngineError::Failed(message));
        }
        let time = columns.iter().position(|c| *c.name == *TIME_GENERATED && c.ty == ScalarType::DateTime);
        let bytes = fs::metadata(&self.file.path).map_or(0, |found| found.len());
        let mut given = Given::default();
        for batch in rows {
            let batch = batch.map_err(|e| self.damaged(e))?;
            let count = batch.num_rows() as u64;
            let first = i64::try_from(given.counts.records).unwrap_or(i64::MAX) + 1;
            given.counts.records += count;
            if let Some(time) = time {
                let ticks = batch.column(time).as_primitive::<Int64Type>();
                given.counts.first = [given.counts.first, min(ticks)].into_iter().flatten().min();
                given.counts.last = given.counts.last.max(max(ticks));
            }
            self.counters.add(count, 0);
            if let Some(ingest) = &mut ingest {
                let records = Int64Array::from_iter_values(first..first + batch.num_rows() as i64);
                ingest
                    .add(self.table, origin, &columns, batch, records)
                    .map_err(|e| EngineError::Failed(e.to_string()))?;
            }
        }
        given.counts.bytes = bytes;
        *given.rows.entry(self.table.to_owned()).or_default() += given.counts.records;
        if let Some(ingest) = ingest {
            ingest.set_records(origin, given.counts.records);
        }
        let lost = self.session.take_conversions();
        for lost in lost.iter().filter(|lost| lost.loss != Loss::Order) {
            let reason = match lost.loss {
                Loss::Digits => "more digits than the type holds",
                Loss::Null | Loss::Order => "not of the type",
            };
            let key = (Arc::clone(&lost.table), Arc::clone(&lost.column), reason);
            *given.counts.unfit.entry(key).or_default() += lost.count;
        }
        Ok(Read { columns, given, lost })
    }
}
