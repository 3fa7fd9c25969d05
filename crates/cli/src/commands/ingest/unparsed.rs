//! The table of records that could not be read: nothing of the evidence is lost.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringViewArray, StringViewBuilder};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lurcher_sources::Unparsed;
use lurcher_symbols::{Column, ScalarType};

pub(super) use lurcher_engine::store::UNPARSED as TABLE;

/// So many bytes of records are kept in memory.
const FULL: usize = 8 << 20;

/// Records of one source that could not be read.
pub(super) struct Unparseds {
    file: String,
    format: &'static str,
    /// When it is, in ticks.
    now: i64,
    records: Vec<i64>,
    offsets: Vec<i64>,
    lengths: Vec<i64>,
    reasons: StringViewBuilder,
    texts: StringViewBuilder,
    bytes: StringViewBuilder,
    size: usize,
}

/// Rows of [`TABLE`].
pub(super) struct Kept {
    pub(super) columns: Vec<Column>,
    pub(super) batch: RecordBatch,
    pub(super) records: Int64Array,
}

impl Unparseds {
    /// None yet of a file that is read as that format.
    pub(super) fn of(file: &str, format: &'static str, now: i64) -> Self {
        Self {
            file: file.to_owned(),
            format,
            now,
            records: Vec::new(),
            offsets: Vec::new(),
            lengths: Vec::new(),
            reasons: StringViewBuilder::new().with_deduplicate_strings(),
            texts: StringViewBuilder::new(),
            bytes: StringViewBuilder::new(),
            size: 0,
        }
    }

    /// Keeps a record. What is no UTF-8 is kept in Base64 besides.
    pub(super) fn add(&mut self, record: &Unparsed) {
        self.size += record.bytes.len();
        self.records.push(record.record);
        self.offsets.push(i64::try_from(record.offset).unwrap_or(i64::MAX));
        self.lengths.push(i64::try_from(record.length).unwrap_or(i64::MAX));
        self.reasons.append_value(&record.reason);
        self.texts.append_value(String::from_utf8_lossy(&record.bytes));
        let is_text = std::str::from_utf8(&record.bytes).is_ok();
        self.bytes.append_value(if is_text { String::new() } else { BASE64_STANDARD.encode(&record.bytes) });
    }

    /// Whether they should be written before more come.
    pub(super) fn is_full(&self) -> bool {
        self.size > FULL
    }

    /// The records so far; begins anew.
    pub(super) fn take(&mut self) -> Option<Kept> {
        let records = std::mem::take(&mut self.records);
        let count = records.len();
        self.size = 0;
        if count == 0 {
            return None;
        }
        let text =
            |text: &str| Arc::new(StringViewArray::from_iter_values(std::iter::repeat_n(text, count))) as ArrayRef;
        let long = |numbers: Vec<i64>| Arc::new(Int64Array::from(numbers)) as ArrayRef;
        let columns: [(&str, ScalarType, ArrayRef); 9] = [
            ("TimeGenerated", ScalarType::DateTime, long(vec![self.now; count])),
            ("SourceFile", ScalarType::String, text(&self.file)),
            ("SourceFormat", ScalarType::String, text(self.format)),
            ("Record", ScalarType::Long, long(records.clone())),
            ("Offset", ScalarType::Long, long(std::mem::take(&mut self.offsets))),
            ("Length", ScalarType::Long, long(std::mem::take(&mut self.lengths))),
            ("Reason", ScalarType::String, Arc::new(self.reasons.finish())),
            ("RawData", ScalarType::String, Arc::new(self.texts.finish())),
            ("RawBytes", ScalarType::String, Arc::new(self.bytes.finish())),
        ];
        let described = columns.iter().map(|(name, ty, _)| Column::new(*name, *ty)).collect();
        let batch = RecordBatch::try_from_iter(columns.map(|(name, _, array)| (name, array))).ok()?;
        Some(Kept { columns: described, batch, records: Int64Array::from(records) })
    }
}

#[cfg(test)]
mod tests {
    use lurcher_engine::catalog::log_analytics;

    use super::*;

    #[test]
    fn the_catalog_knows_the_table() {
        let mut kept = Unparseds::of("a.log", "cef", 0);
        kept.add(&Unparsed { offset: 0, record: 1, reason: "why".to_owned(), bytes: b"x".to_vec(), length: 1 });
        let documented = log_analytics::custom_table(TABLE).expect("known").columns;
        assert_eq!(documented, kept.take().expect("a row").columns);
    }
}
