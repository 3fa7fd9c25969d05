//! Arrays whose elements move.

use lurcher_symbols::values::dynamic::Dynamic;

use super::arrays::{ARRAYS, PLACES};
use crate::naive::{Row, naive};

naive! {
    array_rotate_left => [ARRAYS, PLACES];
    array_rotate_right => [ARRAYS, PLACES];
    array_shift_left => [ARRAYS, PLACES];
    array_shift_right => [ARRAYS, PLACES];
}

fn rotate(row: &Row<'_>, direction: i128) -> Option<Vec<Dynamic>> {
    let (elements, count) = (row.array(0)?, i128::from(row.long(1)?) * direction);
    let from = |place: usize| (place as i128 + count).rem_euclid(elements.len() as i128) as usize;
    Some((0..elements.len()).map(|place| elements[from(place)].clone()).collect())
}

fn array_rotate_left(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    rotate(row, 1)
}

fn array_rotate_right(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    rotate(row, -1)
}

fn shift(row: &Row<'_>, direction: i128) -> Option<Vec<Dynamic>> {
    let (elements, count) = (row.array(0)?, i128::from(row.long(1)?) * direction);
    let gap = if row.has(2) { row.dynamic(2) } else { Dynamic::Null };
    let at = |place: usize| {
        usize::try_from(place as i128 + count).ok().and_then(|from| elements.get(from)).unwrap_or(&gap).clone()
    };
    Some((0..elements.len()).map(at).collect())
}

fn array_shift_left(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    shift(row, 1)
}

fn array_shift_right(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    shift(row, -1)
}
