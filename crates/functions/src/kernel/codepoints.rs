//! Arrays of whole numbers.

use std::fmt::Write;

/// Writes an array.
pub fn write_longs(values: impl Iterator<Item = i64>, out: &mut String) {
    out.push('[');
    for (i, value) in values.enumerate() {
        let _ = if i == 0 { write!(out, "{value}") } else { write!(out, ",{value}") };
    }
    out.push(']');
}
