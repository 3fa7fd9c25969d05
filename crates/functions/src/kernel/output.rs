//! Builders of a kernel's result.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, ArrowPrimitiveType, BooleanArray, Decimal128Array, FixedSizeBinaryBuilder, PrimitiveArray,
    StringViewBuilder,
};
use arrow::buffer::BooleanBuffer;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;

use crate::types::arrow_type;

use crate::allowance;

/// Whether a text that is being written has become too large, so that what is left need not be written: the query
/// fails. Kernels that repeat their arguments ask.
pub fn is_full(out: &str) -> bool {
    allowance::is_full(out.len())
}

/// Counts the bytes of a column.
#[derive(Debug, Default)]
struct Written(usize);

impl Written {
    fn add(&mut self, value: &str) -> Result<()> {
        self.0 += value.len();
        allowance::check_value(value.len())?;
        allowance::check_column(self.0)
    }
}

/// A bool a row.
pub fn bools(rows: usize, f: impl FnMut(usize) -> Option<bool>) -> Result<ColumnarValue> {
    let column: BooleanArray = (0..rows).map(f).collect();
    Ok(ColumnarValue::Array(Arc::new(column)))
}

/// A bool a row, never null.
pub fn truths(rows: usize, f: impl FnMut(usize) -> bool) -> Result<ColumnarValue> {
    let column = BooleanArray::new(BooleanBuffer::collect_bool(rows, f), None);
    Ok(ColumnarValue::Array(Arc::new(column)))
}

/// A number a row.
pub fn numbers<T: ArrowPrimitiveType>(rows: usize, f: impl FnMut(usize) -> Option<T::Native>) -> Result<ColumnarValue> {
    let column: PrimitiveArray<T> = (0..rows).map(f).collect();
    Ok(ColumnarValue::Array(Arc::new(column)))
}

/// A decimal a row.
pub fn decimals(rows: usize, mut f: impl FnMut(usize) -> Option<Decimal>) -> Result<ColumnarValue> {
    let column: Decimal128Array = (0..rows).map(|row| f(row).map(Decimal::key)).collect();
    Ok(ColumnarValue::Array(Arc::new(column.with_data_type(arrow_type(ScalarType::Decimal)))))
}

/// A guid a row.
pub fn guids(rows: usize, mut f: impl FnMut(usize) -> Option<[u8; 16]>) -> Result<ColumnarValue> {
    let mut builder = FixedSizeBinaryBuilder::with_capacity(rows, 16);
    for row in 0..rows {
        match f(row) {
            Some(guid) => builder.append_value(guid)?,
            None => builder.append_null(),
        }
    }
    Ok(ColumnarValue::Array(Arc::new(builder.finish())))
}

/// A string a row: `f` writes it into an empty buffer that is reused from row to row.
pub fn texts(rows: usize, mut f: impl FnMut(usize, &mut String)) -> Result<ColumnarValue> {
    let mut builder = StringViewBuilder::with_capacity(rows);
    let (mut buffer, mut written) = (String::new(), Written::default());
    for row in 0..rows {
        buffer.clear();
        f(row, &mut buffer);
        written.add(&buffer)?;
        builder.append_value(&buffer);
    }
    Ok(ColumnarValue::Array(Arc::new(builder.finish())))
}

/// A dynamic a row: `f` writes its canonical JSON into an empty buffer and says `true`, or says `false` for a null.
pub fn dynamics(rows: usize, mut f: impl FnMut(usize, &mut String) -> bool) -> Result<ColumnarValue> {
    let mut builder = DynamicBuilder::new(rows);
    for row in 0..rows {
        builder.append(|out| f(row, out))?;
    }
    Ok(ColumnarValue::Array(builder.finish()))
}

/// A column of dynamics in the making, for kernels that make several at once.
#[derive(Debug)]
pub struct DynamicBuilder {
    column: StringViewBuilder,
    buffer: String,
    written: Written,
}

impl DynamicBuilder {
    /// A column of so many rows.
    pub fn new(rows: usize) -> Self {
        Self { column: StringViewBuilder::with_capacity(rows), buffer: String::new(), written: Written::default() }
    }

    /// Adds a row: `f` writes its canonical JSON into an empty buffer and says `true`, or says `false` for a null.
    ///
    /// # Errors
    /// The value, or the column, becomes too large.
    pub fn append(&mut self, f: impl FnOnce(&mut String) -> bool) -> Result<()> {
        self.buffer.clear();
        if f(&mut self.buffer) {
            self.written.add(&self.buffer)?;
            self.column.append_value(&self.buffer);
        } else {
            self.column.append_null();
        }
        Ok(())
    }

    /// The column.
    pub fn finish(mut self) -> ArrayRef {
        Arc::new(self.column.finish())
    }
}
