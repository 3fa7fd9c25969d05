//! Data files without some of their rows.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use arrow::compute::{cast, filter_record_batch, max, min};
use arrow::datatypes::{DataType, Int64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::SOURCE_FILE;
use super::draft::{Draft, DraftWriter};
use super::error::StoreError;
use crate::tables::edge::EdgeFunction;
use crate::tables::{DataError, TIME_GENERATED};

/// Which rows of a data file go.
#[derive(Debug, Clone)]
pub(super) enum Gone {
    /// Those of these source files.
    Of(HashSet<String>),
    /// Those whose `TimeGenerated` is before.
    Before(i64),
}

impl Gone {
    /// Which rows of a batch stay.
    fn kept(&self, batch: &RecordBatch) -> Result<BooleanArray, StoreError> {
        let rows = batch.num_rows();
        Ok(match self {
            Gone::Of(files) => match batch.column_by_name(SOURCE_FILE) {
                Some(column) => {
                    let texts = cast(column, &DataType::Utf8View).map_err(|e| StoreError::Internal(e.to_string()))?;
                    texts
                        .as_string_view()
                        .iter()
                        .map(|text| Some(text.is_none_or(|text| !files.contains(text))))
                        .collect()
                }
                None => BooleanArray::from(vec![true; rows]),
            },
            Gone::Before(time) => match ticks(batch)? {
                Some(ticks) => {
                    let ticks = ticks.as_primitive::<Int64Type>();
                    // A row without a time has no age.
                    ticks.iter().map(|t| Some(t.is_none_or(|t| t >= *time))).collect()
                }
                None => BooleanArray::from(vec![true; rows]),
            },
        })
    }
}

/// A draft of a data file of the table in that folder, with the rows of another one that stay, in their order; `None`
/// where none does. `origins` tells by its source file which origin a row is of.
pub(super) fn without(
    file: &Path,
    gone: &Gone,
    table: &Path,
    origins: &BTreeMap<String, usize>,
) -> Result<Option<Draft>, StoreError> {
    let unreadable = |e: &dyn std::fmt::Display| DataError::new(file, format!("cannot be read: {e}"));
    let opened = File::open(file).map_err(|e| DataError::io(file, &e))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(opened).map_err(|e| unreadable(&e))?;
    let reader = reader.build().map_err(|e| unreadable(&e))?;
    let mut writer: Option<DraftWriter> = None;
    let mut counted: BTreeMap<usize, u64> = BTreeMap::new();
    let mut span: Option<(i64, i64)> = None;
    for batch in reader {
        let batch = batch.map_err(|e| unreadable(&e))?;
        let kept = gone.kept(&batch)?;
        let batch = filter_record_batch(&batch, &kept).map_err(|e| StoreError::Internal(e.to_string()))?;
        if batch.num_rows() == 0 {
            continue;
        }
        count(&batch, origins, &mut counted)?;
        if let Some(ticks) = ticks(&batch)? {
            let ticks = ticks.as_primitive::<Int64Type>();
            let own = min(ticks).zip(max(ticks));
            span = [span, own].into_iter().flatten().reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
        }
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(DraftWriter::begin(table, batch.schema())?),
        };
        writer.write(&batch)?;
    }
    writer.map(|writer| writer.finish(counted, span)).transpose()
}

/// How many rows of a data file each origin has.
pub(super) fn rows_of_origins(
    file: &Path,
    origins: &BTreeMap<String, usize>,
) -> Result<BTreeMap<usize, u64>, StoreError> {
    let unreadable = |e: &dyn std::fmt::Display| DataError::new(file, format!("cannot be read: {e}"));
    let opened = File::open(file).map_err(|e| DataError::io(file, &e))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(opened).map_err(|e| unreadable(&e))?;
    let sources = ProjectionMask::columns(reader.parquet_schema(), [SOURCE_FILE]);
    let mut counted = BTreeMap::new();
    for batch in reader.with_projection(sources).build().map_err(|e| unreadable(&e))? {
        count(&batch.map_err(|e| unreadable(&e))?, origins, &mut counted)?;
    }
    Ok(counted)
}

/// Counts the rows of each origin.
fn count(
    batch: &RecordBatch,
    origins: &BTreeMap<String, usize>,
    counted: &mut BTreeMap<usize, u64>,
) -> Result<(), StoreError> {
    let Some(column) = batch.column_by_name(SOURCE_FILE) else { return Ok(()) };
    let texts = cast(column, &DataType::Utf8View).map_err(|e| StoreError::Internal(e.to_string()))?;
    for text in texts.as_string_view().iter().flatten() {
        if let Some(origin) = origins.get(text) {
            *counted.entry(*origin).or_default() += 1;
        }
    }
    Ok(())
}

/// The times of a batch as the file has them, in ticks.
fn ticks(batch: &RecordBatch) -> Result<Option<ArrayRef>, StoreError> {
    let Some(column) = batch.column_by_name(TIME_GENERATED) else { return Ok(None) };
    match column.data_type() {
        DataType::Int64 => Ok(Some(Arc::clone(column))),
        DataType::Timestamp(..) => {
            EdgeFunction::Ticks.run(column).map(Some).map_err(|e| StoreError::Internal(e.to_string()))
        }
        _ => Ok(None),
    }
}
