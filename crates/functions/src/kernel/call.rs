//! One invocation of a kernel: a batch of arguments with their KQL types.

use arrow::array::ArrayRef;
use arrow::datatypes::{ArrowPrimitiveType, Float64Type, Int32Type, Int64Type};
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::{ScalarType, Value};

use super::input::{Bits, Decimals, Fixed, Numbers, Text};
use crate::types;

/// The arguments of one batch.
#[derive(Debug)]
pub struct Call<'a> {
    /// The arguments: columns of `rows` values, or constants.
    pub args: &'a [ColumnarValue],
    /// The arguments' KQL types; Arrow types alone do not tell a datetime from a long.
    pub types: &'a [ScalarType],
    /// The KQL type of the result.
    pub result: ScalarType,
    /// How many rows the result has; 1 when all arguments are constants.
    pub rows: usize,
    /// The function's name, for messages.
    pub name: &'a str,
}

impl<'a> Call<'a> {
    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.args.len()
    }

    /// Whether there are no arguments.
    pub fn is_empty(&self) -> bool {
        self.args.is_empty()
    }

    /// Whether argument `i` was given.
    pub fn has(&self, i: usize) -> bool {
        i < self.args.len()
    }

    /// Argument `i` where it is a constant.
    pub fn constant(&self, i: usize) -> Option<Value> {
        match self.args.get(i)? {
            ColumnarValue::Scalar(scalar) => types::from_scalar(scalar, self.types[i]),
            ColumnarValue::Array(_) => None,
        }
    }

    /// Looks at the text of argument `i` where it is constant, once for all rows and also where there are none.
    pub fn check_constant<T>(&self, i: usize, check: impl FnOnce(&str) -> Result<T>) -> Result<()> {
        match self.args.get(i) {
            Some(ColumnarValue::Scalar(ScalarValue::Utf8View(Some(text)))) => check(text).map(drop),
            _ => Ok(()),
        }
    }

    /// The constant text of argument `i`; an error naming the function where it is not constant.
    pub fn constant_text(&self, i: usize) -> Result<&'a str> {
        match self.args.get(i) {
            Some(ColumnarValue::Scalar(ScalarValue::Utf8View(text))) => Ok(text.as_deref().unwrap_or("")),
            _ => refuse!("{}(): argument {} must be a constant string", self.name, i + 1),
        }
    }

    /// Argument `i` as a column of `rows` values.
    pub fn array(&self, i: usize) -> Result<ArrayRef> {
        self.args[i].to_array(self.rows)
    }

    /// Argument `i` as text: a string, or a dynamic's canonical JSON (whose nulls are told by [`Text::is_null`]).
    pub fn text(&self, i: usize) -> Result<Text<'a>> {
        match &self.args[i] {
            ColumnarValue::Scalar(ScalarValue::Utf8View(text)) => Ok(Text::Constant(text.as_deref())),
            ColumnarValue::Array(array) => match array.as_any().downcast_ref() {
                Some(column) => Ok(Text::Column(column)),
                None => self.mismatch(i),
            },
            ColumnarValue::Scalar(_) => self.mismatch(i),
        }
    }

    /// Argument `i` as text, where it is given.
    pub fn optional_text(&self, i: usize) -> Result<Option<Text<'a>>> {
        self.has(i).then(|| self.text(i)).transpose()
    }

    /// Argument `i` as an int.
    pub fn int(&self, i: usize) -> Result<Numbers<'a, Int32Type>> {
        self.numbers(i, |s| match s {
            ScalarValue::Int32(v) => Some(*v),
            _ => None,
        })
    }

    /// Argument `i` as 64-bit numbers: a long, or the ticks of a datetime or timespan.
    pub fn long(&self, i: usize) -> Result<Numbers<'a, Int64Type>> {
        self.numbers(i, |s| match s {
            ScalarValue::Int64(v) => Some(*v),
            _ => None,
        })
    }

    /// Argument `i` as a real.
    pub fn real(&self, i: usize) -> Result<Numbers<'a, Float64Type>> {
        self.numbers(i, |s| match s {
            ScalarValue::Float64(v) => Some(*v),
            _ => None,
        })
    }

    /// Argument `i` as a decimal.
    pub fn decimal(&self, i: usize) -> Result<Decimals<'a>> {
        let keys = self.numbers(i, |s| match s {
            ScalarValue::Decimal128(v, ..) => Some(*v),
            _ => None,
        })?;
        Ok(Decimals(keys))
    }

    /// Argument `i` as a bool.
    pub fn bool(&self, i: usize) -> Result<Bits<'a>> {
        match &self.args[i] {
            ColumnarValue::Scalar(ScalarValue::Boolean(v)) => Ok(Bits::Constant(*v)),
            ColumnarValue::Array(array) => match array.as_any().downcast_ref() {
                Some(column) => Ok(Bits::Column(column)),
                None => self.mismatch(i),
            },
            ColumnarValue::Scalar(_) => self.mismatch(i),
        }
    }

    /// Argument `i` as a guid.
    pub fn guid(&self, i: usize) -> Result<Fixed<'a>> {
        match &self.args[i] {
            ColumnarValue::Scalar(ScalarValue::FixedSizeBinary(16, v)) => Ok(Fixed::Constant(v.as_deref())),
            ColumnarValue::Array(array) => match array.as_any().downcast_ref() {
                Some(column) => Ok(Fixed::Column(column)),
                None => self.mismatch(i),
            },
            ColumnarValue::Scalar(_) => self.mismatch(i),
        }
    }

    fn numbers<T: ArrowPrimitiveType>(
        &self,
        i: usize,
        constant: impl Fn(&ScalarValue) -> Option<Option<T::Native>>,
    ) -> Result<Numbers<'a, T>> {
        match &self.args[i] {
            ColumnarValue::Scalar(scalar) => match constant(scalar) {
                Some(value) => Ok(Numbers::Constant(value)),
                None => self.mismatch(i),
            },
            ColumnarValue::Array(array) => match array.as_any().downcast_ref() {
                Some(column) => Ok(Numbers::Column(column)),
                None => self.mismatch(i),
            },
        }
    }

    fn mismatch<T>(&self, i: usize) -> Result<T> {
        let found = self.args[i].data_type();
        internal_err!("{}(): argument {} is {found:?}, bound as {}", self.name, i + 1, self.types[i])
    }
}
