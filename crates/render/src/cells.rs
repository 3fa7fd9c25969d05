//! The cells of one column of a batch, and how each KQL type is spelled.

use std::fmt::Write;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Decimal128Array, FixedSizeBinaryArray, Float64Array, Int32Array,
    Int64Array, RecordBatch, StringViewArray, new_null_array,
};
use arrow::compute::cast;
use arrow::datatypes::{DECIMAL128_MAX_PRECISION, DataType};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, dynamic, guid, real, timespan};
use lurcher_symbols::{Column, ScalarType, Value};

use crate::RenderError;

/// The cells of one column, downcast once a batch.
pub(crate) enum Cells {
    Bool(BooleanArray),
    Int(Int32Array),
    Long(Int64Array),
    Real(Float64Array),
    Decimal(Decimal128Array),
    String(StringViewArray),
    DateTime(Int64Array),
    TimeSpan(Int64Array),
    Guid(FixedSizeBinaryArray),
    Dynamic(StringViewArray),
}

/// The cells of a batch, column by column.
pub(crate) fn of_batch(columns: &[Column], batch: &RecordBatch) -> Result<Vec<Cells>, RenderError> {
    if columns.len() != batch.num_columns() {
        let problem = format!("{} columns were announced and {} came", columns.len(), batch.num_columns());
        return Err(RenderError::Column { name: "*".into(), problem });
    }
    columns.iter().zip(batch.columns()).map(|(column, array)| Cells::new(column, array)).collect()
}

/// The Arrow type that holds a KQL type inside a plan.
pub(crate) fn physical_type(ty: ScalarType) -> DataType {
    match ty {
        ScalarType::Bool => DataType::Boolean,
        ScalarType::Int => DataType::Int32,
        ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => DataType::Int64,
        ScalarType::Real => DataType::Float64,
        ScalarType::Decimal => DataType::Decimal128(DECIMAL128_MAX_PRECISION, 0),
        ScalarType::String | ScalarType::Dynamic => DataType::Utf8View,
        ScalarType::Guid => DataType::FixedSizeBinary(16),
    }
}

/// The array in exactly the type that the column's KQL type has, strings without nulls. Other encodings of text are
/// taken, and a column of Arrow's null type.
pub(crate) fn physical_array(column: &Column, array: &ArrayRef) -> Result<ArrayRef, RenderError> {
    let wanted = physical_type(column.ty);
    let array = match array.data_type() {
        ty if *ty == wanted => array.clone(),
        DataType::Null => new_null_array(&wanted, array.len()),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Dictionary(..) if wanted == DataType::Utf8View => {
            cast(array, &wanted)?
        }
        other => {
            let problem = format!("a {} arrived as {other}", column.ty);
            return Err(RenderError::Column { name: column.name.to_string(), problem });
        }
    };
    if column.ty == ScalarType::String && array.null_count() > 0 {
        let texts = array.as_string_view().iter().map(|text| Some(text.unwrap_or_default()));
        return Ok(Arc::new(texts.collect::<StringViewArray>()));
    }
    Ok(array)
}

impl Cells {
    fn new(column: &Column, array: &ArrayRef) -> Result<Self, RenderError> {
        let data = physical_array(column, array)?.to_data();
        Ok(match column.ty {
            ScalarType::Bool => Cells::Bool(data.into()),
            ScalarType::Int => Cells::Int(data.into()),
            ScalarType::Long => Cells::Long(data.into()),
            ScalarType::Real => Cells::Real(data.into()),
            ScalarType::Decimal => Cells::Decimal(data.into()),
            ScalarType::String => Cells::String(data.into()),
            ScalarType::DateTime => Cells::DateTime(data.into()),
            ScalarType::TimeSpan => Cells::TimeSpan(data.into()),
            ScalarType::Guid => Cells::Guid(data.into()),
            ScalarType::Dynamic => Cells::Dynamic(data.into()),
        })
    }

    fn array(&self) -> &dyn Array {
        match self {
            Cells::Bool(a) => a,
            Cells::Int(a) => a,
            Cells::Long(a) | Cells::DateTime(a) | Cells::TimeSpan(a) => a,
            Cells::Real(a) => a,
            Cells::Decimal(a) => a,
            Cells::String(a) | Cells::Dynamic(a) => a,
            Cells::Guid(a) => a,
        }
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.array().len()
    }

