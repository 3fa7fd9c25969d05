//! Arrays moved by some places.

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::elements::{elements, write_array};
use super::{Call, Scalars, dynamics};

/// Argument 0 moved by as many places to the left as `left` makes of argument 1; what falls out comes in on the other
/// side.
pub fn rotate(call: &Call<'_>, left: fn(i64) -> i64) -> Result<ColumnarValue> {
    let (array, count) = (call.text(0)?, Scalars::of(call, 1)?);
    let mut items = Vec::new();
    dynamics(call.rows, |row, out| {
        let (true, Some(count)) = (elements(array.option(row), &mut items), count.long(row)) else { return false };
        let len = items.len().max(1) as i64;
        // Without whole turns first: the least long has no opposite.
        items.rotate_left(left(count % len).rem_euclid(len) as usize);
        write_array(items.iter().copied(), out);
        true
    })
}

/// Argument 0 moved by as many places to the left as `left` makes of argument 1; argument 2, or null, fills the gap.
pub fn shift(call: &Call<'_>, left: fn(i64) -> i64) -> Result<ColumnarValue> {
    let (array, count) = (call.text(0)?, Scalars::of(call, 1)?);
    let default = if call.has(2) { Some(Scalars::of(call, 2)?) } else { None };
    let (mut items, mut gap) = (Vec::new(), String::new());
    dynamics(call.rows, |row, out| {
        let (true, Some(count)) = (elements(array.option(row), &mut items), count.long(row)) else { return false };
        gap.clear();
        match default {
            Some(default) => default.write_element(row, &mut gap),
            None => gap.push_str("null"),
        }
        let count = left(count);
        let source = |place: usize| usize::try_from((place as i64).checked_add(count)?).ok();
        let moved = (0..items.len()).map(|place| source(place).and_then(|i| items.get(i)).map_or(gap.as_str(), |i| *i));
        write_array(moved, out);
        true
    })
}
