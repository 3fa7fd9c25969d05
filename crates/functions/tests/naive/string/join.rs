//! Values as one text.

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::spelling::spell_dynamic;

naive! {
    strcat;
    strcat_delim;
    strcat_array;
    strrep => [Pool::Any, Pool::Also(&["0", "1", "2", "3", "-1", "1024", "1025"])];
}

fn strcat(row: &Row<'_>) -> String {
    (0..row.len()).map(|i| row.spelled(i)).collect()
}

fn strcat_delim(row: &Row<'_>) -> String {
    (1..row.len()).map(|i| row.spelled(i)).collect::<Vec<_>>().join(&row.spelled(0))
}

fn strcat_array(row: &Row<'_>) -> String {
    let elements = row.array(0).unwrap_or_default();
    elements.iter().map(spell_dynamic).collect::<Vec<_>>().join(&row.spelled(1))
}

/// At most 1,024 times.
fn strrep(row: &Row<'_>) -> String {
    let count = row.long(1).unwrap_or(0).clamp(0, 1024) as usize;
    let delimiter = if row.has(2) { row.spelled(2) } else { String::new() };
    vec![row.spelled(0); count].join(&delimiter)
}
