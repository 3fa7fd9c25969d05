//! Bits.

use crate::driver::Pool;
use crate::naive::{Row, naive};

const SHIFTS: Pool = Pool::Also(&["0", "1", "63", "64", "65", "-1", "127"]);

naive! {
    binary_and; binary_or; binary_xor; binary_not; bitset_count_ones;
    binary_shift_left => [Pool::Any, SHIFTS];
    binary_shift_right => [Pool::Any, SHIFTS];
}

fn binary_and(row: &Row<'_>) -> Option<i64> {
    Some(row.long(0)? & row.long(1)?)
}

fn binary_or(row: &Row<'_>) -> Option<i64> {
    Some(row.long(0)? | row.long(1)?)
}

fn binary_xor(row: &Row<'_>) -> Option<i64> {
    Some(row.long(0)? ^ row.long(1)?)
}

fn binary_not(row: &Row<'_>) -> Option<i64> {
    Some(!row.long(0)?)
}

fn bitset_count_ones(row: &Row<'_>) -> Option<i64> {
    Some(i64::from(row.long(0)?.count_ones()))
}

/// By the remainder of 64; null of a negative count.
/// <https://learn.microsoft.com/kusto/query/binary-shift-left-function>
fn count(row: &Row<'_>) -> Option<u32> {
    row.long(1).filter(|count| *count >= 0).map(|count| (count % 64) as u32)
}

fn binary_shift_left(row: &Row<'_>) -> Option<i64> {
    Some(row.long(0)? << count(row)?)
}

fn binary_shift_right(row: &Row<'_>) -> Option<i64> {
    Some(row.long(0)? >> count(row)?)
}
