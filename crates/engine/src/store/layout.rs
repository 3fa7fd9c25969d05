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
pub(super) const RUN_BYTES: usize = 192 << 20;

/// All tables of one ingest together hold so many bytes; then the largest of them is written.
pub(super) const HELD_BYTES: usize = 384 << 20;

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