    /// Whether the cell holds nothing. A string is never null.
    pub(crate) fn is_null(&self, row: usize) -> bool {
        self.array().is_null(row)
    }

    /// Appends what `tostring()` would give, and seven digits of a second for every datetime; nothing for a null.
    pub(crate) fn write_text(&self, row: usize, out: &mut String) {
        if self.is_null(row) {
            return;
        }
        match self {
            Cells::String(a) => out.push_str(a.value(row)),
            Cells::TimeSpan(a) => written(timespan::write(out, a.value(row))),
            Cells::Dynamic(a) => write_dynamic_text(a.value(row), out),
            _ => self.write_bare(row, out),
        }
    }

    /// As [`Self::write_text`], for people: a datetime with whole seconds shows no fraction.
    pub(crate) fn write_short_text(&self, row: usize, out: &mut String) {
        let start = out.len();
        self.write_text(row, out);
        if let Cells::DateTime(_) = self
            && out[start..].ends_with(".0000000Z")
        {
            out.truncate(out.len() - ".0000000Z".len());
            out.push('Z');
        }
    }

    /// Appends the cell as JSON: numbers bare, except decimals and what JSON has no number for.
    pub(crate) fn write_json(&self, row: usize, out: &mut String) {
        if self.is_null(row) {
            out.push_str("null");
            return;
        }
        match self {
            Cells::String(a) => dynamic::write_string(out, a.value(row)),
            Cells::Dynamic(a) => out.push_str(&dynamic::plain_json(a.value(row))),
            Cells::Bool(_) | Cells::Int(_) | Cells::Long(_) => self.write_bare(row, out),
            Cells::Real(a) if a.value(row).is_finite() => self.write_bare(row, out),
            Cells::Real(_) | Cells::Decimal(_) | Cells::DateTime(_) | Cells::TimeSpan(_) | Cells::Guid(_) => {
                out.push('"');
                self.write_bare(row, out);
                out.push('"');
            }
        }
    }

    /// Appends a cell that is there and whose text needs no quotes.
    fn write_bare(&self, row: usize, out: &mut String) {
        match self {
            Cells::Bool(a) => out.push_str(if a.value(row) { "true" } else { "false" }),
            Cells::Int(a) => out.push_str(itoa::Buffer::new().format(a.value(row))),
            Cells::Long(a) => out.push_str(itoa::Buffer::new().format(a.value(row))),
            Cells::Real(a) => written(real::write(out, a.value(row))),
            Cells::Decimal(a) => written(write!(out, "{}", Decimal::from_key(a.value(row)))),
            Cells::DateTime(a) => written(datetime::write(out, a.value(row))),
            Cells::TimeSpan(a) => write_long_timespan(a.value(row), out),
            Cells::Guid(a) => {
                let bytes: Result<&[u8; 16], _> = a.value(row).try_into();
                out.push_str(&bytes.map(guid::format).unwrap_or_default());
            }
            Cells::String(a) | Cells::Dynamic(a) => out.push_str(a.value(row)),
        }
    }
}

/// A `String` takes every text, so formatting into one cannot fail.
fn written(result: std::fmt::Result) {
    debug_assert!(result.is_ok());
}

/// The spelling of the protocols: as Kusto's text, but always with seven digits.
fn write_long_timespan(ticks: i64, out: &mut String) {
    let start = out.len();
    written(timespan::write(out, ticks));
    let text = &out[start..];
    // `d.hh:mm:ss` has a point too, before the colons.
    if !text.rsplit(':').next().is_some_and(|seconds| seconds.contains('.')) {
        out.push_str(".0000000");
    }
}

/// JSON text, and a string at the root without its quotes.
fn write_dynamic_text(canonical: &str, out: &mut String) {
    if !canonical.starts_with('"') {
        out.push_str(&dynamic::plain_json(canonical));
        return;
    }
    match dynamic::Dynamic::from_canonical(canonical).to_scalar() {
        Some(Value::String(text)) => out.push_str(&text),
        _ => out.push_str(dynamic::plain_json(canonical).trim_matches('"')),
    }
}
