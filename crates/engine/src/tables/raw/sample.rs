//! What the records of a raw log become: the first of them, or all.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use lurcher_sources::{Counts, Format, Input, Options, Refused, Rows, Sink, SourceError, Unparsed};
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
    tables: &'t mut IndexMap<Arc<str>, Vec<Column>>,
    records: u64,
    unparsed: u64,
    enough: u64,
}

impl Sink for Sampler<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
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
    take(file, &mut Sampler { tables, records: 0, unparsed: 0, enough: ENOUGH })
}

/// The tables that the records of an input become, as far as it can be read.
pub(super) fn tables_of(format: &dyn Format, input: Input, options: &Options) -> IndexMap<Arc<str>, Vec<Column>> {
    let mut tables = IndexMap::new();
    let mut sampler = Sampler { tables: &mut tables, records: 0, unparsed: 0, enough: ENOUGH };
    // What is wrong with it is told by whoever reads it.
    let _ = format.read(input, options, &mut sampler);
    tables
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
    let mut sampler = Sampler { tables: &mut tables, records: 0, unparsed: 0, enough: u64::MAX };
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
