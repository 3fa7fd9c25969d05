//! Functions of each element of one series, or of the elements of the same place of two.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::ScalarType;

use super::{Number, each, write_number};
use crate::kernel::{Call, Scalars, Text, dynamics};

/// A function of each number; null for what is no number.
pub fn unary(call: &Call<'_>, f: impl Fn(Number) -> Number) -> Result<ColumnarValue> {
    let series = call.text(0)?;
    dynamics(call.rows, |row, out| {
        out.push('[');
        let known = each(series.option(row), |element| {
            if out.len() > 1 {
                out.push(',');
            }
            write_number(Number::of_element(element).map(&f), out);
        });
        out.push(']');
        known
    })
}

/// A function of each number as a real.
pub fn reals(call: &Call<'_>, f: impl Fn(f64) -> f64) -> Result<ColumnarValue> {
    unary(call, |number| Number::Real(f(number.real())))
}

/// Two numbers of the same place to a number: whole numbers by `longs`, all others by `reals`. Null where one of them
/// is none.
pub fn arithmetic(call: &Call<'_>, longs: fn(i64, i64) -> i64, reals: fn(f64, f64) -> f64) -> Result<ColumnarValue> {
    pairs(call, |left, right, out| {
        let number = match (left, right) {
            (Number::Long(left), Number::Long(right)) => Number::Long(longs(left, right)),
            _ => Number::Real(reals(left.real(), right.real())),
        };
        write_number(Some(number), out);
    })
}

/// Two numbers of the same place as reals to a real. Null where one of them is none.
pub fn reals_of_two(call: &Call<'_>, f: fn(f64, f64) -> f64) -> Result<ColumnarValue> {
    pairs(call, |left, right, out| write_number(Some(Number::Real(f(left.real(), right.real()))), out))
}

/// Two numbers of the same place to a bool: whole numbers by `longs`, all others by `reals`. Null where one of them is
/// none.
pub fn comparison(
    call: &Call<'_>,
    longs: fn(&i64, &i64) -> bool,
    reals: fn(&f64, &f64) -> bool,
) -> Result<ColumnarValue> {
    pairs(call, |left, right, out| {
        let holds = match (left, right) {
            (Number::Long(left), Number::Long(right)) => longs(&left, &right),
            _ => reals(&left.real(), &right.real()),
        };
        out.push_str(if holds { "true" } else { "false" });
    })
}

/// Writes an array of the longer series' length; null for a place where one has no number, and for the whole where one
/// is no array.
fn pairs(call: &Call<'_>, write: impl Fn(Number, Number, &mut String)) -> Result<ColumnarValue> {
    let (mut left, mut right) = (Side::of(call, 0)?, Side::of(call, 1)?);
    dynamics(call.rows, |row, out| {
        if !left.read(row) || !right.read(row) {
            return false;
        }
        out.push('[');
        for place in 0..left.len().max(right.len()) {
            if place > 0 {
                out.push(',');
            }
            match (left.get(place), right.get(place)) {
                (Some(left), Some(right)) => write(left, right, out),
                _ => out.push_str("null"),
            }
        }
        out.push(']');
        true
    })
}

/// One of two arguments: a series, or a number for every place.
pub(super) enum Side<'a> {
    Series(Text<'a>, Vec<Option<Number>>),
    Number(Scalars<'a>, Option<Number>),
}

impl<'a> Side<'a> {
    pub(super) fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(match call.types[i] {
            ScalarType::Dynamic => Side::Series(call.text(i)?, Vec::new()),
            _ => Side::Number(Scalars::of(call, i)?, None),
        })
    }

    /// Reads a row; `false` where it has no array.
    pub(super) fn read(&mut self, row: usize) -> bool {
        match self {
            Side::Series(text, numbers) => {
                numbers.clear();
                each(text.option(row), |element| numbers.push(Number::of_element(element)))
            }
            Side::Number(scalars, number) => {
                *number = Number::of_cell(&scalars.cell(row));
                true
            }
        }
    }

    /// How many places the row has; a number has as many as the other side.
    pub(super) fn len(&self) -> usize {
        match self {
            Side::Series(_, numbers) => numbers.len(),
            Side::Number(..) => 0,
        }
    }

    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<Number> {
        match self {
            Side::Series(_, numbers) => numbers.get(place).copied().flatten(),
            Side::Number(_, number) => *number,
        }
    }
}
