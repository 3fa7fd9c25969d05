//! What the records of a raw log become: the first of them, or all.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use lurcher_sources::{Counts, Refused, Rows, Sink, SourceError, Unparsed};
use lurcher_symbols::Column;

use super::RawFile;
use crate::execution::stop_point;
use crate::tables::DataError;

/// So many records tell the columns.
const ENOUGH: u64 = 20_000;

/// Nobody wants more.
#[derive(Debug)]
struct Enough;

impl fmt::Display for Enough {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the beginning is enough")
    }
}

impl std::error::Error for Enough {}

struct Sampler<'t> {
    /// Rows of this table are enough.
    wanted: Option<&'t str>,
    tables: &'t mut IndexMap<Arc<str>, Vec<Column>>,
    records: u64,
    unparsed: u64,
    enough: u64,
}

impl Sink for Sampler<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        if self.wanted.is_some_and(|wanted| wanted == &*rows.table) {
            self.tables.entry(rows.table).or_default();
            return Err(Box::new(Enough));
        }
        let known = self.tables.entry(rows.table).or_default();
        for column in rows.columns {
            if !known.contains(&column) {
                known.push(column);
            }
        }
        Ok(())
    }

    fn unparsed(&mut self, _: Unparsed) -> Result<(), Refused> {
        self.unparsed += 1;
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        stop_point();
        self.records += counts.records;
        if self.records < self.enough { Ok(()) } else { Err(Box::new(Enough)) }
    }
}

/// Adds the tables and columns of the first records of a file.
pub(super) fn sample(file: &RawFile, tables: &mut IndexMap<Arc<str>, Vec<Column>>) -> Result<(), DataError> {
    take(file, &mut Sampler { wanted: None, tables, records: 0, unparsed: 0, enough: ENOUGH })
}

/// Whether a record of a file becomes a row of a table, as far as the file can be read.
pub(super) fn has_rows_of(file: &RawFile, table: &str) -> bool {
    let mut tables = IndexMap::new();
    let mut sampler = Sampler { wanted: Some(table), tables: &mut tables, records: 0, unparsed: 0, enough: u64::MAX };
    // What is wrong with it is told by whoever reads it.
    let _ = take(file, &mut sampler);
    tables.contains_key(table)
}

/// What all records of a file become.
#[derive(Debug, Default)]
pub(super) struct Sampled {
    /// The tables, with the columns that have a value.
    pub(super) tables: IndexMap<Arc<str>, Vec<Column>>,
    /// How many records cannot be read.
    pub(super) unparsed: u64,
}

/// Looks through a file from end to end.
pub(super) fn survey(file: &RawFile) -> Result<Sampled, DataError> {
    let mut tables = IndexMap::new();
    let mut sampler = Sampler { wanted: None, tables: &mut tables, records: 0, unparsed: 0, enough: u64::MAX };
    take(file, &mut sampler)?;
    Ok(Sampled { unparsed: sampler.unparsed, tables })
}

fn take(file: &RawFile, sampler: &mut Sampler<'_>) -> Result<(), DataError> {
    stop_point();
    match file.format.read(file.entry.input(), &file.options, sampler) {
        Ok(()) => Ok(()),
        Err(SourceError::Refused(e)) if e.is::<Enough>() => Ok(()),
        Err(e) => Err(DataError::new(file.entry.name(), reason(e))),
    }
}

/// Why a source could not be read, without its name.
pub(super) fn reason(error: SourceError) -> String {
    match error {
        SourceError::Read { offset, error, .. } => format!("cannot be read after byte {offset}: {error}"),
        SourceError::Unfit { offset, reason, .. } => format!("at byte {offset}: {reason}"),
        SourceError::Refused(error) => error.to_string(),
    }
}
