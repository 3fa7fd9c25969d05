//! Leaves out records that repeat.

use std::sync::Arc;

use arrow::array::{Array, AsArray, BooleanArray};
use arrow::compute::{filter, filter_record_batch};
use arrow::datatypes::Int64Type;
use rustc_hash::FxHashSet;

use crate::{Counts, Refused, Rows, Sink, Unparsed};

/// So many identifiers are remembered; beyond, the search begins anew, so that memory stays bounded.
const REMEMBERED: usize = 4_000_000;

/// A sink in which each identifier comes once.
pub(crate) struct Distinct<'s> {
    inner: &'s mut dyn Sink,
    column: &'static str,
    seen: FxHashSet<u128>,
    /// Repeated records since the last count.
    repeated: u64,
}

impl<'s> Distinct<'s> {
    /// Hands on to `inner` what has a new value in `column`, and what has none.
    pub(crate) fn new(inner: &'s mut dyn Sink, column: &'static str) -> Self {
        Self { inner, column, seen: FxHashSet::default(), repeated: 0 }
    }

    fn is_new(&mut self, id: &str) -> bool {
        if id.is_empty() {
            return true;
        }
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        self.seen.insert(digest(id))
    }
}

/// 128 bits of a text, from two hashes with different beginnings: no two of some millions are equal by chance.
fn digest(id: &str) -> u128 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

impl Sink for Distinct<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        let place = rows.columns.iter().position(|column| *column.name == *self.column);
        let Some(place) = place else { return self.inner.rows(rows) };
        let ids = rows.batch.column(place).as_string_view().clone();
        let kept: BooleanArray = (0..ids.len()).map(|row| Some(self.is_new(ids.value(row)))).collect();
        let repeated = kept.false_count();
        if repeated == 0 {
            return self.inner.rows(rows);
        }
        self.repeated += repeated as u64;
        if repeated == kept.len() {
            return Ok(());
        }
        let records = filter(&rows.records, &kept)?.as_primitive::<Int64Type>().clone();
        let batch = filter_record_batch(&rows.batch, &kept)?;
        self.inner.rows(Rows { table: Arc::clone(&rows.table), columns: rows.columns, batch, records })
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.inner.unparsed(record)
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        let mut counts = counts.clone();
        if self.repeated > 0 {
            *counts.skipped.entry("a record that was there before".to_owned()).or_default() += self.repeated;
            self.repeated = 0;
        }
        self.inner.counted(&counts)
    }
}
