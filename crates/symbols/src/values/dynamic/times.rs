//! Points in time among the strings of JSON text, which Kusto takes for datetimes.
//! <https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic>

use crate::values::datetime;

/// Whether a string's raw text may spell a date and a time of day, `2026-01-15T10:20:30…`: a look at a few bytes that
/// lets no such text through.
#[inline]
pub fn may_be_time(raw: &[u8]) -> bool {
    matches!(raw, [_, _, _, _, b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', _, _, ..])
        && raw[0].is_ascii_digit()
}

/// The ticks of the date and the time of day that a string spells. A date alone stays a string.
pub(super) fn time_of(text: &str) -> Option<i64> {
    if may_be_time(text.as_bytes()) { datetime::parse(text) } else { None }
}
