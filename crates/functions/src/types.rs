//! KQL types and values as Arrow types and DataFusion literals.

use arrow::datatypes::{DECIMAL128_MAX_PRECISION, DataType};
use datafusion::common::ScalarValue;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

/// The Arrow type that holds a KQL type inside a plan.
pub fn arrow_type(ty: ScalarType) -> DataType {
    match ty {
        ScalarType::Bool => DataType::Boolean,
        ScalarType::Int => DataType::Int32,
        ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => DataType::Int64,
        ScalarType::Real => DataType::Float64,
        // The keys of decimals, which order as they do: Arrow sorts, groups and compares them natively, and nothing but
        // our functions knows what they mean.
        ScalarType::Decimal => DataType::Decimal128(DECIMAL128_MAX_PRECISION, 0),
        ScalarType::String | ScalarType::Dynamic => DataType::Utf8View,
        ScalarType::Guid => DataType::FixedSizeBinary(16),
    }
}

/// A value as a DataFusion literal of exactly the type that [`arrow_type`] gives.
pub fn to_scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Null(ty) => null_scalar(*ty),
        Value::Bool(b) => ScalarValue::Boolean(Some(*b)),
        Value::Int(i) => ScalarValue::Int32(Some(*i)),
        Value::Long(i) | Value::DateTime(i) | Value::TimeSpan(i) => ScalarValue::Int64(Some(*i)),
        Value::Real(r) => ScalarValue::Float64(Some(*r)),
        Value::Decimal(d) => ScalarValue::Decimal128(Some(d.key()), DECIMAL128_MAX_PRECISION, 0),
        Value::String(s) | Value::Dynamic(s) => ScalarValue::Utf8View(Some(s.to_string())),
        Value::Guid(bytes) => ScalarValue::FixedSizeBinary(16, Some(bytes.to_vec())),
    }
}

/// The null of a type; for a string, which is never null, the empty string.
pub fn null_scalar(ty: ScalarType) -> ScalarValue {
    match ty {
        ScalarType::Bool => ScalarValue::Boolean(None),
        ScalarType::Int => ScalarValue::Int32(None),
        ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => ScalarValue::Int64(None),
        ScalarType::Real => ScalarValue::Float64(None),
        ScalarType::Decimal => ScalarValue::Decimal128(None, DECIMAL128_MAX_PRECISION, 0),
        ScalarType::String => ScalarValue::Utf8View(Some(String::new())),
        ScalarType::Dynamic => ScalarValue::Utf8View(None),
        ScalarType::Guid => ScalarValue::FixedSizeBinary(16, None),
    }
}

/// A DataFusion scalar of a KQL type as a value. `None` where the Arrow type is not the one that the KQL type has.
pub fn from_scalar(scalar: &ScalarValue, ty: ScalarType) -> Option<Value> {
    if scalar.is_null() {
        return (scalar.data_type() == arrow_type(ty)).then(|| Value::missing(ty));
    }
    Some(match (scalar, ty) {
        (ScalarValue::Boolean(Some(b)), ScalarType::Bool) => Value::Bool(*b),
        (ScalarValue::Int32(Some(i)), ScalarType::Int) => Value::Int(*i),
        (ScalarValue::Int64(Some(i)), ScalarType::Long) => Value::Long(*i),
        (ScalarValue::Int64(Some(i)), ScalarType::DateTime) => Value::DateTime(*i),
        (ScalarValue::Int64(Some(i)), ScalarType::TimeSpan) => Value::TimeSpan(*i),
        (ScalarValue::Float64(Some(r)), ScalarType::Real) => Value::Real(*r),
        (ScalarValue::Decimal128(Some(d), ..), ScalarType::Decimal) => Value::Decimal(Decimal::from_key(*d)),
        (ScalarValue::Utf8View(Some(s)), ScalarType::String) => Value::String(s.as_str().into()),
        (ScalarValue::Utf8View(Some(s)), ScalarType::Dynamic) => Value::Dynamic(s.as_str().into()),
        (ScalarValue::FixedSizeBinary(16, Some(bytes)), ScalarType::Guid) => {
            Value::Guid(bytes.as_slice().try_into().ok()?)
        }
        _ => return None,
    })
}
