//! What the first records of a raw log become.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use lurcher_sources::{Counts, Options, Refused, Rows, Sink, SourceError, Unparsed};
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
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        self.records += counts.records;
        if self.records < ENOUGH { Ok(()) } else { Err(Box::new(Enough)) }
    }
}

/// Adds the tables and columns of the first records of a file.
pub(super) fn sample(file: &RawFile, tables: &mut IndexMap<Arc<str>, Vec<Column>>) -> Result<(), DataError> {
    stop_point();
    let mut sampler = Sampler { tables, records: 0 };
    match file.format.read(file.entry.input(), &Options::default(), &mut sampler) {
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
