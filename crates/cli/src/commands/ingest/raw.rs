//! Rows of raw logs on their way into tables.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use lurcher_engine::execution::Cancellation;
use lurcher_engine::store::{self, OriginId, StoreError};
use lurcher_sources::{Counts, Refused, Rows, Sink, Unparsed};

use super::progress::Counters;
use super::unparsed::Unparseds;

/// What a source gave.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// How many rows of each table.
    pub(super) rows: BTreeMap<String, u64>,
    /// How many records could not be read, by reason.
    pub(super) unparsed: BTreeMap<String, u64>,
    /// What was counted.
    pub(super) counts: Counts,
}

impl Given {
    /// Whether records, or cells, are not among the rows.
    pub(super) fn has_losses(&self) -> bool {
        !self.unparsed.is_empty() || !self.counts.unfit.is_empty() || !self.counts.notes.is_empty()
    }
}

/// Somebody stopped it.
#[derive(Debug)]
pub(super) struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it was stopped")
    }
}

impl Error for Stop {}

/// What takes the rows of one source.
pub(super) struct Taker<'t> {
    /// Where they go; nowhere in a dry run.
    pub(super) ingest: Option<&'t mut store::Ingest>,
    pub(super) origin: OriginId,
    pub(super) unparsed: Unparseds,
    pub(super) given: Given,
    pub(super) counters: &'t Counters,
    pub(super) stop: &'t Cancellation,
}

impl Taker<'_> {
    /// Puts the records that could not be read where the rows are. Called when the source is at its end.
    pub(super) fn finish(mut self) -> Result<Given, StoreError> {
        self.flush()?;
        if let Some(ingest) = self.ingest {
            ingest.set_records(self.origin, self.given.counts.records);
        }
        Ok(self.given)
    }

    /// Adds the records that could not be read so far.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if let (Some(ingest), Some(kept)) = (&mut self.ingest, self.unparsed.take()) {
            ingest.add(super::unparsed::TABLE, self.origin, &kept.columns, kept.batch, kept.records)?;
        }
        Ok(())
    }
}

impl Sink for Taker<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        if self.stop.reason().is_some() {
            return Err(Box::new(Stop));
        }
        let count = rows.batch.num_rows() as u64;
        *self.given.rows.entry(rows.table.to_string()).or_default() += count;
        if let Some(ingest) = &mut self.ingest {
            ingest.add(&rows.table, self.origin, &rows.columns, rows.batch, rows.records)?;
        }
        Ok(())
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        *self.given.unparsed.entry(record.reason.clone()).or_default() += 1;
        self.unparsed.add(&record);
        if self.unparsed.is_full() {
            self.flush()?;
        }
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        if self.stop.reason().is_some() {
            return Err(Box::new(Stop));
        }
        self.given.counts.add(counts);
        self.counters.add(counts.records, counts.bytes);
        Ok(())
    }
}

/// The columns of which cells did not fit, as `Table.Column: reason`.
pub(super) fn unfit(counts: &Counts) -> (u64, BTreeSet<String>) {
    let told = counts.unfit.keys().map(|(table, column, reason)| format!("{table}.{column}: {reason}")).collect();
    (counts.unfit.values().sum(), told)
}

/// What is worth knowing of what was read: what the format noted, most often first, and columns whose cells did not fit.
pub(super) fn notes(counts: &Counts) -> String {
    let mut noted: Vec<(&String, &u64)> = counts.notes.iter().collect();
    noted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let noted = noted
        .into_iter()
        .map(|(note, count)| if *count == 1 { note.clone() } else { format!("{note} ({count} times)") });
    noted.chain(unfit(counts).1).collect::<Vec<_>>().join("; ")
}
