//! How data files are laid out. All that decides about their size and speed stands here.

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::SOURCE_RECORD;

/// A row group holds at most that many rows, and is written when its encoded columns reach so many bytes: the two bound
/// the memory.
const ROW_GROUP_ROWS: usize = 128 * 1024;
pub(super) const ROW_GROUP_BYTES: usize = 64 << 20;

/// A data file holds the rows that were sorted in memory at once: at most so many, and so many bytes.
pub(super) const RUN_ROWS: usize = 1 << 20;
const RUN_BYTES: usize = 192 << 20;

/// All tables of one ingest together hold so many bytes; then the largest of them is written.
const HELD_BYTES: usize = 384 << 20;

/// Of the memory that an ingest may use, so many parts are for rows that wait and so many for one run: the others are
/// for what reads and what writes.
const HELD_PARTS: usize = 2;
const RUN_PARTS: usize = 4;

/// A run of fewer bytes makes files that are too small to be of use.
const LEAST_RUN: usize = 4 << 20;

/// How much an ingest holds in memory before it writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Of one table.
    pub(super) run: usize,
    /// Of all tables together, with what is being written.
    pub(super) held: usize,
}

impl Room {
    /// What fits into so much memory.
    pub(super) fn of(memory: usize) -> Self {
        let run = (memory / RUN_PARTS).clamp(LEAST_RUN, RUN_BYTES);
        Self { run, held: (memory / HELD_PARTS).clamp(run, HELD_BYTES) }
    }
}

/// How many rows are put in order at a time.
pub(super) const BATCH_ROWS: usize = 8192;

/// The settings of the Parquet writer. The columns' statistics, also those of each page, are what queries skip by.
pub(super) fn properties() -> WriterProperties {
    // Records come mostly in the order of their time: the differences of their numbers are small.
    let record = ColumnPath::from(SOURCE_RECORD);
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_column_dictionary_enabled(record.clone(), false)
        .set_column_encoding(record, Encoding::DELTA_BINARY_PACKED)
        .build()
}
