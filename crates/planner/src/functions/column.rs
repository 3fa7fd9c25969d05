//! Builds a column of any KQL type, value by value.

use arrow::array::{
    ArrayBuilder, ArrayRef, BooleanBuilder, Decimal128Builder, FixedSizeBinaryBuilder, Float64Builder, Int32Builder,
    Int64Builder, StringViewBuilder,
};
use datafusion::common::{Result, internal_err};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::{ScalarType, Value};

/// A column under construction.
pub enum ColumnBuilder {
    /// bool
    Bool(BooleanBuilder),
    /// int
    Int(Int32Builder),
    /// long, datetime, timespan
    Long(Int64Builder),
    /// real
    Real(Float64Builder),
    /// decimal
    Decimal(Decimal128Builder),
    /// string, dynamic
    Text(ScalarType, StringViewBuilder),
    /// guid
    Guid(FixedSizeBinaryBuilder),
}

impl ColumnBuilder {
    /// An empty column.
    pub fn new(ty: ScalarType, capacity: usize) -> Self {
        match ty {
            ScalarType::Bool => Self::Bool(BooleanBuilder::with_capacity(capacity)),
            ScalarType::Int => Self::Int(Int32Builder::with_capacity(capacity)),
            ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => {
                Self::Long(Int64Builder::with_capacity(capacity))
            }
            ScalarType::Real => Self::Real(Float64Builder::with_capacity(capacity)),
            ScalarType::Decimal => {
                Self::Decimal(Decimal128Builder::with_capacity(capacity).with_data_type(arrow_type(ty)))
            }
            ScalarType::String | ScalarType::Dynamic => Self::Text(ty, StringViewBuilder::with_capacity(capacity)),
            ScalarType::Guid => Self::Guid(FixedSizeBinaryBuilder::with_capacity(capacity, 16)),
        }
    }

    /// Appends a value of the column's type, or nothing: null, and `""` in a column of strings.
    pub fn append(&mut self, value: Option<&Value>) -> Result<()> {
        match (self, value.filter(|v| !v.is_null())) {
            (Self::Bool(b), None) => b.append_null(),
            (Self::Bool(b), Some(Value::Bool(v))) => b.append_value(*v),
            (Self::Int(b), None) => b.append_null(),
            (Self::Int(b), Some(Value::Int(v))) => b.append_value(*v),
            (Self::Long(b), None) => b.append_null(),
            (Self::Long(b), Some(Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v))) => b.append_value(*v),
            (Self::Real(b), None) => b.append_null(),
            (Self::Real(b), Some(Value::Real(v))) => b.append_value(*v),
            (Self::Decimal(b), None) => b.append_null(),
            (Self::Decimal(b), Some(Value::Decimal(v))) => b.append_value(v.key()),
            (Self::Text(ScalarType::String, b), None) => b.append_value(""),
            (Self::Text(_, b), None) => b.append_null(),
            (Self::Text(_, b), Some(Value::String(v) | Value::Dynamic(v))) => b.append_value(v),
            (Self::Guid(b), None) => b.append_null(),
            (Self::Guid(b), Some(Value::Guid(v))) => b.append_value(v)?,
            (_, Some(other)) => return internal_err!("a {} in a column of another type", other.ty()),
        }
        Ok(())
    }

    /// The column.
    pub fn finish(self) -> ArrayRef {
        let mut builder: Box<dyn ArrayBuilder> = match self {
            Self::Bool(b) => Box::new(b),
            Self::Int(b) => Box::new(b),
            Self::Long(b) => Box::new(b),
            Self::Real(b) => Box::new(b),
            Self::Decimal(b) => Box::new(b),
            Self::Text(_, b) => Box::new(b),
            Self::Guid(b) => Box::new(b),
        };
        builder.finish()
    }
}
