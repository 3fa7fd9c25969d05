//! How columns of KQL's types stand in a data file, so that each value comes back as it was.
//!
//! | KQL | in the file |
//! |---|---|
//! | bool, int, long, real, string, guid | as in a plan |
//! | datetime | a timestamp of nanoseconds; ticks, where one of the values does not fit |
//! | timespan | ticks |
//! | decimal | its text |
//! | dynamic | canonical JSON text, with the tags of datetimes and other values that JSON has no word for |
//!
//! A column's field says in its metadata which type of KQL it is of. Other programs see timestamps and text.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, StringViewBuilder, TimestampNanosecondArray};
use arrow::datatypes::{DataType, Decimal128Type, Field, Int64Type, TimeUnit};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{Column, ScalarType};

/// The key of a field's metadata that says its type in KQL.
const TYPE: &str = "lurcher.type";
const NANOSECONDS_PER_TICK: i64 = 100;

/// How a column of a data file holds values of a type that its own Arrow type does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoredForm {
    /// Datetimes or timespans as ticks.
    Ticks(ScalarType),
    /// Decimals as text.
    DecimalText,
    /// Dynamics as canonical text.
    CanonicalJson,
}

/// Whether a field is of a table of ours.
pub(crate) fn is_ours(field: &Field) -> bool {
    field.metadata().contains_key(TYPE)
}

/// What a file's field says of itself; `None` for one that its Arrow type tells all of.
pub(crate) fn stored_form(field: &Field) -> Option<StoredForm> {
    let ty = ScalarType::parse(field.metadata().get(TYPE)?)?;
    let is_text = matches!(field.data_type(), DataType::Utf8View | DataType::Utf8 | DataType::LargeUtf8);
    match ty {
        ScalarType::DateTime | ScalarType::TimeSpan if *field.data_type() == DataType::Int64 => {
            Some(StoredForm::Ticks(ty))
        }
        ScalarType::Decimal if is_text => Some(StoredForm::DecimalText),
        ScalarType::Dynamic if is_text => Some(StoredForm::CanonicalJson),
        _ => None,
    }
}

/// The field of a column, whose values in the file are these arrays.
pub(super) fn field<'a>(column: &Column, arrays: impl Iterator<Item = &'a ArrayRef>) -> Field {
    let ty = match column.ty {
        ScalarType::DateTime if fit_nanoseconds(arrays) => {
            DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into()))
        }
        ScalarType::Decimal => DataType::Utf8View,
        other => arrow_type(other),
    };
    let metadata = [(TYPE.to_owned(), column.ty.name().to_owned())].into();
    Field::new(&*column.name, ty, column.ty != ScalarType::String).with_metadata(metadata)
}

/// Whether nanoseconds of 64 bits hold all of the datetimes.
fn fit_nanoseconds<'a>(mut arrays: impl Iterator<Item = &'a ArrayRef>) -> bool {
    let fits = |ticks: i64| ticks.checked_sub(UNIX_EPOCH_TICKS).and_then(|t| t.checked_mul(NANOSECONDS_PER_TICK));
    arrays.all(|array| {
        let array = array.as_primitive::<Int64Type>();
        let ends = [arrow::compute::min(array), arrow::compute::max(array)];
        ends.into_iter().flatten().all(|ticks| fits(ticks).is_some())
    })
}

/// The array of a column as the file has it.
pub(super) fn stored(array: &ArrayRef, ty: ScalarType, field: &Field) -> ArrayRef {
    match (ty, field.data_type()) {
        (ScalarType::DateTime, DataType::Timestamp(..)) => {
            let ticks = array.as_primitive::<Int64Type>();
            // What stands below a null may be anything.
            let values =
                ticks.unary::<_, Int64Type>(|t| t.wrapping_sub(UNIX_EPOCH_TICKS).wrapping_mul(NANOSECONDS_PER_TICK));
            let (_, values, nulls) = values.into_parts();
            Arc::new(TimestampNanosecondArray::new(values, nulls).with_timezone("UTC"))
        }
        (ScalarType::Decimal, _) => {
            let keys = array.as_primitive::<Decimal128Type>();
            let mut texts = StringViewBuilder::with_capacity(keys.len());
            keys.iter().for_each(|key| texts.append_option(key.map(|key| Decimal::from_key(key).to_string())));
            Arc::new(texts.finish())
        }
        _ => Arc::clone(array),
    }
}
