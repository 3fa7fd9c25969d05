//! Single cells of columns of KQL's physical types.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

/// The cell of `row` in a column of `ty`; `None` where it is null or the column has another physical type.
pub(crate) fn value_at(array: &ArrayRef, ty: ScalarType, row: usize) -> Option<Value> {
    if array.is_null(row) {
        return None;
    }
    let long = || array.as_primitive_opt::<Int64Type>().map(|a| a.value(row));
    let text = || array.as_string_view_opt().map(|a| a.value(row));
    Some(match ty {
        ScalarType::Bool => Value::Bool(array.as_boolean_opt()?.value(row)),
        ScalarType::Int => Value::Int(array.as_primitive_opt::<Int32Type>()?.value(row)),
        ScalarType::Long => Value::Long(long()?),
        ScalarType::Real => Value::Real(array.as_primitive_opt::<Float64Type>()?.value(row)),
        ScalarType::Decimal => {
            Value::Decimal(Decimal::from_key(array.as_primitive_opt::<Decimal128Type>()?.value(row)))
        }
        ScalarType::String => Value::String(text()?.into()),
        ScalarType::DateTime => Value::DateTime(long()?),
        ScalarType::TimeSpan => Value::TimeSpan(long()?),
        ScalarType::Guid => Value::Guid(array.as_fixed_size_binary_opt()?.value(row).try_into().ok()?),
        ScalarType::Dynamic => Value::Dynamic(text()?.into()),
    })
}

/// How a value is written in text: what `tostring()` gives; `""` for null.
pub(crate) fn text_of(value: &Value) -> String {
    use lurcher_symbols::values::{datetime, dynamic, guid, real, timespan};
    match value {
        Value::Null(_) => String::new(),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => i.to_string(),
        Value::Long(i) => i.to_string(),
        Value::Real(r) => real::tostring(*r),
        Value::Decimal(d) => d.to_string(),
        Value::String(s) => s.to_string(),
        Value::DateTime(t) => datetime::format(*t),
        Value::TimeSpan(t) => timespan::format(*t),
        Value::Guid(g) => guid::format(g),
        Value::Dynamic(json) => dynamic::plain_json(json).into_owned(),
    }
}
