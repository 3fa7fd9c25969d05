//! An argument as text, whatever its type.

use std::borrow::Cow;

use arrow::array::StringViewArray;
use datafusion::common::Result;

use super::cell::Cell;
use super::{Call, Scalars, Text};

/// A string as it is; anything else as `tostring()` spells it, a null as `""`.
#[derive(Debug, Clone, Copy)]
pub struct Spelled<'a>(Scalars<'a>);

impl<'a> Spelled<'a> {
    /// Argument `i` of a call.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Scalars::of(call, i).map(Self)
    }

    /// Arguments `from` and all that follow.
    pub fn all(call: &Call<'a>, from: usize) -> Result<Vec<Self>> {
        (from..call.len()).map(|i| Self::of(call, i)).collect()
    }

    /// The column, where it is one of strings.
    pub fn column(&self) -> Option<&'a StringViewArray> {
        match self.0 {
            Scalars::String(Text::Column(column)) => Some(column),
            _ => None,
        }
    }

    /// The text of a row, in `buffer` where it had to be spelled.
    #[inline]
    pub fn get<'b>(&self, row: usize, buffer: &'b mut String) -> &'b str
    where
        'a: 'b,
    {
        match &self.0 {
            Scalars::String(text) => return text.get(row),
            Scalars::Dynamic(text) => {
                if let Cell::Text(Cow::Borrowed(text)) = Cell::of(text.option(row)) {
                    return text;
                }
            }
            _ => {}
        }
        buffer.clear();
        self.0.write_text(row, buffer);
        buffer
    }

    /// Appends the text of a row.
    pub fn write(&self, row: usize, out: &mut String) {
        match &self.0 {
            Scalars::String(text) => out.push_str(text.get(row)),
            other => other.write_text(row, out),
        }
    }
}
