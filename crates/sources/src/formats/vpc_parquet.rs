//! Flow logs of Amazon VPC in Parquet.

use std::fmt::Display;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;

use crate::rows::{Cell, Output};
use crate::tables::vpc_flow as table;
use crate::time::from_epoch;
use crate::{Certainty, Counts, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: VpcParquet = VpcParquet;

/// See [`PAGE`].
pub(crate) struct VpcParquet;

static PAGE: Page = Page {
    name: "vpc_parquet",
    title: "Amazon VPC flow logs (Parquet)",
    summary: "Flow logs that S3 has as Parquet become rows of `AWSVPCFlow`.",
    told_by: "`PAR1` at the beginning, and columns `srcaddr`, `dstaddr` and `log_status` in the footer",
    notes: "\
- The columns are those of the [text](vpc_flow.md), with `_` for `-`; they become the same rows. What has no column in the \
table is noted.
- A Parquet file with other columns is a table already.",
    options: &[],
    tables: &[&table::TABLE],
    sources: &[
        "<https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html>",
        "<https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>",
    ],
    // The bytes are no text: the example of the text has the same record.
    example: Example { file: "flow.log.parquet", input: "PAR1", rows: "" },
};

impl Format for VpcParquet {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let bytes = head.bytes();
        let has = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
        let is_one = bytes.starts_with(b"PAR1") && ["srcaddr", "dstaddr", "log_status"].iter().all(|name| has(name));
        is_one.then_some(Certainty::Certain)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let name = input.name().to_owned();
        let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
        let damaged = |reason: &dyn Display| {
            let reason = format!("the Parquet file is cut or damaged: {reason}");
            SourceError::Unfit { name: name.clone(), offset: 0, reason }
        };
        // The footer stands at the end, and says where everything is.
        let mut file = tempfile::tempfile().map_err(failed)?;
        let bytes = io::copy(&mut input.open().map_err(failed)?, &mut file).map_err(failed)?;
        let begun = guarded(|| ParquetRecordBatchReaderBuilder::try_new(file).and_then(ParquetRecordBatchReaderBuilder::build));
        let mut batches = begun.map_err(|e| damaged(&e))?;
        let mut record = 1;
        while let Some(batch) = guarded(|| batches.next().transpose().map_err(ParquetError::from)).map_err(|e| damaged(&e))? {
            let mut output = Output::default();
            let written = write(&batch, record, &mut output);
            written.map_err(|reason| SourceError::Unfit { name: name.clone(), offset: 0, reason })?;
            record += batch.num_rows() as i64;
            output.hand_on(out)?;
        }
        out.counted(&Counts { bytes, ..Counts::default() })?;
        Ok(())
    }
}

/// What the reader of Parquet gives, which breaks off over damage that it did not expect.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(ParquetError::General("its pages contradict each other".to_owned())))
}

/// Writes the rows of a batch, the first of which is record number `first`. An error is the reason why that cannot be.
fn write(batch: &RecordBatch, first: i64, out: &mut Output) -> Result<(), String> {
    let mut columns = Vec::with_capacity(batch.num_columns());
    for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
        let to = if array.data_type().is_integer() { DataType::Int64 } else { DataType::Utf8 };
        let name = field.name().replace('_', "-");
        match (table::column(&name), cast(array, &to)) {
            (column, Ok(array)) => columns.push((column.ok_or(name), array)),
            (None, Err(_)) => out.note_lost(&name),
            (Some(_), Err(_)) => {
                let (column, is) = (field.name(), field.data_type());
                return Err(format!(
                    "column `{column}` has the type {is} of Parquet's reader: a flow log has text or a whole number there. \
                     Make it so, or convert the file as a table"
                ));
            }
        }
    }
    let time = |row: usize| {
        let start = columns.iter().find(|(column, _)| *column == Ok("Start"));
        start.and_then(|(_, array)| seconds(array, row))
    };
    for row in 0..batch.num_rows() {
        out.begin(first + row as i64);
        for (column, _) in columns.iter().filter(|(_, array)| has_value(array, row)) {
            if let Err(field) = column {
                out.note_lost(field);
            }
        }
        let mut cells = out.row(&table::TABLE);
        cells.time(time(row));
        for (column, array) in columns.iter().filter(|(_, array)| has_value(array, row)) {
            let Ok(column) = column else { continue };
            let cell = match (*column, text(array, row)) {
                ("Start" | "End", _) => seconds(array, row).map_or(Cell::Text("?"), Cell::Long),
                (_, Some(text)) => Cell::Text(text),
                (_, None) => Cell::Long(array.as_primitive::<Int64Type>().value(row)),
            };
            cells.set(column, cell);
        }
    }
    Ok(())
}

/// The text of a cell that is one.
fn text(array: &ArrayRef, row: usize) -> Option<&str> {
    array.as_string_opt::<i32>().map(|texts| texts.value(row))
}

/// Whether a cell says something. The text of a flow log has `-` where it does not.
fn has_value(array: &ArrayRef, row: usize) -> bool {
    array.is_valid(row) && text(array, row) != Some("-")
}

/// The point in time that a cell is, in seconds since 1970.
fn seconds(array: &ArrayRef, row: usize) -> Option<i64> {
    if !has_value(array, row) {
        return None;
    }
    match text(array, row) {
        Some(text) => table::seconds(text),
        None => from_epoch(array.as_primitive::<Int64Type>().value(row), 0),
    }
}
