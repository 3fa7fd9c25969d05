//! What stands between a file's columns and KQL's: functions in a projection right over the scan.
//!
//! A file's Arrow type decides the KQL type that its column has by nature, the type that the scan reads it as (a cast
//! that loses nothing, which pruning sees through), and the function that makes it a column of the types that plans
//! use.

mod base64;
mod canonical;
mod convert;
mod decimal;
mod dynamic;
mod span;
mod text;
mod ticks;
mod unary;

use std::sync::{Arc, LazyLock};

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, IntervalUnit};
use datafusion::common::Result;
use datafusion::logical_expr::ScalarUDF;
use lurcher_symbols::ScalarType;

pub(crate) use convert::convert_array;
pub use convert::{Convert, is_convertible};
use unary::{EdgeKernel, EdgeUdf};

/// A function that makes a file's column one of KQL's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeFunction {
    /// `kql_ticks`: a timestamp or date that is known to lie within years 1 to 9999.
    Ticks,
    /// `kql_ticks_checked`: a timestamp or date; null outside of years 1 to 9999.
    TicksChecked,
    /// `kql_str`: text, null becomes `""`.
    Text,
    /// `kql_span`: a duration, a time of the day, an interval.
    Span,
    /// `kql_decimal`: a decimal of any precision and scale.
    Decimal,
    /// `kql_base64`: bytes.
    Base64,
    /// `kql_dynamic`: a struct, list or map.
    Dynamic,
    /// `kql_canonical`: canonical JSON text of a table of ours.
    Canonical,
}

impl EdgeFunction {
    /// The DataFusion function.
    pub fn udf(self) -> Arc<ScalarUDF> {
        static ALL: LazyLock<[Arc<ScalarUDF>; 8]> = LazyLock::new(|| {
            [
                EdgeUdf::<ticks::Ticks>::shared(),
                EdgeUdf::<ticks::TicksChecked>::shared(),
                EdgeUdf::<text::Text>::shared(),
                EdgeUdf::<span::Span>::shared(),
                EdgeUdf::<decimal::Decimal>::shared(),
                EdgeUdf::<base64::Base64>::shared(),
                EdgeUdf::<dynamic::Dynamic>::shared(),
                EdgeUdf::<canonical::Canonical>::shared(),
            ]
        });
        ALL[self as usize].clone()
    }

    /// Runs the function over a column.
    pub(crate) fn run(self, array: &ArrayRef) -> Result<ArrayRef> {
        match self {
            EdgeFunction::Ticks => ticks::Ticks::run(array),
            EdgeFunction::TicksChecked => ticks::TicksChecked::run(array),
            EdgeFunction::Text => text::Text::run(array),
            EdgeFunction::Span => span::Span::run(array),
            EdgeFunction::Decimal => decimal::Decimal::run(array),
            EdgeFunction::Base64 => base64::Base64::run(array),
            EdgeFunction::Dynamic => dynamic::Dynamic::run(array),
            EdgeFunction::Canonical => canonical::Canonical::run(array),
        }
    }
}

/// The functions of this module, for a registry that finds functions by name. `kql_convert` is not among them: it
/// counts what does not convert for one table's column.
pub fn functions() -> Vec<Arc<ScalarUDF>> {
    FUNCTIONS.map(EdgeFunction::udf).into()
}

/// All of them.
const FUNCTIONS: [EdgeFunction; 8] = {
    use EdgeFunction::{Base64, Canonical, Decimal, Dynamic, Span, Text, Ticks, TicksChecked};
    [Ticks, TicksChecked, Text, Span, Decimal, Base64, Dynamic, Canonical]
};

/// Refuses a column of a type that is not what the table was opened with.
fn refuse<T>(found: &DataType, wanted: ScalarType) -> Result<T> {
    lurcher_functions::refuse!("a column of Arrow's type {found} cannot be read as {wanted}: was its file replaced?")
}

/// What a file's column is in KQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nature {
    /// The KQL type.
    pub ty: ScalarType,
    /// What the scan reads the column as: its own type, or one that holds all its values.
    pub read_as: DataType,
    /// What makes that a column of KQL.
    pub function: Option<EdgeFunction>,
}

/// What a column of an Arrow type is in KQL; `None` for a type that we do not read.
/// <https://learn.microsoft.com/kusto/management/parquet-mapping#parquet-type-conversions>
pub fn nature(ty: &DataType) -> Option<Nature> {
    let new = |ty, read_as, function| Some(Nature { ty, read_as, function });
    match ty {
        DataType::Boolean => new(ScalarType::Bool, DataType::Boolean, None),
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::UInt8 | DataType::UInt16 => {
            new(ScalarType::Int, DataType::Int32, None)
        }
        DataType::UInt32 | DataType::Int64 => new(ScalarType::Long, DataType::Int64, None),
        // A long where the statistics say that it fits, see `parquet::columns`.
        DataType::UInt64 => new(ScalarType::Decimal, DataType::Decimal128(20, 0), Some(EdgeFunction::Decimal)),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => new(ScalarType::Real, DataType::Float64, None),
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            new(ScalarType::Decimal, ty.clone(), Some(EdgeFunction::Decimal))
        }
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            new(ScalarType::String, DataType::Utf8View, Some(EdgeFunction::Text))
        }
        DataType::Dictionary(_, values) => nature(values),
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => {
            new(ScalarType::DateTime, ty.clone(), Some(EdgeFunction::TicksChecked))
        }
        DataType::Interval(IntervalUnit::YearMonth) => None,
        DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) | DataType::Interval(_) => {
            new(ScalarType::TimeSpan, ty.clone(), Some(EdgeFunction::Span))
        }
        DataType::FixedSizeBinary(16) => new(ScalarType::Guid, ty.clone(), None),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            new(ScalarType::String, ty.clone(), Some(EdgeFunction::Base64))
        }
        DataType::Struct(fields) if fields.iter().all(|f| nature(f.data_type()).is_some()) => {
            new(ScalarType::Dynamic, ty.clone(), Some(EdgeFunction::Dynamic))
        }
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::FixedSizeList(item, _)
        | DataType::Map(item, _)
            if nature(item.data_type()).is_some() =>
        {
            new(ScalarType::Dynamic, ty.clone(), Some(EdgeFunction::Dynamic))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::new_null_array;
    use arrow::datatypes::{Field, TimeUnit};

    use super::*;

    /// A function is called by what it is for, never by its name inside of plans.
    #[test]
    fn messages_have_no_names_of_ours() {
        let types = [
            DataType::Boolean,
            DataType::Int32,
            DataType::Float64,
            DataType::Utf8,
            DataType::Binary,
            DataType::Timestamp(TimeUnit::Second, None),
            DataType::Duration(TimeUnit::Second),
            DataType::Decimal128(10, 2),
            DataType::Interval(IntervalUnit::YearMonth),
            DataType::new_list(DataType::Int32, true),
            DataType::Struct(vec![Field::new("a", DataType::Interval(IntervalUnit::YearMonth), true)].into()),
        ];
        let mut refused = 0;
        for function in FUNCTIONS {
            for ty in &types {
                let Err(error) = function.run(&new_null_array(ty, 1)) else { continue };
                let error = crate::EngineError::of(&error).to_string();
                assert!(!error.contains("kql_"), "{function:?}: {error}");
                refused += usize::from(error.contains("cannot be read as"));
            }
        }
        assert!(refused > 20, "{refused}");
    }
}
