//! An argument as a typed view: a constant, or a column. `get` is inlined, so that a loop over rows costs no more than
//! over the array.

use arrow::array::{Array, ArrowPrimitiveType, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, StringViewArray};
use arrow::datatypes::Decimal128Type;
use lurcher_symbols::values::decimal::Decimal;

/// Text.
#[derive(Debug, Clone, Copy)]
pub enum Text<'a> {
    /// The same in every row.
    Constant(Option<&'a str>),
    /// One a row.
    Column(&'a StringViewArray),
}

impl<'a> Text<'a> {
    /// The text of a row; `""` for a null.
    #[inline]
    pub fn get(&self, row: usize) -> &'a str {
        match self {
            Text::Constant(text) => text.unwrap_or(""),
            Text::Column(column) if column.is_null(row) => "",
            Text::Column(column) => column.value(row),
        }
    }

    /// Whether a row is null: only a dynamic can be.
    #[inline]
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Text::Constant(text) => text.is_none(),
            Text::Column(column) => column.is_null(row),
        }
    }

    /// The text of a row, `None` for null.
    #[inline]
    pub fn option(&self, row: usize) -> Option<&'a str> {
        (!self.is_null(row)).then(|| self.get(row))
    }
}

/// Numbers of one Arrow type.
#[derive(Debug)]
pub enum Numbers<'a, T: ArrowPrimitiveType> {
    /// The same in every row.
    Constant(Option<T::Native>),
    /// One a row.
    Column(&'a PrimitiveArray<T>),
}

/// Decimals, by their keys.
#[derive(Debug, Clone, Copy)]
pub struct Decimals<'a>(pub Numbers<'a, Decimal128Type>);

impl Decimals<'_> {
    /// The decimal of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<Decimal> {
        self.0.get(row).map(Decimal::from_key)
    }
}

// Arrow's type markers are not `Clone`, so that this cannot be derived.
impl<T: ArrowPrimitiveType> Clone for Numbers<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ArrowPrimitiveType> Copy for Numbers<'_, T> {}

impl<T: ArrowPrimitiveType> Numbers<'_, T> {
    /// The number of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<T::Native> {
        match self {
            Numbers::Constant(value) => *value,
            Numbers::Column(column) if column.is_null(row) => None,
            Numbers::Column(column) => Some(column.value(row)),
        }
    }
}

/// Bools.
#[derive(Debug, Clone, Copy)]
pub enum Bits<'a> {
    /// The same in every row.
    Constant(Option<bool>),
    /// One a row.
    Column(&'a BooleanArray),
}

impl Bits<'_> {
    /// The bool of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<bool> {
        match self {
            Bits::Constant(value) => *value,
            Bits::Column(column) if column.is_null(row) => None,
            Bits::Column(column) => Some(column.value(row)),
        }
    }
}

/// Guids.
#[derive(Debug, Clone, Copy)]
pub enum Fixed<'a> {
    /// The same in every row.
    Constant(Option<&'a [u8]>),
    /// One a row.
    Column(&'a FixedSizeBinaryArray),
}

impl<'a> Fixed<'a> {
    /// The bytes of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&'a [u8]> {
        match self {
            Fixed::Constant(value) => *value,
            Fixed::Column(column) if column.is_null(row) => None,
            Fixed::Column(column) => Some(column.value(row)),
        }
    }
}
