//! What texts hold. <https://learn.microsoft.com/kusto/query/datatypes-string-operators>

use regex::Regex;

use crate::driver::Pool;
use crate::naive::{Row, naive};
use crate::terms::{fold, occurs};

const TEXTS: Pool = Pool::Also(&[
    "North America",
    "hello-world",
    "helloworld",
    "HELLO world",
    "a.b.c",
    "10.0.0.1",
    "É é",
    "über-cool",
    "Σς σ",
    "",
    "abc",
    "a_b c",
    "xhello",
    "日本語 text",
    "K k",
]);
const PARTS: Pool = Pool::Also(&[
    "america", "hello", "HELLO", "wor", "ld", "a.b", "é", "", "σ", "10.0", ".", "b", "ÜBER", "日本", "-world", "k",
]);
const PATTERNS: Pool = Pool::Only(&["a", "^h", "world$", "[A-Z]{2}", "(?i)HELLO", "é|σ", r"\d+\.", ""]);

naive! {
    contains => [TEXTS, PARTS];
    contains_cs => [TEXTS, PARTS];
    startswith => [TEXTS, PARTS];
    startswith_cs => [TEXTS, PARTS];
    endswith => [TEXTS, PARTS];
    endswith_cs => [TEXTS, PARTS];
    has => [TEXTS, PARTS];
    has_cs => [TEXTS, PARTS];
    hasprefix => [TEXTS, PARTS];
    hasprefix_cs => [TEXTS, PARTS];
    hassuffix => [TEXTS, PARTS];
    hassuffix_cs => [TEXTS, PARTS];
    "=~" = same => [TEXTS, PARTS];
    "matches regex" = matches_regex => [TEXTS, PATTERNS];
}

fn search(row: &Row<'_>, by_case: bool, before: bool, behind: bool) -> bool {
    occurs(&row.spelled(0), &row.spelled(1), by_case, before, behind)
}

fn contains(row: &Row<'_>) -> bool {
    search(row, false, false, false)
}

fn contains_cs(row: &Row<'_>) -> bool {
    row.spelled(0).contains(&row.spelled(1))
}

fn has(row: &Row<'_>) -> bool {
    search(row, false, true, true)
}

fn has_cs(row: &Row<'_>) -> bool {
    search(row, true, true, true)
}

fn hasprefix(row: &Row<'_>) -> bool {
    search(row, false, true, false)
}

fn hasprefix_cs(row: &Row<'_>) -> bool {
    search(row, true, true, false)
}

fn hassuffix(row: &Row<'_>) -> bool {
    search(row, false, false, true)
}

fn hassuffix_cs(row: &Row<'_>) -> bool {
    search(row, true, false, true)
}

fn folded(row: &Row<'_>, i: usize) -> String {
    row.spelled(i).chars().map(fold).collect()
}

fn startswith(row: &Row<'_>) -> bool {
    folded(row, 0).starts_with(&folded(row, 1))
}

fn startswith_cs(row: &Row<'_>) -> bool {
    row.spelled(0).starts_with(&row.spelled(1))
}

fn endswith(row: &Row<'_>) -> bool {
    folded(row, 0).ends_with(&folded(row, 1))
}

fn endswith_cs(row: &Row<'_>) -> bool {
    row.spelled(0).ends_with(&row.spelled(1))
}

fn same(row: &Row<'_>) -> bool {
    folded(row, 0) == folded(row, 1)
}

fn matches_regex(row: &Row<'_>) -> bool {
    Regex::new(&row.spelled(1)).is_ok_and(|regex| regex.is_match(&row.spelled(0)))
}
