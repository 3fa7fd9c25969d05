//! From the types inside a plan to those of Arrow's world: ticks become timestamps and durations, keys of decimals
//! become numbers.

mod decimals;

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, DurationNanosecondArray, Int64Array, RecordBatch, RecordBatchOptions, StringViewArray,
    TimestampNanosecondArray,
};
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef, TimeUnit};
use decimals::Extent;
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::dynamic;
use lurcher_symbols::{Column, ScalarType};

use crate::RenderError;
use crate::cells::{physical_array, physical_type};

const NANOSECONDS_PER_TICK: i64 = 100;

/// Converts the batches of one result.
///
/// Nanoseconds keep every digit of a datetime from 1677 to 2262, and no unit of Arrow keeps them for all of Kusto's
/// years; a column of decimals has one scale for all of its numbers: what lies outside becomes null and is counted.
///
/// The scale is that of the numbers that there are. So that it is known, the first rows of a result with decimals are
/// held back.
pub(crate) struct Exporter {
    columns: Vec<Column>,
    names: Vec<String>,
    /// Known as soon as something is ready to be written.
    schema: Option<SchemaRef>,
    held: Vec<RecordBatch>,
    held_size: Size,
    lost: Vec<usize>,
}

/// How much is held back.
#[derive(Default)]
struct Size {
    rows: usize,
    bytes: usize,
}

/// The most that is held back.
const MOST_HELD: Size = Size { rows: 128 * 1024, bytes: 64 * 1024 * 1024 };

impl Exporter {
    /// `names` are the columns' names in the file.
    pub(crate) fn new(columns: &[Column], names: Vec<String>) -> Self {
        let (held, held_size, lost) = (Vec::new(), Size::default(), vec![0; columns.len()]);
        Self { columns: columns.to_vec(), names, schema: None, held, held_size, lost }
    }

    /// Of what type the columns are, once something was ready to be written or all has come.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.schema.clone().unwrap_or_else(|| Arc::new(Schema::empty()))
    }

    /// Takes a batch and gives what is ready to be written.
    pub(crate) fn take(&mut self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, RenderError> {
        self.held.push(batch.clone());
        let is_open = self.schema.is_some() || self.columns.iter().all(|column| column.ty != ScalarType::Decimal);
        if !is_open {
            self.held_size.rows += batch.num_rows();
            self.held_size.bytes += batch.get_array_memory_size();
            if self.held_size.rows < MOST_HELD.rows && self.held_size.bytes < MOST_HELD.bytes {
                return Ok(Vec::new());
            }
        }
        self.release(|_| Ok(Extent::unknown()))
    }

    /// What is left to be written when no more comes.
    pub(crate) fn finish(&mut self) -> Result<Vec<RecordBatch>, RenderError> {
        let held = self.held.clone();
        let columns = self.columns.clone();
        self.release(|place| {
            let mut extent = Extent::default();
            for batch in &held {
                extent.add(physical_array(&columns[place], batch.column(place))?.as_primitive());
            }
            Ok(extent.ty())
        })
    }

    /// What was held back, ready to be written. `decimal` gives the type of a column of decimals, if that is still
    /// open.
    fn release(
        &mut self,
        decimal: impl Fn(usize) -> Result<DataType, RenderError>,
    ) -> Result<Vec<RecordBatch>, RenderError> {
        if self.schema.is_none() {
            let field = |(place, column): (usize, &Column)| {
                let ty = match column.ty {
                    ScalarType::Decimal => decimal(place)?,
                    other => exported_type(other),
                };
                // A string is never null; a nullable field would say otherwise to every reader.
                let field = Field::new(&self.names[place], ty, column.ty != ScalarType::String);
                Ok(match column.ty {
                    ScalarType::Dynamic => with_extension(field, "arrow.json"),
                    ScalarType::Guid => with_extension(field, "arrow.uuid"),
                    _ => field,
                })
            };
            let fields = self.columns.iter().enumerate().map(field).collect::<Result<Vec<_>, RenderError>>()?;
            self.schema = Some(Arc::new(Schema::new(fields)));
        }
        let held = std::mem::take(&mut self.held);
        held.iter().map(|batch| self.export(batch)).collect()
    }

    fn export(&mut self, batch: &RecordBatch) -> Result<RecordBatch, RenderError> {
        let schema = self.schema();
        let mut arrays = Vec::with_capacity(self.columns.len());
        for (place, column) in self.columns.iter().enumerate() {
            let array = batch.column(place);
            let exported = export_array(column.ty, physical_array(column, array)?, schema.field(place).data_type());
            self.lost[place] += exported.null_count().saturating_sub(array.logical_null_count());
            arrays.push(exported);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(schema, arrays, &options)?)
    }

    /// A sentence for each column that lost values.
    pub(crate) fn losses(&self) -> Vec<String> {
        let lost = self.columns.iter().zip(&self.lost).filter(|(_, lost)| **lost > 0);
        let sentence = |(column, lost): (&Column, &usize)| {
            let room = match column.ty {
                ScalarType::Decimal => "the digits of the column's type",
                _ => "64 bits of nanoseconds",
            };
            format!("{lost} values of the column '{}' do not fit into {room} and were written as null", column.name)
        };
        lost.map(sentence).collect()
    }
}

fn with_extension(field: Field, name: &str) -> Field {
    field.with_metadata([("ARROW:extension:name".to_owned(), name.to_owned())].into())
}

fn exported_type(ty: ScalarType) -> DataType {
    match ty {
        ScalarType::DateTime => DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into())),
        ScalarType::TimeSpan => DataType::Duration(TimeUnit::Nanosecond),
        other => physical_type(other),
    }
}

fn export_array(ty: ScalarType, array: ArrayRef, exported: &DataType) -> ArrayRef {
    match ty {
        ScalarType::Decimal => decimals::exported(array.as_primitive(), exported),
        ScalarType::DateTime => {
            let nanoseconds = nanoseconds(array.as_primitive::<Int64Type>(), UNIX_EPOCH_TICKS);
            let (_, values, nulls) = nanoseconds.into_parts();
            Arc::new(TimestampNanosecondArray::new(values, nulls).with_timezone("UTC"))
        }
        ScalarType::TimeSpan => {
            let (_, values, nulls) = nanoseconds(array.as_primitive::<Int64Type>(), 0).into_parts();
            Arc::new(DurationNanosecondArray::new(values, nulls))
        }
        ScalarType::Dynamic => {
            let texts = array.as_string_view();
            let plain = texts.iter().map(|text| text.map(dynamic::plain_json));
            Arc::new(plain.collect::<StringViewArray>())
        }
        _ => array,
    }
}

/// Nanoseconds since `epoch`; null where 64 bits do not hold them.
fn nanoseconds(ticks: &Int64Array, epoch: i64) -> Int64Array {
    ticks.unary_opt(|ticks| ticks.checked_sub(epoch)?.checked_mul(NANOSECONDS_PER_TICK))
}
