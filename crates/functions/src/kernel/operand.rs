//! Arguments as numbers of one type, whatever theirs is.

use arrow::array::{ArrowPrimitiveType, PrimitiveArray};
use arrow::datatypes::{Decimal128Type, Float64Type, Int64Type};
use datafusion::common::Result;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::decimal::Decimal;

use super::cell::Cell;
use super::convert::{Overflow, to_datetime, to_decimal, to_long, to_real, to_timespan};
use super::{Call, Numbers, Scalars};

/// An argument brought to a type of numbers.
#[derive(Debug)]
pub enum Operand<'a, T: ArrowPrimitiveType> {
    /// As it is.
    Argument(Numbers<'a, T>),
    /// Of another type.
    Converted(PrimitiveArray<T>),
}

impl<T: ArrowPrimitiveType> Operand<'_, T> {
    /// The number of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<T::Native> {
        match self {
            Operand::Argument(numbers) => numbers.get(row),
            Operand::Converted(column) => Numbers::Column(column).get(row),
        }
    }

    fn convert(call: &Call<'_>, i: usize, f: impl Fn(&Cell<'_>) -> Option<T::Native>) -> Result<Self> {
        let argument = Scalars::of(call, i)?;
        // A constant is converted once.
        let constant = call.constant(i).map(|_| f(&argument.cell(0)));
        Ok(match constant {
            Some(value) => Operand::Argument(Numbers::Constant(value)),
            None => Operand::Converted((0..call.rows).map(|row| f(&argument.cell(row))).collect()),
        })
    }
}

impl<'a> Operand<'a, Int64Type> {
    /// Argument `i` as a long, where it is given.
    pub fn optional_longs(call: &Call<'a>, i: usize) -> Result<Option<Self>> {
        call.has(i).then(|| Self::longs(call, i)).transpose()
    }

    /// Argument `i` as a long.
    pub fn longs(call: &Call<'a>, i: usize) -> Result<Self> {
        match call.types[i] {
            ScalarType::Long => call.long(i).map(Operand::Argument),
            _ => Self::convert(call, i, |cell| to_long(cell, Overflow::Saturate)),
        }
    }

    /// Argument `i`, a datetime, timespan or dynamic, as the ticks of a `ty`.
    pub fn ticks(call: &Call<'a>, i: usize, ty: ScalarType) -> Result<Self> {
        match (call.types[i], ty) {
            (ScalarType::Dynamic, ScalarType::DateTime) => Self::convert(call, i, to_datetime),
            (ScalarType::Dynamic, _) => Self::convert(call, i, to_timespan),
            _ => call.long(i).map(Operand::Argument),
        }
    }
}

impl<'a> Operand<'a, Float64Type> {
    /// Argument `i` as a real, where it is given.
    pub fn optional_reals(call: &Call<'a>, i: usize) -> Result<Option<Self>> {
        call.has(i).then(|| Self::reals(call, i)).transpose()
    }

    /// Argument `i` as a real.
    pub fn reals(call: &Call<'a>, i: usize) -> Result<Self> {
        match call.types[i] {
            ScalarType::Real => call.real(i).map(Operand::Argument),
            _ => Self::convert(call, i, to_real),
        }
    }
}

impl<'a> Operand<'a, Decimal128Type> {
    /// Argument `i` as a decimal.
    pub fn decimals(call: &Call<'a>, i: usize) -> Result<Self> {
        match call.types[i] {
            ScalarType::Decimal => call.decimal(i).map(|decimals| Operand::Argument(decimals.0)),
            _ => Self::convert(call, i, |cell| to_decimal(cell).map(Decimal::key)),
        }
    }

    /// The decimal of a row.
    #[inline]
    pub fn decimal(&self, row: usize) -> Option<Decimal> {
        self.get(row).map(Decimal::from_key)
    }
}
