//! A column under construction, in the types of a plan.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanBuilder, Decimal128Builder, FixedSizeBinaryBuilder, Float64Builder, Int32Builder,
    Int64Builder, StringViewBuilder,
};
use arrow::datatypes::DataType;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, dynamic, guid, real, timespan};

/// A value that is about to become a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Text, which the column's type reads.
    Text(&'a str),
    /// A bool.
    Bool(bool),
    /// A whole number, or the ticks of a datetime or timespan.
    Long(i64),
    /// A text of JSON: of a dynamic column the value itself, of a string column its text.
    Json(&'a str),
}

/// A column's cells so far.
#[derive(Debug)]
pub(super) enum Cells {
    Bool(BooleanBuilder),
    Int(Int32Builder),
    /// A long, datetime or timespan.
    Long(ScalarType, Int64Builder),
    Real(Float64Builder),
    Decimal(Decimal128Builder),
    String(StringViewBuilder),
    Guid(FixedSizeBinaryBuilder),
    Dynamic(StringViewBuilder),
}

impl Cells {
    pub(super) fn new(ty: ScalarType) -> Self {
        match ty {
            ScalarType::Bool => Cells::Bool(BooleanBuilder::new()),
            ScalarType::Int => Cells::Int(Int32Builder::new()),
            ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => Cells::Long(ty, Int64Builder::new()),
            ScalarType::Real => Cells::Real(Float64Builder::new()),
            ScalarType::Decimal => Cells::Decimal(Decimal128Builder::new().with_data_type(DataType::Decimal128(38, 0))),
            ScalarType::String => Cells::String(StringViewBuilder::new()),
            ScalarType::Guid => Cells::Guid(FixedSizeBinaryBuilder::new(16)),
            ScalarType::Dynamic => Cells::Dynamic(StringViewBuilder::new()),
        }
    }

    /// Adds what stands for nothing.
    pub(super) fn missing(&mut self, count: usize) {
        match self {
            Cells::Bool(b) => b.append_nulls(count),
            Cells::Int(b) => b.append_nulls(count),
            Cells::Long(_, b) => b.append_nulls(count),
            Cells::Real(b) => b.append_nulls(count),
            Cells::Decimal(b) => b.append_nulls(count),
            Cells::String(b) => (0..count).for_each(|_| b.append_value("")),
            Cells::Guid(b) => (0..count).for_each(|_| b.append_null()),
            Cells::Dynamic(b) => (0..count).for_each(|_| b.append_null()),
        }
    }

    /// Adds a value, or nothing where it does not fit, and says what is wrong then.
    pub(super) fn add(&mut self, cell: Cell<'_>) -> Result<(), &'static str> {
        let added = self.add_fitting(cell);
        if added.is_err() {
            self.missing(1);
        }
        added
    }

    fn add_fitting(&mut self, cell: Cell<'_>) -> Result<(), &'static str> {
        match (self, cell) {
            (Cells::String(b), Cell::Text(text) | Cell::Json(text)) => b.append_value(text),
            (Cells::String(b), Cell::Bool(value)) => b.append_value(if value { "true" } else { "false" }),
            (Cells::String(b), Cell::Long(value)) => b.append_value(value.to_string()),
            (Cells::Int(b), Cell::Text(text)) => b.append_value(int(long(text)?)?),
            (Cells::Int(b), Cell::Long(value)) => b.append_value(int(value)?),
            (Cells::Long(ScalarType::DateTime, b), Cell::Text(text)) => {
                b.append_value(datetime::parse(text).ok_or("no point in time")?);
            }
            (Cells::Long(ScalarType::TimeSpan, b), Cell::Text(text)) => {
                b.append_value(timespan::parse_text(text).ok_or("no timespan")?);
            }
            (Cells::Long(_, b), Cell::Text(text)) => b.append_value(long(text)?),
            (Cells::Long(_, b), Cell::Long(value)) => b.append_value(value),
            (Cells::Real(b), Cell::Text(text)) => b.append_value(real::parse(text.trim()).ok_or("no number")?),
            (Cells::Real(b), Cell::Long(value)) => b.append_value(value as f64),
            (Cells::Decimal(b), Cell::Text(text)) => b.append_value(Decimal::parse(text).ok_or("no number")?.key()),
            (Cells::Bool(b), Cell::Text(text)) => b.append_value(bool(text)?),
            (Cells::Bool(b), Cell::Bool(value)) => b.append_value(value),
            (Cells::Bool(b), Cell::Long(value)) => b.append_value(value != 0),
            (Cells::Guid(b), Cell::Text(text)) => {
                let guid = guid::parse(text.trim_matches(['{', '}'])).ok_or("no guid")?;
                b.append_value(guid).map_err(|_| "no guid")?;
            }
            (Cells::Dynamic(b), Cell::Json(json)) => match &*dynamic::canonical_text(json).ok_or("no JSON")? {
                "null" => b.append_null(),
                canonical => b.append_value(canonical),
            },
            (Cells::Dynamic(b), Cell::Text(text)) => {
                b.append_value(dynamic::Dynamic::String(text.to_owned()).canonical());
            }
            (Cells::Dynamic(b), Cell::Bool(value)) => b.append_value(if value { "true" } else { "false" }),
            (Cells::Dynamic(b), Cell::Long(value)) => b.append_value(value.to_string()),
            _ => return Err("of another type"),
        }
        Ok(())
    }

    pub(super) fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Bool(b) => Arc::new(b.finish()),
            Cells::Int(b) => Arc::new(b.finish()),
            Cells::Long(_, b) => Arc::new(b.finish()),
            Cells::Real(b) => Arc::new(b.finish()),
            Cells::Decimal(b) => Arc::new(b.finish()),
            Cells::String(b) | Cells::Dynamic(b) => {
                // The builder's blocks double: up to half of what they take may be empty, for as long as rows are held.
                let mut texts = b.finish();
                texts.shrink_to_fit();
                Arc::new(texts)
            }
            Cells::Guid(b) => Arc::new(b.finish()),
        }
    }
}

/// A whole number in decimal, or in hexadecimal behind `0x`; also one that was written as a real (`80.0`).
fn long(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return i64::from_str_radix(digits, 16).map_err(|_| "no whole number");
    }
    match real::parse(text) {
        Some(number) => whole(number),
        None => Err("no whole number"),
    }
}

