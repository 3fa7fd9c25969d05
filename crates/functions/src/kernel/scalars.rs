//! An argument of any type.

use arrow::datatypes::{Float64Type, Int32Type, Int64Type};
use datafusion::common::Result;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::{Dynamic, write_text};

use super::cell::Cell;
use super::{Bits, Call, Decimals, Fixed, Numbers, Text};

/// A column or constant with its KQL type.
#[derive(Debug, Clone, Copy)]
pub enum Scalars<'a> {
    /// Bools.
    Bool(Bits<'a>),
    /// Ints.
    Int(Numbers<'a, Int32Type>),
    /// Longs.
    Long(Numbers<'a, Int64Type>),
    /// Reals.
    Real(Numbers<'a, Float64Type>),
    /// Decimals.
    Decimal(Decimals<'a>),
    /// Strings.
    String(Text<'a>),
    /// Ticks since 0001-01-01.
    DateTime(Numbers<'a, Int64Type>),
    /// Ticks.
    TimeSpan(Numbers<'a, Int64Type>),
    /// Guids.
    Guid(Fixed<'a>),
    /// Canonical JSON.
    Dynamic(Text<'a>),
}

impl<'a> Scalars<'a> {
    /// Argument `i` of a call.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(match call.types[i] {
            ScalarType::Bool => Scalars::Bool(call.bool(i)?),
            ScalarType::Int => Scalars::Int(call.int(i)?),
            ScalarType::Long => Scalars::Long(call.long(i)?),
            ScalarType::Real => Scalars::Real(call.real(i)?),
            ScalarType::Decimal => Scalars::Decimal(call.decimal(i)?),
            ScalarType::String => Scalars::String(call.text(i)?),
            ScalarType::DateTime => Scalars::DateTime(call.long(i)?),
            ScalarType::TimeSpan => Scalars::TimeSpan(call.long(i)?),
            ScalarType::Guid => Scalars::Guid(call.guid(i)?),
            ScalarType::Dynamic => Scalars::Dynamic(call.text(i)?),
        })
    }

    /// Arguments `from` and all that follow.
    pub fn all(call: &Call<'a>, from: usize) -> Result<Vec<Self>> {
        (from..call.len()).map(|i| Self::of(call, i)).collect()
    }

    /// The value of a row.
    pub fn cell(&self, row: usize) -> Cell<'a> {
        match self {
            Scalars::Bool(v) => v.get(row).map_or(Cell::Null, Cell::Bool),
            Scalars::Int(v) => v.get(row).map_or(Cell::Null, |i| Cell::Long(i.into())),
            Scalars::Long(v) => v.get(row).map_or(Cell::Null, Cell::Long),
            Scalars::Real(v) => v.get(row).map_or(Cell::Null, Cell::Real),
            Scalars::Decimal(v) => v.get(row).map_or(Cell::Null, Cell::Decimal),
            Scalars::String(v) => Cell::Text(v.get(row).into()),
            Scalars::DateTime(v) => v.get(row).map_or(Cell::Null, Cell::DateTime),
            Scalars::TimeSpan(v) => v.get(row).map_or(Cell::Null, Cell::TimeSpan),
            Scalars::Guid(v) => v.get(row).and_then(|g| g.try_into().ok()).map_or(Cell::Null, Cell::Guid),
            Scalars::Dynamic(v) => Cell::of(v.option(row)),
        }
    }

    /// The whole number of a row.
    pub fn long(&self, row: usize) -> Option<i64> {
        match self.cell(row) {
            Cell::Long(number) => Some(number),
            _ => None,
        }
    }

    /// Writes what `tostring()` gives for a row; nothing for a null.
    pub fn write_text(&self, row: usize, out: &mut String) {
        match self.cell(row) {
            // A bool by itself is spelled otherwise than one inside a dynamic.
            Cell::Bool(b) if matches!(self, Scalars::Bool(_)) => out.push_str(if b { "True" } else { "False" }),
            cell => cell.write_text(out),
        }
    }

    /// Appends a row's value as the canonical JSON of a dynamic's element.
    pub fn write_element(&self, row: usize, out: &mut String) {
        match self {
            Scalars::Dynamic(v) => out.push_str(v.option(row).unwrap_or("null")),
            Scalars::String(v) => write_text(out, v.get(row)),
            _ => write_element(&self.cell(row), out),
        }
    }
}

/// Appends a value as canonical JSON.
pub fn write_element(cell: &Cell<'_>, out: &mut String) {
    match cell {
        Cell::Null => out.push_str("null"),
        Cell::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Cell::Long(i) => Dynamic::Long(*i).write_canonical(out),
        Cell::Real(r) => Dynamic::Real(*r).write_canonical(out),
        Cell::Text(text) => write_text(out, text),
        Cell::DateTime(t) => Dynamic::DateTime(*t).write_canonical(out),
        Cell::TimeSpan(t) => Dynamic::TimeSpan(*t).write_canonical(out),
        Cell::Guid(g) => Dynamic::Guid(*g).write_canonical(out),
        Cell::Decimal(d) => Dynamic::Decimal(*d).write_canonical(out),
        Cell::Array(text) | Cell::Bag(text) => out.push_str(text),
    }
}
