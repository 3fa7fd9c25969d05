//! The columns of a pattern as columns of their types.

use arrow::array::{Array, ArrayRef, StringViewArray};
use datafusion::common::Result;
use lurcher_functions::kernel::convert::{self, parse_int, parse_long};
use lurcher_functions::kernel::{Cell, Slices, parse_json};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{ScalarType, Value};

use crate::functions::column::ColumnBuilder;

/// A column under construction.
pub enum Captured<'a> {
    /// A string: a piece of the source.
    Text { slices: Slices<'a>, wanted: bool },
    /// A string that is converted.
    Typed {
        ty: ScalarType,
        builder: ColumnBuilder,
        /// The value of the row that is read.
        value: Option<Value>,
        wanted: bool,
    },
}

impl<'a> Captured<'a> {
    pub fn new(ty: ScalarType, wanted: bool, source: &'a StringViewArray) -> Self {
        match ty {
            ScalarType::String => Captured::Text { slices: Slices::of(source), wanted },
            ty => {
                let capacity = if wanted { source.len() } else { 0 };
                Captured::Typed { ty, builder: ColumnBuilder::new(ty, capacity), value: None, wanted }
            }
        }
    }

    /// Reads the value at a place of a text; says whether it is of the column's type.
    pub fn read(&mut self, text: &str, (start, end): (usize, usize)) -> bool {
        match self {
            Captured::Text { .. } => true,
            Captured::Typed { ty, value, .. } => {
                *value = convert(*ty, text.get(start..end).unwrap_or_default());
                value.is_some()
            }
        }
    }

    /// Appends what was read last, or nothing where the row does not match.
    pub fn append(&mut self, row: usize, place: Option<(usize, usize)>) -> Result<()> {
        match self {
            Captured::Text { wanted: false, .. } | Captured::Typed { wanted: false, .. } => Ok(()),
            Captured::Text { slices, .. } => match place {
                Some((start, end)) => slices.append(row, start, end),
                None => {
                    slices.append_text("");
                    Ok(())
                }
            },
            Captured::Typed { builder, value, .. } => builder.append(value.as_ref().filter(|_| place.is_some())),
        }
    }

    /// The column, where it is wanted.
    pub fn finish(self) -> Option<ArrayRef> {
        match self {
            Captured::Text { wanted: false, .. } | Captured::Typed { wanted: false, .. } => None,
            Captured::Text { slices, .. } => Some(slices.finish()),
            Captured::Typed { builder, .. } => Some(builder.finish()),
        }
    }
}

/// A text as a value, as the conversion functions (`toint()` …) read it.
fn convert(ty: ScalarType, text: &str) -> Option<Value> {
    match ty {
        ScalarType::Bool => convert::to_bool(&Cell::Text(text.into())).map(Value::Bool),
        ScalarType::Int => parse_int(text).map(Value::Int),
        ScalarType::Long => parse_long(text).map(Value::Long),
        ScalarType::Real => real::parse(text).map(Value::Real),
        ScalarType::Decimal => Decimal::parse(text).map(Value::Decimal),
        ScalarType::String => Some(Value::String(text.into())),
        ScalarType::DateTime => datetime::parse(text).map(Value::DateTime),
        ScalarType::TimeSpan => timespan::parse_text(text).map(Value::TimeSpan),
        ScalarType::Guid => guid::parse(text).map(Value::Guid),
        ScalarType::Dynamic => {
            let mut json = String::new();
            Some(if parse_json(text, &mut json) { Value::Dynamic(json.into()) } else { Value::Null(ty) })
        }
    }
}