fn whole(number: f64) -> Result<i64, &'static str> {
    let is_exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    if is_exact { Ok(number as i64) } else { Err("no whole number") }
}

fn int(number: i64) -> Result<i32, &'static str> {
    i32::try_from(number).map_err(|_| "beyond 32 bits")
}

fn bool(text: &str) -> Result<bool, &'static str> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["true", "t", "1"]) {
        Ok(true)
    } else if is(["false", "f", "0"]) {
        Ok(false)
    } else {
        Err("neither true nor false")
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, AsArray};
    use arrow::datatypes::{Int32Type, Int64Type};

    use super::*;

    fn fits(ty: ScalarType, cell: Cell<'_>) -> Result<(), &'static str> {
        let mut cells = Cells::new(ty);
        let fits = cells.add(cell);
        assert_eq!(cells.finish().len(), 1, "{ty} {cell:?}");
        fits
    }

    #[test]
    fn what_does_not_fit_is_nothing_and_told() {
        use Cell::*;
        for (ty, cell, expected) in [
            (ScalarType::Int, Text("2147483648"), Err("beyond 32 bits")),
            (ScalarType::Int, Text("x"), Err("no whole number")),
            (ScalarType::Int, Text(" 80.0 "), Ok(())),
            (ScalarType::Int, Text("0.5"), Err("no whole number")),
            (ScalarType::Long, Text("0x3e7"), Ok(())),
            (ScalarType::Long, Bool(true), Err("of another type")),
            (ScalarType::Bool, Text("T"), Ok(())),
            (ScalarType::Bool, Text("yes"), Err("neither true nor false")),
            (ScalarType::Guid, Text("{74BE27DE-1E4E-49D9-B579-FE0B331D3642}"), Ok(())),
            (ScalarType::Guid, Text("74be"), Err("no guid")),
            (ScalarType::DateTime, Text("soon"), Err("no point in time")),
            (ScalarType::Dynamic, Json("{\"a\":"), Err("no JSON")),
            (ScalarType::Dynamic, Json("null"), Ok(())),
            (ScalarType::Decimal, Text("0.1"), Ok(())),
        ] {
            assert_eq!(fits(ty, cell), expected, "{ty} {cell:?}");
        }
    }

    #[test]
    fn numbers() {
        let mut cells = Cells::new(ScalarType::Int);
        cells.missing(2);
        cells.add(Cell::Text("0x10")).expect("fits");
        let array = cells.finish();
        let ints: Vec<_> = array.as_primitive::<Int32Type>().iter().collect();
        assert_eq!(ints, [None, None, Some(16)]);
        let mut cells = Cells::new(ScalarType::Long);
        cells.add(Cell::Text("9223372036854775807")).expect("fits");
        assert_eq!(cells.finish().as_primitive::<Int64Type>().value(0), i64::MAX);
    }
}
