//! How long texts are, and what they consist of.

use lurcher_symbols::Value;

use crate::naive::{Row, naive};
use crate::spelling::spell;

naive! {
    strlen;
    string_size;
    isascii;
    isutf8;
    isempty;
    isnotempty;
    strcmp;
}

fn strlen(row: &Row<'_>) -> i64 {
    row.text(0).chars().count() as i64
}

fn string_size(row: &Row<'_>) -> i64 {
    row.spelled(0).len() as i64
}

fn isascii(row: &Row<'_>) -> bool {
    row.spelled(0).chars().all(|c| c <= '\u{7f}')
}

fn isutf8(_: &Row<'_>) -> bool {
    true
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || spell(value).is_empty()
}

fn isempty(row: &Row<'_>) -> bool {
    is_empty(&row.values[0])
}

fn isnotempty(row: &Row<'_>) -> bool {
    !is_empty(&row.values[0])
}

/// <https://learn.microsoft.com/kusto/query/strcmp-function>: first by their characters, then by their length.
fn strcmp(row: &Row<'_>) -> i64 {
    row.spelled(0).cmp(&row.spelled(1)) as i64
}
