//! From the types inside a plan to those of Arrow's world: ticks become timestamps and durations.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, DurationNanosecondArray, Int64Array, RecordBatch, RecordBatchOptions, StringViewArray,
    TimestampNanosecondArray,
};
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef, TimeUnit};
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::dynamic;
use lurcher_symbols::{Column, ScalarType};

use crate::RenderError;
use crate::cells::{physical_array, physical_type};

const NANOSECONDS_PER_TICK: i64 = 100;

/// Converts the batches of one result.
///
/// Nanoseconds keep every digit of a datetime from 1677 to 2262, and no unit of Arrow keeps them for all of Kusto's years: what lies outside becomes null and is
/// counted.
#[derive(Default)]
pub(crate) struct Exporter {
    columns: Vec<Column>,
    schema: Option<SchemaRef>,
    lost: Vec<usize>,
}

impl Exporter {
    /// `names` are the columns' names in the file.
    pub(crate) fn new(columns: &[Column], names: &[String]) -> Self {
        let field = |(column, name): (&Column, &String)| {
            // A string is never null; a nullable field would say otherwise to every reader.
            let field = Field::new(name, exported_type(column.ty), column.ty != ScalarType::String);
            match column.ty {
                ScalarType::Dynamic => with_extension(field, "arrow.json"),
                ScalarType::Guid => with_extension(field, "arrow.uuid"),
                _ => field,
            }
        };
        let fields: Vec<Field> = columns.iter().zip(names).map(field).collect();
        Self { columns: columns.to_vec(), schema: Some(Arc::new(Schema::new(fields))), lost: vec![0; columns.len()] }
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        self.schema.clone().unwrap_or_else(|| Arc::new(Schema::empty()))
    }

    pub(crate) fn export(&mut self, batch: &RecordBatch) -> Result<RecordBatch, RenderError> {
        let mut arrays = Vec::with_capacity(self.columns.len());
        for ((column, array), lost) in self.columns.iter().zip(batch.columns()).zip(&mut self.lost) {
            let exported = export_array(column.ty, physical_array(column, array)?);
            *lost += exported.null_count().saturating_sub(array.logical_null_count());
            arrays.push(exported);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(self.schema(), arrays, &options)?)
    }

    /// A sentence for each column that lost values.
    pub(crate) fn losses(&self) -> Vec<String> {
        let lost = self.columns.iter().zip(&self.lost).filter(|(_, lost)| **lost > 0);
        let sentence = |(column, lost): (&Column, &usize)| {
            format!(
                "{lost} values of the column '{}' do not fit into 64 bits of nanoseconds and were written as null",
                column.name
            )
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

fn export_array(ty: ScalarType, array: ArrayRef) -> ArrayRef {
    match ty {
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
