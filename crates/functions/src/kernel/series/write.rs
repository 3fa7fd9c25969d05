//! Writing arrays of numbers.

use std::fmt::Write;

use lurcher_symbols::values::dynamic::write_real;

use super::Number;

/// Appends a number as an element, `null` where there is none.
#[inline]
pub fn write_number(number: Option<Number>, out: &mut String) {
    match number {
        Some(Number::Long(long)) => {
            let _ = write!(out, "{long}");
        }
        Some(Number::Real(real)) => write_real(out, real),
        None => out.push_str("null"),
    }
}

/// Appends an array of reals.
pub fn write_reals(values: impl IntoIterator<Item = f64>, out: &mut String) {
    array(values, out, |value, out| write_real(out, value));
}

/// Appends an array of whole numbers.
pub fn write_longs(values: impl IntoIterator<Item = i64>, out: &mut String) {
    array(values, out, |value, out| {
        let _ = write!(out, "{value}");
    });
}

fn array<T>(values: impl IntoIterator<Item = T>, out: &mut String, mut write: impl FnMut(T, &mut String)) {
    out.push('[');
    for (i, value) in values.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(value, out);
    }
    out.push(']');
}

/// Appends entries of a bag that are reals. A key comes with all the punctuation before and behind it.
pub fn write_entries(entries: &[(&str, f64)], out: &mut String) {
    for (key, value) in entries {
        out.push_str(key);
        write_real(out, *value);
    }
}
