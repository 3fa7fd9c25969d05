//! Places in a text, counted in characters.

use std::ops::Range as Bytes;

use datafusion::common::Result;

use super::Call;
use super::operand::Operand;
use arrow::datatypes::Int64Type;

/// Translates between characters and bytes. ASCII text needs no counting.
#[derive(Debug, Clone, Copy)]
pub struct CharIndex<'a> {
    text: &'a str,
    ascii: bool,
}

impl<'a> CharIndex<'a> {
    /// The index of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, ascii: text.is_ascii() }
    }

    /// The number of characters.
    pub fn len(&self) -> usize {
        if self.ascii { self.text.len() } else { self.text.chars().count() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where a character begins; the end of the text where there are not as many.
    pub fn byte(&self, place: usize) -> usize {
        if self.ascii {
            return place.min(self.text.len());
        }
        self.text.char_indices().nth(place).map_or(self.text.len(), |(at, _)| at)
    }

    /// The place of the character that begins at a byte.
    pub fn place(&self, byte: usize) -> usize {
        if self.ascii { byte } else { self.text[..byte].chars().count() }
    }
}

/// The arguments `start`, `length` and `occurrence` of `indexof()` and `indexof_regex()`.
pub struct Range<'a> {
    start: Option<Operand<'a, Int64Type>>,
    length: Option<Operand<'a, Int64Type>>,
    occurrence: Option<Operand<'a, Int64Type>>,
}

impl<'a> Range<'a> {
    /// The arguments from number `first` on.
    pub fn of(call: &Call<'a>, first: usize) -> Result<Self> {
        let argument = |i: usize| if call.has(i) { Operand::longs(call, i).map(Some) } else { Ok(None) };
        Ok(Self { start: argument(first)?, length: argument(first + 1)?, occurrence: argument(first + 2)? })
    }

    /// Where a row's search begins; `None` where an argument is out of its range. A negative start counts from the end
    /// where `from_end` allows it.
    pub fn window(&self, row: usize, index: &CharIndex<'_>, from_end: bool) -> Option<Window> {
        let get = |operand: &Option<Operand<'_, Int64Type>>, default| match operand {
            Some(operand) => operand.get(row),
            None => Some(default),
        };
        let (start, length, occurrence) = (get(&self.start, 0)?, get(&self.length, -1)?, get(&self.occurrence, 1)?);
        let start = match start < 0 {
            true if from_end => start.saturating_add(index.len() as i64).max(0),
            true => return None,
            false => start,
        };
        if length < -1 || occurrence < 0 {
            return None;
        }
        Some(Window {
            start: usize::try_from(start).unwrap_or(usize::MAX),
            length: usize::try_from(length).unwrap_or(usize::MAX),
            passed_over: usize::try_from(occurrence - 1).ok(),
        })
    }
}

/// Where in a text a find may begin, in characters.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Its first character.
    pub start: usize,
    /// How many characters it has.
    pub length: usize,
    /// How many finds to pass over; none for no find at all.
    pub passed_over: Option<usize>,
}

impl Window {
    /// The bytes where a find may begin; it may end behind them.
    pub fn bytes(&self, index: &CharIndex<'_>) -> Bytes<usize> {
        index.byte(self.start)..index.byte(self.start.saturating_add(self.length))
    }
}
